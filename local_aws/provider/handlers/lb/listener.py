"""Listener."""

from typing import Any

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, request
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.lb import action, attributes, tagging
from local_aws.provider.handlers.lb.attributes import Attribute
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

TOKEN = "aws:lb/listener:Listener"
# Answered while a certificate is on its way to the load balancer.
_NO_CERTIFICATE = ("CertificateNotFound", "")

_HEADERS = {
    "routing.http.request.x_amzn_mtls_clientcert.header_name": "RequestXAmznMtlsClientcertHeaderName",
    "routing.http.request.x_amzn_mtls_clientcert_issuer.header_name": "RequestXAmznMtlsClientcertIssuerHeaderName",
    "routing.http.request.x_amzn_mtls_clientcert_leaf.header_name": "RequestXAmznMtlsClientcertLeafHeaderName",
    "routing.http.request.x_amzn_mtls_clientcert_serial_number.header_name": (
        "RequestXAmznMtlsClientcertSerialNumberHeaderName"
    ),
    "routing.http.request.x_amzn_mtls_clientcert_subject.header_name": "RequestXAmznMtlsClientcertSubjectHeaderName",
    "routing.http.request.x_amzn_mtls_clientcert_validity.header_name": "RequestXAmznMtlsClientcertValidityHeaderName",
    "routing.http.request.x_amzn_tls_cipher_suite.header_name": "RequestXAmznTlsCipherSuiteHeaderName",
    "routing.http.request.x_amzn_tls_version.header_name": "RequestXAmznTlsVersionHeaderName",
    "routing.http.response.access_control_allow_credentials.header_value": (
        "ResponseAccessControlAllowCredentialsHeaderValue"
    ),
    "routing.http.response.access_control_allow_headers.header_value": "ResponseAccessControlAllowHeadersHeaderValue",
    "routing.http.response.access_control_allow_methods.header_value": "ResponseAccessControlAllowMethodsHeaderValue",
    "routing.http.response.access_control_allow_origin.header_value": "ResponseAccessControlAllowOriginHeaderValue",
    "routing.http.response.access_control_expose_headers.header_value": "ResponseAccessControlExposeHeadersHeaderValue",
    "routing.http.response.access_control_max_age.header_value": "ResponseAccessControlMaxAgeHeaderValue",
    "routing.http.response.content_security_policy.header_value": "ResponseContentSecurityPolicyHeaderValue",
    "routing.http.response.strict_transport_security.header_value": "ResponseStrictTransportSecurityHeaderValue",
    "routing.http.response.x_content_type_options.header_value": "ResponseXContentTypeOptionsHeaderValue",
    "routing.http.response.x_frame_options.header_value": "ResponseXFrameOptionsHeaderValue",
}
ATTRIBUTES = (
    *(Attribute(key, f"routingHttp{name}", str) for key, name in _HEADERS.items()),
    Attribute("routing.http.response.server.enabled", "routingHttpResponseServerEnabled", bool),
    Attribute("tcp.idle_timeout.seconds", "tcpIdleTimeoutSeconds", int),
)


def create(aws: Aws, props: Props) -> str:
    """Makes the listener, then sets the attributes that the program gives."""
    elb = aws.client("elbv2")
    asked = request(elb, "CreateListener", _plain(props))
    asked["DefaultActions"] = _actions(elb, props)
    if "Protocol" not in asked and ":loadbalancer/app/" in props["loadBalancerArn"]:
        asked["Protocol"] = "HTTPS" if "certificateArn" in props else "HTTP"
    arn: str = retry(lambda: elb.create_listener(**asked), _NO_CERTIFICATE)["Listeners"][0]["ListenerArn"]
    with initializing(arn):
        if given := attributes.to_aws(ATTRIBUTES, props):
            elb.modify_listener_attributes(ListenerArn=arn, Attributes=given)
    return arn


