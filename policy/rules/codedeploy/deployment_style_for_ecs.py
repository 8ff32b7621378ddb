"""The provider's default style of a deployment group is the one for servers."""

from model.texts.codedeploy import DEPLOYMENT_STYLE, WITHOUT_TRAFFIC_CONTROL
from policy.finding import Findings, Undecided, Violation
from policy.reading import DEPLOYMENT_GROUP, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.release import for_ecs

NO_CONTROL = WITHOUT_TRAFFIC_CONTROL.quote()


@resource_rule(
    DEPLOYMENT_GROUP,
    remedy="Set deploymentStyle to deploymentType BLUE_GREEN and deploymentOption WITH_TRAFFIC_CONTROL.",
    source="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentStyle.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=DEPLOYMENT_STYLE.quote(),
)
def deployment_style_for_ecs(group: Resource, options: Options) -> Findings:
    """A deployment group for ECS releases blue/green, with traffic control.

    By default both are those of groups for servers: in place, without traffic control. CodeDeploy refuses the
    group, after everything before it has been created.

    Looks at deployment groups that have an `ecsService` or a pair of target groups. Groups for servers and
    functions are left alone.
    """
    if not for_ecs(group):
        return
    kind = group.get("deploymentStyle", "deploymentType", default="IN_PLACE")
    option = group.get("deploymentStyle", "deploymentOption", default="WITHOUT_TRAFFIC_CONTROL")
    wrong = [name for name, right in ((kind, "BLUE_GREEN"), (option, "WITH_TRAFFIC_CONTROL")) if name != right]
    known = [name for name in wrong if name is not UNKNOWN]
    if known:
        unset = "it is not set, which is " if group.get("deploymentStyle") is None else ""
        yield Violation(
            resource=group,
            path="deploymentStyle",
            wrong=f"{unset}{' and '.join(map(str, known))}",
            cost=NO_CONTROL if kind == "BLUE_GREEN" else "",
            fix="set deploymentType BLUE_GREEN and deploymentOption WITH_TRAFFIC_CONTROL.",
        )
    elif wrong:
        yield Undecided(resource=group, path="deploymentStyle", reason="it is not known yet")
