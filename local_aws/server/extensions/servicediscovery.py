"""AWS Cloud Map: namespaces with their zones, services with their namespace, and ECS's tasks as instances.

Not faithful: a name leads nowhere in DNS, where no process here asks; ListInstances says what it would lead to (SDKs
put `data-` before the host for DiscoverInstances, which loopback has not). What ECS registers is always healthy, and an
operation is done as soon as it began.
"""

import json
from typing import Any

from moto.route53.models import route53_backends
from moto.servicediscovery.models import Namespace, Service, ServiceDiscoveryBackend, ServiceInstance
from moto.servicediscovery.responses import ServiceDiscoveryResponse
from moto.utilities.utils import get_partition

from local_aws.server.extensions.ecs import namespaces
from local_aws.server.extensions.patching import AwsError, patches
from model.texts.cloud_map import NAMESPACE_IN_USE, SAME_NAMESPACE, SAME_SERVICE, SERVICE_IN_USE

_create_service = ServiceDiscoveryBackend.create_service
_create_http_namespace = ServiceDiscoveryBackend.create_http_namespace
_delete_namespace = ServiceDiscoveryBackend.delete_namespace
_delete_service = ServiceDiscoveryBackend.delete_service
_deregister_instance = ServiceDiscoveryBackend.deregister_instance
_list_instances = ServiceDiscoveryBackend.list_instances


@patches(ServiceDiscoveryBackend)
def create_http_namespace(self: ServiceDiscoveryBackend, name: str, *args: Any, **params: Any) -> str:
    """moto's, of a name that no other has."""
    if any(one.name == name and one.type == "HTTP" for one in self.namespaces.values()):
        raise AwsError.of(SAME_NAMESPACE)
    return _create_http_namespace(self, name, *args, **params)


@patches(ServiceDiscoveryBackend)
def create_private_dns_namespace(
    self: ServiceDiscoveryBackend,
    name: str,
    creator_request_id: str,
    description: str,
    vpc: str,
    tags: list[dict[str, str]],
    properties: dict[str, Any],
) -> str:
    """With a hosted zone of its name; a VPC may have several, and moto gives it one."""
    if any(one.name == name and one.vpc == vpc for one in self.namespaces.values()):
        raise AwsError.of(SAME_NAMESPACE)
    zones = route53_backends[self.account_id][get_partition(self.region_name)]
    zone = zones.create_hosted_zone(
        f"{name}.", private_zone=True, vpcid=vpc, vpcregion=self.region_name, comment="Created by AWS Cloud Map"
    )
    namespace: Any = Namespace(
        account_id=self.account_id,
        region=self.region_name,
        name=name,
        ns_type="DNS_PRIVATE",
        creator_request_id=creator_request_id,
        description=description,
        dns_properties={**(properties or {}).get("DnsProperties", {}), "HostedZoneId": zone.id.rpartition("/")[2]},
        http_properties={"HttpName": name},
        vpc=vpc,
    )
    self.namespaces[namespace.id] = namespace
    self.tagger.tag_resource(namespace.arn, tags or [])
    return self._create_operation("CREATE_NAMESPACE", targets={"NAMESPACE": namespace.id})


@patches(ServiceDiscoveryBackend)
def delete_namespace(self: ServiceDiscoveryBackend, namespace_id: str) -> str:
    """Once it has no services; its hosted zone goes with it."""
    namespace = self.get_namespace(namespace_id)
    if any(one.namespace_id == namespace_id for one in self.services.values()):
        raise AwsError.of(NAMESPACE_IN_USE)
    zone = (namespace.dns_properties or {}).get("HostedZoneId", "")
    route53_backends[self.account_id][get_partition(self.region_name)].zones.pop(zone, None)
    self.tagger.delete_all_tags_for_resource(namespace.arn)
    return _delete_namespace(self, namespace_id)


@patches(ServiceDiscoveryBackend)
def create_service(
    self: ServiceDiscoveryBackend,
    name: str,
    namespace_id: str | None,
    creator_request_id: str,
    description: str,
    dns_config: dict[str, Any] | None,
    health_check_config: dict[str, Any],
    health_check_custom_config: dict[str, Any],
    tags: list[dict[str, str]],
    service_type: str | None,
) -> Service:
    """moto's, in the namespace that only its DNS settings may name, and of the type that follows from them."""
    home = self.get_namespace(namespace_id or (dns_config or {}).get("NamespaceId", ""))
    if any(one.name == name and one.namespace_id == home.id for one in self.services.values()):
        raise AwsError.of(SAME_SERVICE)
    return _create_service(
        self,
        name,
        home.id,
        creator_request_id,
        description,
        dns_config or {},
        health_check_config,
        health_check_custom_config,
        tags,
        service_type or ("DNS_HTTP" if dns_config else "HTTP"),
    )


@patches(ServiceDiscoveryResponse)
def list_services(self: ServiceDiscoveryResponse) -> str:
    """Of the namespaces that are asked for; moto lists all."""
    filters = json.loads(self.body).get("Filters") or []
    asked = [one["Values"] for one in filters if one["Name"] == "NAMESPACE_ID"]
    found = self.servicediscovery_backend.list_services()
    services = [one.to_json() for one in found if all(one.namespace_id in ids for ids in asked)]
    return json.dumps({"Services": services})


@patches(ServiceDiscoveryBackend)
def delete_service(self: ServiceDiscoveryBackend, service_id: str) -> None:
    """Once it has no instances."""
    service = self.get_service(service_id)
    if self.list_instances(service_id):
        raise AwsError.of(SERVICE_IN_USE)
    self.tagger.delete_all_tags_for_resource(service.arn)
    _delete_service(self, service_id)


@patches(ServiceDiscoveryBackend)
def list_instances(self: ServiceDiscoveryBackend, service_id: str) -> list[ServiceInstance]:
    """Those that were registered by calls, and ECS's tasks."""
    service = self.get_service(service_id)
    taken_away: set[str] = vars(service).get("taken_away", set())
    tasks = [one for one in namespaces.instances(service) if one.instance_id not in taken_away]
    return [*_list_instances(self, service_id), *tasks]


@patches(ServiceDiscoveryBackend)
def deregister_instance(self: ServiceDiscoveryBackend, service_id: str, instance_id: str) -> str:
    """A task, too; ECS does not register it again."""
    service = self.get_service(service_id)
    if instance_id not in {one.instance_id for one in namespaces.instances(service)}:
        return _deregister_instance(self, service_id, instance_id)
    vars(service).setdefault("taken_away", set()).add(instance_id)
    return self._create_operation("DEREGISTER_INSTANCE", targets={"INSTANCE": instance_id})