def _plain(props: Props) -> Props:
    """The properties that AWS spells in another way, respelled; the actions are apart."""
    asked = {key: value for key, value in props.items() if key != "defaultActions"}
    if "protocol" in props:
        asked["protocol"] = props["protocol"].upper()
    if "certificateArn" in props:
        asked["certificates"] = [{"certificateArn": props["certificateArn"]}]
    if "alpnPolicy" in props:
        asked["alpnPolicy"] = [props["alpnPolicy"]]
    return asked


def _actions(elb: Any, props: Props) -> list[dict[str, Any]]:
    shape = elb.meta.service_model.operation_model("CreateListener").input_shape.members["DefaultActions"]
    return action.to_aws(shape, props["defaultActions"])


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The listener with its attributes; its actions in the form that the program chose, see `action.from_aws`."""
    elb = aws.client("elbv2")
    with gone_is_fine("ListenerNotFound", "LoadBalancerNotFound"):
        listener = elb.describe_listeners(ListenerArns=[id])["Listeners"][0]
        answer: list[dict[str, str]] = []
        if listener.get("Protocol") != "TLS":
            answer = elb.describe_listener_attributes(ListenerArn=id)["Attributes"]
        mutual = listener.get("MutualAuthentication")
        return {
            "loadBalancerArn": listener["LoadBalancerArn"],
            "port": listener.get("Port"),
            "protocol": listener.get("Protocol"),
            "sslPolicy": listener.get("SslPolicy"),
            "certificateArn": next((one["CertificateArn"] for one in listener.get("Certificates", [])), None),
            "alpnPolicy": next(iter(listener.get("AlpnPolicy", [])), None),
            "mutualAuthentication": mutual and _mutual(mutual),
            "defaultActions": action.from_aws(
                fields(TOKEN)["defaultActions"].fields, listener["DefaultActions"], known.get("defaultActions", [])
            ),
            **attributes.from_aws(ATTRIBUTES, answer),
            "arn": id,
            "tagsAll": tagging.of(aws, id),
        }
    return None


def _mutual(answer: dict[str, Any]) -> Props:
    props = {
        "mode": answer.get("Mode"),
        "trustStoreArn": answer.get("TrustStoreArn"),
        "ignoreClientCertificateExpiry": answer.get("IgnoreClientCertificateExpiry"),
        "advertiseTrustStoreCaNames": answer.get("AdvertiseTrustStoreCaNames"),
    }
    return {key: value for key, value in props.items() if value is not None}


def update(aws: Aws, id: str, change: Change) -> None:
    """One ModifyListener with port, protocol and certificate as they are, and the actions only if they changed."""
    elb = aws.client("elbv2")
    attribute_keys = {attribute.property for attribute in ATTRIBUTES}
    changed = change.keys - attribute_keys - {"tags", "tagsAll"}
    if changed:
        unchanged = {"mutualAuthentication"} - changed
        kept = {key: value for key, value in _plain(change.new).items() if key not in unchanged}
        asked = request(elb, "ModifyListener", kept | {"listenerArn": id})
        if "defaultActions" in changed:
            asked["DefaultActions"] = _actions(elb, change.new)
        retry(lambda: elb.modify_listener(**asked), _NO_CERTIFICATE)
    if given := attributes.to_aws(attributes.of(ATTRIBUTES, change.keys), change.new):
        elb.modify_listener_attributes(ListenerArn=id, Attributes=given)
    tagging.retag(aws, id, change)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the listener."""
    with gone_is_fine("ListenerNotFound"):
        aws.client("elbv2").delete_listener(ListenerArn=id)


def canonical(props: Props) -> Props:
    """Without the blocks that an action's type has no use for."""
    if not isinstance(props.get("defaultActions"), list):
        return props
    return props | {"defaultActions": [action.own(one) for one in props["defaultActions"]]}


HANDLERS = (ResourceHandler(token=TOKEN, create=create, read=read, update=update, delete=delete, canonical=canonical),)
