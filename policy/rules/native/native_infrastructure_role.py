"""ECS moves traffic with a role of the program, which must trust ECS and allow changes of the load balancer."""

from model.texts.native import INFRASTRUCTURE_ROLE
from policy.finding import Findings, Undecided, Violation
from policy.reading import ROLE, SERVICE, UNKNOWN, Resource, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.permissions import document, trusted
from policy.views.roles import grants, lacking
from policy.views.strategies import native

PRINCIPAL = "ecs.amazonaws.com"
POLICY_NAME = "AmazonECSInfrastructureRolePolicyForLoadBalancers"
ENOUGH = (POLICY_NAME, "AdministratorAccess", "PowerUserAccess", "ElasticLoadBalancingFullAccess")
TOO_LITTLE = (
    "AmazonECSInfrastructureRolePolicyForVolumes",
    "AmazonECSInfrastructureRolePolicyForVpcLattice",
    "AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity",
    "AmazonECSTaskExecutionRolePolicy",
    "AmazonEC2ContainerServiceforEC2Role",
    "ElasticLoadBalancingReadOnly",
)
# Of what that policy allows, the calls that every release makes.
NEEDED = (
    "elasticloadbalancing:DescribeTargetHealth",
    "elasticloadbalancing:RegisterTargets",
    "elasticloadbalancing:DeregisterTargets",
)
# A rule with an Application Load Balancer, a listener with a Network Load Balancer.
MOVES = ("elasticloadbalancing:ModifyRule", "elasticloadbalancing:ModifyListener")


@stack_rule(
    remedy=f"Let the role trust {PRINCIPAL} and attach {POLICY_NAME} to it.",
    source=f"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/{POLICY_NAME}.html",
    severity="high",
    symptoms=(Symptom.RELEASE_FAILS,),
    cost=INFRASTRUCTURE_ROLE.quote(),
)
def native_infrastructure_role(stack: Stack, options: Options) -> Findings:
    """The role with which ECS moves traffic trusts ECS and allows changes of the load balancer.

    It is a role of its own: neither the task's nor the execution role, which trust another service
    (ecs-tasks.amazonaws.com), nor CodeDeploy's. ECS uses it from the first deployment on, which then fails.

    Looks at the `roleArn` of services with strategy BLUE_GREEN, LINEAR or CANARY. The role must trust
    ecs.amazonaws.com and have the policy that AWS made for this, or custom policies that allow the calls for
    describing, registering and deregistering targets, and for changing a rule or a listener. The resources of a
    statement, and whether another one denies the call, are not checked. Roles of other programs and policies that
    cannot be read are undecided.
    """
    for service in stack.of(SERVICE):
        for index, entry in items(service.get("loadBalancers")) if native(service) is not False else ():
            arn = read(entry, "advancedConfiguration", "roleArn")
            if arn is None:
                continue
            roles = stack.linked(service, "loadBalancers", arn, ROLE, by="arn")
            if roles is UNKNOWN or not roles:
                yield Undecided(
                    resource=service,
                    path=f"loadBalancers[{index}].advancedConfiguration.roleArn",
                    reason="the role is not part of this program",
                )
            for role in known(roles):
                yield from _role(stack, service, role)


def _role(stack: Stack, service: Resource, role: Resource) -> Findings:
    trust = document(role.get("assumeRolePolicy"), "assumeRolePolicy")
    if trust is UNKNOWN:
        yield Undecided(resource=role, path="assumeRolePolicy", reason="its JSON is not known yet")
    elif not trusted(trust, PRINCIPAL):
        yield Violation(
            resource=role,
            path="assumeRolePolicy",
            wrong=f"{PRINCIPAL} may not assume the role, with which it moves the traffic of service {service.name}",
            fix=f"allow sts:AssumeRole to the service {PRINCIPAL}.",
        )
    found = grants(stack, role)
    missing = lacking(found, NEEDED, enough=ENOUGH, too_little=TOO_LITTLE)
    moves = [lacking(found, (call,), enough=ENOUGH, too_little=TOO_LITTLE) for call in MOVES]
    if missing is UNKNOWN or (UNKNOWN in moves and () not in moves):
        yield Undecided(resource=role, path="policies", reason="what its policies allow is not known")
        return
    if () not in moves:
        missing = (*missing, " or ".join(MOVES))
    if missing:
        yield Violation(
            resource=role,
            path="policies",
            wrong=f"no policy of the role allows {', '.join(missing)}",
            fix=f"attach arn:aws:iam::aws:policy/{POLICY_NAME} to it.",
        )
