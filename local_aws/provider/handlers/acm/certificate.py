"""Certificate: requested, and pending until it is validated. Imported ones are not made here."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

_IN_USE = ("ResourceInUseException", "")


def create(aws: Aws, props: Props) -> str:
    """Requests it; its ARN is the id."""
    if "domainName" not in props:
        raise ValueError("the local AWS imports no certificates: give domainName and validationMethod DNS")
    if "validationMethod" not in props and "certificateAuthorityArn" not in props:
        raise ValueError(
            "`certificate_authority_arn` or `validation_method` must be set when creating an ACM certificate"
        )
    members = {
        "domainName": "DomainName",
        "validationMethod": "ValidationMethod",
        "keyAlgorithm": "KeyAlgorithm",
        "subjectAlternativeNames": "SubjectAlternativeNames",
        "certificateAuthorityArn": "CertificateAuthorityArn",
    }
    asked: dict[str, Any] = {member: props[key] for key, member in members.items() if props.get(key)}
    if props.get("tagsAll"):
        asked["Tags"] = tag_lists.as_list(props["tagsAll"])
    return aws.client("acm").request_certificate(**asked)["CertificateArn"]


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The certificate as ACM describes it, and its tags."""
    acm = aws.client("acm")
    with gone_is_fine("ResourceNotFoundException"):
        found = acm.describe_certificate(CertificateArn=id)["Certificate"]
        options = found.get("DomainValidationOptions", [])
        return {
            "arn": id,
            "certificateAuthorityArn": found.get("CertificateAuthorityArn"),
            "domainName": found["DomainName"],
            "domainValidationOptions": [_option(one) for one in options],
            "keyAlgorithm": known.get("keyAlgorithm") or found["KeyAlgorithm"],
            "notAfter": found["NotAfter"].isoformat() if found.get("NotAfter") else "",
            "notBefore": found["NotBefore"].isoformat() if found.get("NotBefore") else "",
            "options": {
                "certificateTransparencyLoggingPreference": found["Options"]["CertificateTransparencyLoggingPreference"]
            },
            "pendingRenewal": False,
            "renewalEligibility": found["RenewalEligibility"],
            "renewalSummaries": [],
            "status": found["Status"],
            "subjectAlternativeNames": sorted(found["SubjectAlternativeNames"]),
            "tagsAll": tag_lists.as_map(acm.list_tags_for_certificate(CertificateArn=id)["Tags"]),
            "type": found["Type"],
            "validationEmails": [],
            "validationMethod": known.get("validationMethod") or "DNS",
        }
    return None


def _option(found: dict[str, Any]) -> Props:
    record = found["ResourceRecord"]
    return {
        "domainName": found["DomainName"],
        "resourceRecordName": record["Name"],
        "resourceRecordType": record["Type"],
        "resourceRecordValue": record["Value"],
    }


def update(aws: Aws, id: str, change: Change) -> None:
    """Its tags; ACM removes them by key and value."""
    acm = aws.client("acm")
    put, removed = tag_lists.difference(change)
    if removed:
        acm.remove_tags_from_certificate(CertificateArn=id, Tags=[{"Key": key} for key in removed])
    if put:
        acm.add_tags_to_certificate(CertificateArn=id, Tags=tag_lists.as_list(put))


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes it, once no load balancer has it any more."""
    with gone_is_fine("ResourceNotFoundException"):
        retry(lambda: aws.client("acm").delete_certificate(CertificateArn=id), _IN_USE)


HANDLERS = (
    ResourceHandler(token="aws:acm/certificate:Certificate", create=create, read=read, update=update, delete=delete),
)
