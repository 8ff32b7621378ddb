"""CodeDeploy needs a dozen calls, and its role should not allow thousands."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.roles import grants, release_roles

TOO_MUCH = ("AdministratorAccess", "PowerUserAccess", "IAMFullAccess")


@stack_rule(
    remedy="Attach AWSCodeDeployRoleForECS, or AWSCodeDeployRoleForECSLimited, in place of the wide policy.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html",
    severity="high",
    symptoms=(Symptom.INTRUSION,),
    cost="whoever may create a deployment acts through a role that may change the whole account.",
)
def codedeploy_role_limited(stack: Stack, options: Options) -> Findings:
    """The role of a deployment group is not an administrator's.

    A wide policy is the quickest way past a missing permission, and it stays. Deployments run hooks and pass roles
    with this role, so it is as dangerous as the strongest thing it allows.

    Looks at deployment groups for ECS, and stops the three policies of AWS that reach everything or every role:
    AdministratorAccess, PowerUserAccess and IAMFullAccess. The program's own policies are left to `no-star-action`
    and `pass-role-limited`, and wide ones of single services are let through. Roles of other programs are
    undecided.
    """
    for group, roles in release_roles(stack):
        if not roles:
            yield Undecided(resource=group, path="serviceRoleArn", reason="the role is not part of this program")
        for role in roles:
            for grant in grants(stack, role):
                if grant.aws_name in TOO_MUCH and not grant.certain:
                    reason = f"whether {grant.aws_name} is for the role of {group.name} is not known yet"
                    yield Undecided(resource=grant.resource, path=grant.path, reason=reason)
                elif grant.aws_name in TOO_MUCH:
                    yield Violation(
                        resource=grant.resource,
                        path=grant.path,
                        wrong=f"{grant.aws_name} for the role with which CodeDeploy releases {group.name}",
                        fix="attach arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS instead.",
                    )
                elif grant.arn is UNKNOWN and grant.document is UNKNOWN:
                    yield Undecided(
                        resource=grant.resource, path=grant.path, reason="which policy it attaches is not known yet"
                    )
