"""CodeDeploy releases a service that was made for it, and no other."""

from model.strategy import Strategy
from model.texts.codedeploy import OTHER_CONTROLLER
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.strategies import released_by
from policy.views.topology import deployment_groups, services


@stack_rule(
    remedy="Set the service's deploymentController to CODE_DEPLOY, or leave the deployment group out.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-ecs.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=OTHER_CONTROLLER.quote(),
)
def service_for_codedeploy(stack: Stack, options: Options) -> Findings:
    """The service of a deployment group has the CODE_DEPLOY controller.

    A service is rolled by ECS unless it says otherwise, and nothing turns it into one of CodeDeploy's later: another
    controller than ECS is chosen when a service is created. A service with one of ECS's own strategies needs
    no deployment group at all.

    Looks at the deployment groups for ECS whose service is part of the program. A service of another program is let
    through, since AWS looks at its controller when the group is created.
    """
    for group in deployment_groups(stack):
        found = services(stack, group)
        if found is UNKNOWN or len(found) != 1:
            continue
        (service,) = found
        by_codedeploy = released_by(service, {Strategy.CODEDEPLOY})
        if by_codedeploy is UNKNOWN:
            reason = f"it is not known yet, and deployment group {group.name} needs CODE_DEPLOY"
            yield Undecided(resource=service, path="deploymentController.type", reason=reason)
        elif not by_codedeploy:
            controller = service.declared("deploymentController", "type", default="ECS")
            yield Violation(
                resource=service,
                path="deploymentController.type",
                wrong=f"{controller}, while deployment group {group.name} releases the service",
                fix="set CODE_DEPLOY, which makes a new service; or remove the deployment group.",
            )
