"""A name in DNS knows tasks, and no traffic that moves between them."""

from model.strategy import Strategy
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import released_by


@resource_rule(
    SERVICE,
    level="advisory",
    remedy="Call the service by its load balancer, or release it with the ECS controller and Service Connect.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html",
    severity="medium",
    symptoms=(Symptom.UNTESTED, Symptom.ERRORS_IN_SHIFT),
    cost="whoever calls it by name gets green before anybody has tested it, and blue after production has left it.",
)
def names_follow_releases(service: Resource, options: Options) -> Findings:
    """A service that CodeDeploy releases is called by its load balancer, not by a name of its tasks.

    CodeDeploy moves the traffic of a load balancer. Tasks of both task sets are registered in Cloud Map from their
    start to their end, so that a name in DNS leads to blue and to green for as long as both are there, whatever share
    of the traffic either has (github.com/aws/containers-roadmap/issues/648). A rollback moves no caller back.

    Looks at services under the controller CODE_DEPLOY with `serviceRegistries`.
    """
    registry = service.get("serviceRegistries")
    if registry in (None, UNKNOWN, {}):
        return
    by_codedeploy = released_by(service, {Strategy.CODEDEPLOY})
    if by_codedeploy is UNKNOWN:
        reason = "whether CodeDeploy releases it is not known yet"
        yield Undecided(resource=service, path="serviceRegistries", reason=reason)
    elif by_codedeploy:
        yield Violation(
            resource=service,
            path="serviceRegistries",
            wrong="set, and a release moves no traffic that comes by its name",
            fix="remove it, or set deploymentController to ECS.",
        )
