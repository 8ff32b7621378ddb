"""CodeDeploy makes a release with the permissions of its role, and these are more than those for servers."""

from model.texts.codedeploy import ROLE_LACKS_PERMISSIONS
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.roles import grants, lacking, release_roles

ENOUGH = (
    "AWSCodeDeployRoleForECS",
    "AWSCodeDeployRoleForECSLimited",
    "AdministratorAccess",
    "PowerUserAccess",
)
TOO_LITTLE = (
    "AWSCodeDeployRole",
    "AWSCodeDeployRoleForLambda",
    "AWSCodeDeployRoleForLambdaLimited",
    "AmazonECSTaskExecutionRolePolicy",
    "AmazonECSInfrastructureRolePolicyForLoadBalancers",
)
# Of what those policies allow, the calls that every release makes.
NEEDED = (
    "ecs:DescribeServices",
    "ecs:CreateTaskSet",
    "ecs:UpdateServicePrimaryTaskSet",
    "ecs:DeleteTaskSet",
    "elasticloadbalancing:DescribeTargetGroups",
    "elasticloadbalancing:DescribeListeners",
    "elasticloadbalancing:ModifyListener",
)


@stack_rule(
    remedy="Attach arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS to the role of the deployment group.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html",
    severity="high",
    symptoms=(Symptom.REFUSED, Symptom.RELEASE_FAILS),
    cost=f"{ROLE_LACKS_PERMISSIONS.quote()}: CodeDeploy refuses the deployment group, or fails the first release.",
)
def codedeploy_role_suffices(stack: Stack, options: Options) -> Findings:
    """The role of a deployment group allows what CodeDeploy does in a release.

    CodeDeploy starts task sets and changes listeners with this role. AWS has one policy each for servers,
    functions and ECS, and the one with the general name (AWSCodeDeployRole) is for servers.

    Looks at deployment groups for ECS. One of AWS's two policies for ECS is enough, or custom policies that allow
    the calls which every release makes. What only some releases need is not checked: passing roles, calling hooks,
    reading alarms, rules of a listener. Neither are the resources and conditions of a statement, nor whether
    another one denies the call. Roles of other programs and policies that cannot be read are undecided.
    """
    for group, roles in release_roles(stack):
        if not roles:
            yield Undecided(resource=group, path="serviceRoleArn", reason="the role is not part of this program")
        for role in roles:
            missing = lacking(grants(stack, role), NEEDED, enough=ENOUGH, too_little=TOO_LITTLE)
            if missing is UNKNOWN:
                yield Undecided(resource=role, path="policies", reason="what its policies allow is not known")
            elif missing:
                yield Violation(
                    resource=role,
                    path="policies",
                    wrong=f"no policy of the role, with which CodeDeploy releases {group.name}, allows"
                    f" {', '.join(missing)}",
                    fix="attach arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS to it.",
                )
