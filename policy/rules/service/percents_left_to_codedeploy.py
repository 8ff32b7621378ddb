"""Under CODE_DEPLOY the percentages of a rolling update have no effect, and on EC2 AWS allows its defaults only."""

from model.fargate import FARGATE_PROVIDERS
from model.strategy import Strategy
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown, items, read, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import released_by

PERCENTS = {"deploymentMaximumPercent": 200, "deploymentMinimumHealthyPercent": 100}


@resource_rule(
    SERVICE,
    remedy="Leave deploymentMaximumPercent and deploymentMinimumHealthyPercent out, or at 200 and 100.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",
    severity="medium",
    symptoms=(Symptom.REFUSED,),
    cost="AWS allows no other value there, and a release starts all new tasks at once whatever it is.",
)
def percents_left_to_codedeploy(service: Resource, options: Options) -> Findings:
    """A service that CodeDeploy releases on EC2 keeps AWS's default percentages.

    People lower the maximum where their hosts have no room for twice the tasks. Under CODE_DEPLOY that saves
    nothing: the new tasks all start beside the old ones, and AWS's documentation rules other values out.

    Looks at services under that controller on EC2. On Fargate the percentages have no effect, and are let
    through. Where neither launchType nor capacityProviderStrategies is set the cluster's default decides, so
    another value is undecided.
    """
    by_codedeploy = released_by(service, {Strategy.CODEDEPLOY})
    on_ec2 = _on_ec2(service)
    if by_codedeploy is False or on_ec2 is False:
        return
    for prop, default in PERCENTS.items():
        percent = whole(service.get(prop))
        if percent in (None, default):
            continue
        if UNKNOWN in (percent, on_ec2, by_codedeploy):
            reason = f"under CODE_DEPLOY on EC2 it must be {default}, and whether it is that is not known"
            yield Undecided(resource=service, path=prop, reason=reason)
        else:
            yield Violation(
                resource=service,
                path=prop,
                wrong=f"{percent}, where CODE_DEPLOY on EC2 takes only {default}",
                fix=f"leave {prop} out, or set it to {default}.",
            )


def _on_ec2(service: Resource) -> bool | Unknown:
    """Whether its tasks run on EC2; UNKNOWN also where the cluster's own default decides."""
    launch = service.get("launchType")
    providers = [read(one, "capacityProvider") for _, one in items(service.get("capacityProviderStrategies"))]
    if launch is UNKNOWN or UNKNOWN in providers or (launch is None and not providers):
        return UNKNOWN
    return any(provider not in FARGATE_PROVIDERS for provider in providers) if providers else launch == "EC2"
