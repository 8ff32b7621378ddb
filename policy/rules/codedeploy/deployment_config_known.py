"""The name of a deployment configuration is free text to AWS's provider, and its default is one for servers."""

from difflib import get_close_matches

from model.codedeploy import CONFIG_PREFIX, SERVERS_DEFAULT_CONFIG
from model.shift import PREDEFINED
from model.texts.codedeploy import OTHER_PLATFORM
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.release import configurations
from policy.views.topology import deployment_groups

PATH = "deploymentConfigName"


@stack_rule(
    remedy="Name one of AWS's configurations for ECS, such as CodeDeployDefault.ECSAllAtOnce, or one of the program"
    " with computePlatform ECS.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=OTHER_PLATFORM.quote(platform="ECS"),
)
def deployment_config_known(stack: Stack, options: Options) -> Findings:
    """The deployment configuration of a group for ECS exists, and is for ECS.

    Where the program names no configuration, AWS's provider names one for servers. AWS's own names are easy to get
    wrong, as those for functions end in `Minute` where those for ECS end in `Minutes`. CodeDeploy refuses the
    group, after everything before it has been created.

    Looks at deployment groups for ECS. The name must be one of AWS's five for ECS, or of a configuration in the
    program whose computePlatform is ECS; its values are checked by deployment-config-valid. Any other name may be
    that of a configuration of another program.
    """
    for group in deployment_groups(stack):
        name = group.get(PATH)
        if name is None:
            yield Violation(
                resource=group,
                path=PATH,
                wrong=f"it is not set, so AWS's provider sets {SERVERS_DEFAULT_CONFIG}, a configuration for servers",
                cost=OTHER_PLATFORM.quote(config=SERVERS_DEFAULT_CONFIG, platform="ECS"),
                fix="set one for ECS, such as CodeDeployDefault.ECSAllAtOnce.",
            )
        elif isinstance(name, str) and name.startswith(CONFIG_PREFIX):
            if name not in PREDEFINED:
                yield _not_for_ecs(group, name)
        else:
            yield from _custom(stack, group)


def _not_for_ecs(group: Resource, name: str) -> Violation:
    if name.startswith(f"{CONFIG_PREFIX}ECS"):
        wrong, cost = f"AWS has no {name}", "CodeDeploy refuses the group, as there is no such configuration."
    else:
        default = ", which AWS's provider sets where none is named," if name == SERVERS_DEFAULT_CONFIG else ""
        wrong, cost = f"{name}{default} is not for ECS", OTHER_PLATFORM.quote(config=name, platform="ECS")
    alike = get_close_matches(name, PREDEFINED, n=1, cutoff=0.8)
    return Violation(
        resource=group,
        path=PATH,
        wrong=wrong,
        cost=cost,
        fix=f"name one of AWS's for ECS: {alike[0] if alike else ', '.join(PREDEFINED)}.",
    )


def _custom(stack: Stack, group: Resource) -> Findings:
    found = configurations(stack, group)
    if found is UNKNOWN or not found:
        yield Undecided(resource=group, path=PATH, reason="this configuration is not part of the program")
        return
    for config in found:
        platform = config.get("computePlatform", default="Server")
        if platform is UNKNOWN:
            yield Undecided(resource=config, path="computePlatform", reason="it is not known yet")
        elif platform != "ECS":
            yield Violation(
                resource=config,
                path="computePlatform",
                wrong=f"{platform}, but deployment group {group.name} releases an ECS service",
                fix="set computePlatform to ECS.",
            )
