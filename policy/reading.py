"""Plain data that rules read: resources, and values that nobody knows yet.

Knows nothing of Pulumi's policy SDK; `adapter.py` turns its objects into these.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from typing import Any, Final

from model.property_path import is_under
from model.sizes import TASK_DEFINITION_BYTES

TASK_DEFINITION: Final = "aws:ecs/taskDefinition:TaskDefinition"
SERVICE: Final = "aws:ecs/service:Service"
DEPLOYMENT_GROUP: Final = "aws:codedeploy/deploymentGroup:DeploymentGroup"
TARGET_GROUP: Final = "aws:lb/targetGroup:TargetGroup"
LISTENER: Final = "aws:lb/listener:Listener"
LISTENER_RULE: Final = "aws:lb/listenerRule:ListenerRule"
LOAD_BALANCER: Final = "aws:lb/loadBalancer:LoadBalancer"
CLUSTER: Final = "aws:ecs/cluster:Cluster"
CAPACITY_PROVIDER: Final = "aws:ecs/capacityProvider:CapacityProvider"
CLUSTER_CAPACITY_PROVIDERS: Final = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"
AUTO_SCALING_GROUP: Final = "aws:autoscaling/group:Group"
LAUNCH_TEMPLATE: Final = "aws:ec2/launchTemplate:LaunchTemplate"
APPLICATION: Final = "aws:codedeploy/application:Application"
DEPLOYMENT_CONFIG: Final = "aws:codedeploy/deploymentConfig:DeploymentConfig"
ALARM: Final = "aws:cloudwatch/metricAlarm:MetricAlarm"
LOG_GROUP: Final = "aws:cloudwatch/logGroup:LogGroup"
PIPELINE: Final = "aws:codepipeline/pipeline:Pipeline"
PROJECT: Final = "aws:codebuild/project:Project"
REPOSITORY: Final = "aws:ecr/repository:Repository"
ROLE: Final = "aws:iam/role:Role"
ROLE_POLICY: Final = "aws:iam/rolePolicy:RolePolicy"
POLICY: Final = "aws:iam/policy:Policy"
ROLE_POLICY_ATTACHMENT: Final = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
BUCKET: Final = "aws:s3/bucket:Bucket"
BUCKET_POLICY: Final = "aws:s3/bucketPolicy:BucketPolicy"
CLOUD_MAP_SERVICE: Final = "aws:servicediscovery/service:Service"
NAMESPACES: Final = (
    "aws:servicediscovery/httpNamespace:HttpNamespace",
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace",
)
SUBNET: Final = "aws:ec2/subnet:Subnet"
VPC: Final = "aws:ec2/vpc:Vpc"
VPC_ENDPOINT: Final = "aws:ec2/vpcEndpoint:VpcEndpoint"
FILE_SYSTEM: Final = "aws:efs/fileSystem:FileSystem"
MOUNT_TARGET: Final = "aws:efs/mountTarget:MountTarget"
SECURITY_GROUP: Final = "aws:ec2/securityGroup:SecurityGroup"
INGRESS_RULE: Final = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS_RULE: Final = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
SECURITY_GROUP_RULE: Final = "aws:ec2/securityGroupRule:SecurityGroupRule"

# The provider registers its load balancer types under these names too, as aliases of aws:lb.
_BALANCER_ALIASES = re.compile(r"^aws:(alb|applicationloadbalancing|elasticloadbalancingv2)/")


def canonical(type_token: str) -> str:
    """The type's first name: `aws:alb/listener:Listener` is `aws:lb/listener:Listener`."""
    return _BALANCER_ALIASES.sub("aws:lb/", type_token)


class Unknown(Enum):
    """The type of UNKNOWN."""

    UNKNOWN = "known once another resource exists"

    def __bool__(self) -> bool:
        raise TypeError("an unknown value is neither true nor false; compare with `is UNKNOWN` first")


UNKNOWN: Final = Unknown.UNKNOWN
"""Stands where a preview has no value yet, such as the ARN of a resource that is not created."""


def read(value: Any, *path: str | int, default: Any = None) -> Any:
    """The value at `path`; `default` where a step is missing or null, UNKNOWN where a step is unknown."""
    for step in path:
        if value is UNKNOWN:
            return UNKNOWN
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return default
    return default if value is None else value


MOST_ITEMS: Final = 1000
"""AWS takes no longer list in any property that rules read; most of its quotas are below a hundred."""


LONGEST_JSON: Final = 2 * TASK_DEFINITION_BYTES
"""Characters of the longest JSON text that rules read, with its blanks, which AWS does not count."""


def items(value: Any, most: int = MOST_ITEMS) -> Iterator[tuple[int, Any]]:
    """A list's elements with their index; an unknown list is one unknown element, anything else has none.

    Of a list that AWS refuses only the first ones, so that no program keeps the rules busy.
    """
    if value is UNKNOWN:
        yield 0, UNKNOWN
    elif isinstance(value, list):
        yield from islice(enumerate(value), most)


def whole(value: Any) -> int | Unknown | None:
    """A number as int: the engine sends 80 as 80.0, and programs write "80". None when it is not a whole number."""
    if value is UNKNOWN:
        return UNKNOWN
    try:
        number = float(value)
        return int(number) if number.is_integer() and not isinstance(value, bool) else None
    except (TypeError, ValueError, OverflowError):
        return None


def flag(value: Any) -> bool | Unknown | None:
    """A bool, which programs also write as "true" and "false". None when it is neither."""
    if value is UNKNOWN or isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.lower()) if isinstance(value, str) else None


def text_of(value: Any) -> str | Unknown:
    """A text. What is none, such as a number where a name should be, counts as unknown: AWS's provider refuses it."""
    return value if isinstance(value, str) else UNKNOWN


@dataclass(frozen=True, eq=False, kw_only=True)
class Resource:
    """One resource of a Pulumi program, with its properties as plain values in camelCase.

    For a rule on one resource these are its checked inputs; for a rule on the stack, its outputs.
    """

    type: str
    """Canonical, such as TARGET_GROUP."""
    name: str
    """The logical name in the program."""
    urn: str
    props: Mapping[str, Any]
    edges: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Property -> the URNs of the resources whose outputs it was made of."""
    parent: str = ""
    """The URN of the component that it is part of, or of the stack."""
    filled_in: bool = False
    """Whether the properties are outputs, where AWS's provider has filled in what the program leaves out."""
    ignored: tuple[str, ...] = ()
    """`ignore_changes`, as Pulumi's engine gets it: `tags`, `actions[0].order`, `*`."""

    secrets: frozenset[str] = frozenset()
    """The texts that a message could show of its secret values."""

    update_minutes: float | None = None
    """How long the program lets an update take, by `custom_timeouts`; None: as long as the provider does."""
    depends_on: frozenset[str] = frozenset()
    """The URNs of the resources that are there before it, by `depends_on` or by a value. Known of a whole stack."""

    def get(self, *path: str | int, default: Any = None) -> Any:
        """`read` on the properties."""
        return read(self.props, *path, default=default)

    def declared(self, *path: str, default: Any = None) -> Any:
        """Like `get` for a property that AWS fills in when the program leaves it out.

        Among a preview's outputs such a property is unknown and was made of no resource's output; that is "not set".
        """
        value = self.get(*path, default=default)
        return default if value is UNKNOWN and self.filled_in and not self.edges.get(path[0]) else value

    def ignores(self, *path: str | int) -> bool:
        """Whether changes of the whole value at `path` are ignored: AWS's is kept, whatever the program says."""
        return any(is_under(path, text) for text in self.ignored)

    def __str__(self) -> str:
        return f"{self.name} ({self.type})"
