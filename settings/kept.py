"""What a stack that is up keeps: another value would replace what users are on, or start a deployment beside releases.

`ops/plugin/kept.py` refuses it in a preview, and says why of each key. Only what is known in any preview is here: what
AWS made may be unknown because somebody deleted it, and must not be refused then.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pulumi import Input, Output

from components.service import Place
from model.service_connect import Part
from model.strategy import NATIVE

if TYPE_CHECKING:
    from settings.settings import Settings

ITS_OWN = "its own"
"""Where the program makes it."""


def holders(s: "Settings") -> Mapping[str, str]:
    """Key to who has which number of it, as JSON, over all services: no two may have the same, not even for the time
    of an update. Priorities of rules, or ports of listeners."""
    ports = {port: one.service_name for one in s.services for port in one.own_ports.both}
    priorities = {one.priority: one.service_name for one in s.services}
    return {"listenerPort": json.dumps(ports)} if s.network else {"priority": json.dumps(priorities)}


def kept(s: "Settings", place: Place) -> Mapping[str, Input[str]]:
    """Key to value, of one service; empty, where the key says nothing, or names what is the team's to delete."""
    awsvpc, brought = s.network_mode == "awsvpc", s.vpc.given
    subnets = Output.all(*place.subnet_ids).apply(",".join)
    return {
        "containerPort": str(s.container_port),
        "stickinessSeconds": "more than 0" if s.stickiness_seconds else "0",
        "vpc": place.vpc_id if brought else ITS_OWN,
        "vpcCidr": "" if brought else s.vpc_cidr,
        "zones": str(s.zones) if awsvpc and not brought else "",
        "vpc.privateSubnetIds": subnets if awsvpc and brought else "",
        "loadBalancer.productionListenerArn": s.load_balancer.production_listener_arn or ITS_OWN,
        "loadBalancer.testListenerArn": s.load_balancer.test_listener_arn or "" if s.strategy in NATIVE else "",
        "loadBalancer.targetSecurityGroupId": (
            s.load_balancer.target_security_group_id or ITS_OWN if awsvpc and s.load_balancer.given else ""
        ),
        "ipAddressType": "" if brought or s.load_balancer.given else s.ip_address_type,
        "loadBalancerType": "" if s.load_balancer.given else s.load_balancer_type,
        "certificateArn": ("one" if s.secure else "none") if s.network else "",
        "internal": "" if s.load_balancer.given else str(s.internal).lower(),
        "cluster.name": s.cluster.name or ITS_OWN,
        "repository": "" if s.repository else ITS_OWN,
        "executionRoleArn": "" if s.execution_role_arn else ITS_OWN,
        "taskRoleArn": "" if s.task_role_arn else ITS_OWN,
        "logGroup": "" if s.log_group else ITS_OWN,
        "namespace": _namespace(s),
        "serviceConnect.appProtocol": s.app_protocol or "",
        "serviceConnect": _part(s),
    }


def _namespace(s: "Settings") -> str:
    """Which one the service is in."""
    if not s.namespace or not (s.service_connect or s.service_discovery):
        return ""
    return f"{s.namespace.name} ({s.namespace.type}{', existing' if s.namespace.existing else ''})"


def _part(s: "Settings") -> Part:
    """The service's in Service Connect."""
    if s.connect is None:
        return "none"
    if not s.connect.enabled:
        return "ready"
    return "endpoint" if s.connect.endpoint else "client"
