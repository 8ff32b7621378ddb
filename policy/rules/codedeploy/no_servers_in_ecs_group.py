"""One resource describes deployment groups for servers and for ECS, and the provider accepts any mixture."""

from typing import Any

from model.texts.codedeploy import AUTO_SCALING_GROUPS, SERVERS_LOAD_BALANCERS
from policy.finding import Findings, Undecided, Violation
from policy.reading import DEPLOYMENT_GROUP, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.release import for_ecs

NOT_SERVERS = "CodeDeploy refuses the group: these choose servers, and a group for ECS has none."
# What belongs to groups for servers, and AWS's answer to it in a group for ECS.
OF_SERVERS = {
    "autoscalingGroups": AUTO_SCALING_GROUPS.quote(),
    "ec2TagFilters": NOT_SERVERS,
    "ec2TagSets": NOT_SERVERS,
    "onPremisesInstanceTagFilters": NOT_SERVERS,
    "loadBalancerInfo.elbInfos": SERVERS_LOAD_BALANCERS.quote(list="elbInfo"),
    "loadBalancerInfo.targetGroupInfos": SERVERS_LOAD_BALANCERS.quote(list="targetGroupInfo"),
}


@resource_rule(
    DEPLOYMENT_GROUP,
    remedy="Remove what chooses servers; the service and its pair of target groups determine where to deploy.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-ecs.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=NOT_SERVERS,
)
def no_servers_in_ecs_group(group: Resource, options: Options) -> Findings:
    """A deployment group for ECS chooses no servers.

    Auto Scaling groups, tags of instances and the load balancers of servers determine where CodeDeploy copies
    files to. A service has none of these: its tasks run wherever ECS places them. CodeDeploy refuses the mixture,
    after everything before it has been created.

    Looks at deployment groups that have an `ecsService` or a pair of target groups. Empty lists are let through.
    """
    for path, cost in OF_SERVERS.items() if for_ecs(group) else ():
        value: Any = group.get(*path.split("."))
        if value is UNKNOWN:
            yield Undecided(resource=group, path=path, reason="whether it is empty is not known yet")
        elif value:
            yield Violation(
                resource=group,
                path=path,
                wrong=f"{len(value)} set, in a group that releases an ECS service",
                cost=cost,
                fix=f"remove {path.rpartition('.')[2]}.",
            )
