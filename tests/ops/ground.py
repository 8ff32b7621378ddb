"""A service on a local AWS whose clock a test steps, as the command sees it."""

from dataclasses import dataclass, fields
from typing import Any

from model.strategy import Strategy
from ops.aws import Aws
from ops.following import Look, follow
from ops.progress import Progress, Until
from ops.releases import Releases, releases_of
from ops.starting import begin
from ops.target import Target
from outputs import ServiceOutputs
from tests.local_aws.scene import Scene

STEP_SECONDS = 60
MOST_STEPS = 400


@dataclass
class Ground:
    """The scene's service, and its releases."""

    scene: Scene
    releases: Releases

    @classmethod
    def of(cls, scene: Scene, strategy: Strategy, hooks: str = "{}", alarms: str = "", gate: str = "none") -> "Ground":
        """Of a service that is up."""
        scene.aws("ecs").put_cluster_capacity_providers(
            cluster=scene.name, capacityProviders=["FARGATE"], defaultCapacityProviderStrategy=[]
        )
        names = ServiceOutputs(**{field.name: "" for field in fields(ServiceOutputs)})
        said = vars(names) | {
            "cluster": scene.name,
            "service": "web",
            "region": "us-east-1",
            "strategy": strategy.value,
            "application": scene.name,
            "deployment_group": "web",
            "capacity_provider": "FARGATE",
            "capacity_provider_strategy": '[{"capacityProvider": "FARGATE", "base": 0, "weight": 1}]',
            "task_definition": scene.definitions[1],
            "task_definition_family": scene.name,
            "container_name": "web",
            "container_port": "80",
            "image_gate": gate,
            "hooks": hooks,
            "lifecycle_hooks": str(len(scene.described()["deploymentConfiguration"].get("lifecycleHooks", ()))),
            "alarm_names": alarms,
            "production_listener_arn": scene.production,
            "test_listener_arn": scene.test,
            "production_rule_arn": _rule(scene),
            "blue_target_group_arn": scene.blue,
            "blue_target_group_name": "blue",
            "green_target_group_arn": scene.green,
            "green_target_group_name": "green",
        }
        return cls(scene, releases_of(Target("dev", ServiceOutputs(**said)), _Aws(scene)))

    def released(self, definition: str, until: Until = Until.DONE) -> list[Look]:
        """Every look at a release of it, from its beginning to its end."""
        return self.followed(begin(self.releases, definition).id, until)

    def followed(self, id: str, until: Until = Until.DONE) -> list[Look]:
        """The same of one that was begun before. The clock goes on instead of the test waiting."""
        waits: list[float] = []

        def sleep(seconds: float) -> None:
            waits.append(seconds)
            assert len(waits) < MOST_STEPS, "it never ends"
            self.scene.step(STEP_SECONDS)

        return list(follow(self.releases, id, until, sleep))

    def until(self, id: str, condition: Any) -> Progress:
        """The release once this holds of it."""
        for _ in range(MOST_STEPS):
            progress = self.releases.progress(id)
            if condition(progress):
                return progress
            self.scene.step(STEP_SECONDS)
        raise AssertionError("it never came so far")


class _Aws(Aws):
    """The scene's clients."""

    def __init__(self, scene: Scene) -> None:
        self.client = scene.aws


def _rule(scene: Scene) -> str:
    """Of the production listener, by number; its default action where it has none. That of a Network Load Balancer
    is what moves itself."""
    if "/net/" in scene.production:
        return scene.production
    rules = scene.aws("elbv2").describe_rules(ListenerArn=scene.production)["Rules"]
    return sorted(rules, key=lambda rule: rule["IsDefault"])[0]["RuleArn"]


def steps(looks: list[Look]) -> list[str]:
    """What happened."""
    return [step for look in looks for step in look.fresh]
