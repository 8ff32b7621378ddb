"""The keys of what a team has already: `vpc`, `loadBalancer` and `cluster`. Empty, the program makes its own."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from model.partitions import ANY
from settings.strict import Strict, refuse_unless
from settings.values import matching, once

TagValues = dict[str, str]
VpcId = Annotated[str, matching(r"vpc-[0-9a-f]{8,17}", "must be the id of a VPC, such as vpc-0a1b2c3d4e5f60718")]
SubnetIds = Annotated[
    list[
        Annotated[
            str, matching(r"subnet-[0-9a-f]{8,17}", "must be the id of a subnet, such as subnet-0a1b2c3d4e5f60718")
        ]
    ],
    AfterValidator(once),
]
SecurityGroupId = Annotated[
    str, matching(r"sg-[0-9a-f]{8,17}", "must be the id of a security group, such as sg-0a1b2c3d4e5f60718")
]
ListenerArn = Annotated[
    str,
    matching(
        rf"{ANY}:elasticloadbalancing:[a-z0-9-]+:\d{{12}}:listener/app/[A-Za-z0-9-]+/[0-9a-f]+/[0-9a-f]+",
        "must be the ARN of a listener of an Application Load Balancer, "
        "arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener/app/NAME/ID/ID",
    ),
]


class Existing(Strict):
    """An object that is whole, or has no key at all."""

    @property
    def given(self) -> bool:
        """Whether the team brings one."""
        return bool(self.model_fields_set)


def _one_way(whole: Any, what: str, *ways: str) -> None:
    """Refuses what is said twice or not at all."""
    said = [way for way in ways if getattr(whole, way)]
    names = [type(whole).model_fields[way].alias or way for way in ways]
    refuse_unless(len(said) == 1, f"must say {what}, by {' or '.join(names)} and not by both")


class VpcKeys(Existing):
    """`vpc`: by ids or by tags, all of which what is looked for has."""

    id: VpcId | None = None
    tags: TagValues = Field(default_factory=dict)
    private_subnet_ids: SubnetIds = Field(default_factory=list)
    private_subnet_tags: TagValues = Field(default_factory=dict)
    public_subnet_ids: SubnetIds = Field(default_factory=list)
    public_subnet_tags: TagValues = Field(default_factory=dict)

    @model_validator(mode="after")
    def _said(self) -> "VpcKeys":
        if self.given:
            _one_way(self, "which VPC", "id", "tags")
            _one_way(self, "where tasks and hosts are", "private_subnet_ids", "private_subnet_tags")
            if self.public_subnet_ids or self.public_subnet_tags:
                _one_way(self, "where the load balancer is", "public_subnet_ids", "public_subnet_tags")
        return self

    @property
    def names_public_subnets(self) -> bool:
        """Which a load balancer that is made needs."""
        return bool(self.public_subnet_ids or self.public_subnet_tags)


class LoadBalancerKeys(Existing):
    """`loadBalancer`: two listeners of one load balancer, to each of which every service adds a rule."""

    production_listener_arn: ListenerArn | None = None
    test_listener_arn: ListenerArn | None = None
    target_security_group_id: SecurityGroupId | None = None
    """Which lets the load balancer in, and which the load balancer is let out to. None: one is made."""

    @model_validator(mode="after")
    def _said(self) -> "LoadBalancerKeys":
        if self.given:
            production, test = self.production_listener_arn, self.test_listener_arn
            refuse_unless(
                bool(production and test),
                "must have productionListenerArn and testListenerArn, a listener for users and one for what is "
                "released next",
            )
            refuse_unless(
                production != test,
                "has one listener twice; the test listener is another one of the same load balancer",
            )
            refuse_unless(
                str(production).rpartition("/")[0] == str(test).rpartition("/")[0],
                "has listeners of two load balancers; a release moves traffic of one",
            )
        return self


class ClusterKeys(Existing):
    """`cluster`."""

    name: Annotated[
        str, matching(r"|[A-Za-z0-9_-]{1,255}", "must be the name of an ECS cluster: letters, digits, _ and hyphens")
    ] = ""
    capacity_provider: Annotated[
        str, matching(r"|[A-Za-z0-9_-]{1,255}", "must be the name of one of the cluster's capacity providers")
    ] = ""

    @model_validator(mode="after")
    def _said(self) -> "ClusterKeys":
        if self.given:
            refuse_unless(
                bool(self.name and self.capacity_provider),
                "must have name and capacityProvider, which is FARGATE, FARGATE_SPOT, or one of your own",
            )
        return self


class BroughtKeys(Strict):
    """What a team brings."""

    vpc: VpcKeys
    load_balancer: LoadBalancerKeys
    cluster: ClusterKeys
