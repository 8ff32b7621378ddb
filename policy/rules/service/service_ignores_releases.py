"""The program must not change back what a release by CodeDeploy changes on a service."""

from model.strategy import Strategy
from model.texts.ecs import NOT_MOVED_BY_CODEDEPLOY
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import released_by

# What CodeDeploy moves, and what AWS calls it in its answer to the program.
MOVED = {"taskDefinition": "task definition", "loadBalancers": "load balancers"}
EVERYTHING = "*"


@resource_rule(
    SERVICE,
    remedy="Add taskDefinition and loadBalancers to ignore_changes of the service; let CodeDeploy release it.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html",
    severity="high",
    symptoms=(Symptom.SENT_BACK,),
    cost=NOT_MOVED_BY_CODEDEPLOY.quote(what="task definition"),
)
def service_ignores_releases(service: Resource, options: Options) -> Findings:
    """A service that CodeDeploy releases ignores changes of what a release changes.

    A release gives the service another task definition and the other target group. A program that still has the
    first ones sets them back in its next update, which AWS refuses, together with everything else in that update.
    It works until the first release, so the mistake shows late.

    Looks at services under the CODE_DEPLOY controller. Both taskDefinition and loadBalancers must be in
    `ignore_changes`, whole, in part (`loadBalancers[0].targetGroupArn`) or with everything (`*`).

    The network configuration and the platform version, which AWS refuses as well, are let through, since no
    release changes them: ignored, a change of them would be lost in silence, while now it fails with a clear
    error.
    """
    by_codedeploy = released_by(service, {Strategy.CODEDEPLOY})
    if by_codedeploy is False or EVERYTHING in service.ignored:
        return
    missing = [prop for prop in MOVED if prop not in service.ignored]
    if missing and by_codedeploy is UNKNOWN:
        yield Undecided(
            resource=service,
            path="deploymentController.type",
            reason=f"it is not known yet, and under CODE_DEPLOY {' and '.join(missing)} must be ignored",
        )
        return
    for prop in missing:
        yield Violation(
            resource=service,
            path=prop,
            wrong=f"{prop} is not in ignore_changes, though each release by CodeDeploy changes it",
            cost=f"the first update after a release ends with {NOT_MOVED_BY_CODEDEPLOY.quote(what=MOVED[prop])}",
            fix=f"add {prop} to ignore_changes of the service.",
        )
