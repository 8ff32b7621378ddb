"""The one door in: the stack's configuration becomes one frozen, validated `Settings`.

What is wrong ends the run before anything is created, with one message that names each key, its value, what is allowed
and what to do. Values that are wrong by themselves come first; how they fit together is judged once each is right.
"""

import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

import pulumi
from pydantic import ValidationError

from components.alarms import Thresholds
from components.hosts import Fleet
from components.task_definition import ECR_IMAGE
from keys import CustomShift, Keys, RollbackAlarms, Strict
from model.capacity import Host, Task, hosts
from model.fargate import FARGATE_MEMORY_MIB
from model.names import CAPACITY_PROVIDER_TAKEN, LOAD_BALANCER_TAKEN, RANDOM_DIGITS, TARGET_GROUP_LENGTH
from model.shift import PREDEFINED, Shift

MAX_NAME_LENGTH = TARGET_GROUP_LENGTH - len("-green-") - RANDOM_DIGITS
"""A target group is called `web-dev-green-1a2b3c4`, of which the last part is Pulumi's."""

TAKEN_NAMES = (*CAPACITY_PROVIDER_TAKEN, *LOAD_BALANCER_TAKEN)

ENDPOINTS = ("ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm")
HOST_ENDPOINTS = ("ecs", "ecs-agent", "ecs-telemetry", "ssmmessages")
"""The ECS agent of a host speaks to the first three, Session Manager to the last."""

TOLD = 32
"""The exit code of a Python program that has told the user itself what is wrong (pulumi-language-python-exec)."""

PLAIN_WORDS = {
    "missing": "is not set",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "bool_parsing": "must be true or false",
    "string_type": "must be text; put it in quotes",
    "dict_type": "must be an object (name: value)",
    "model_type": "must be an object (name: value)",
    "list_type": "must be a list",
}
"""What pydantic's findings mean to the person who wrote the file."""


def _aliases(model: type[Strict]) -> set[str]:
    """The names of a model's keys, as people write them."""
    return {field.alias for field in model.model_fields.values() if field.alias}


KNOWN = _aliases(Keys)

MODELS = {"rollbackAlarms": RollbackAlarms, "deploymentConfig": CustomShift}
"""The keys that are objects with keys of their own."""


class Settings(Keys):
    """Everything that differs between stacks, and nothing else. Units are in the names, or in `Pulumi.yaml`."""

    stack: str
    region: str

    @property
    def name(self) -> str:
        """What everything of this environment is called, e.g. `web-dev`."""
        return f"{self.service_name}-{self.stack}"

    @property
    def network_mode(self) -> str:
        """Of the tasks: Fargate has `awsvpc` only, hosts share their network by `bridge`."""
        return "awsvpc" if self.launch_type == "FARGATE" else "bridge"

    @property
    def target_type(self) -> str:
        """What the target groups hold: addresses of tasks, or instances and their ports."""
        return "ip" if self.launch_type == "FARGATE" else "instance"

    @property
    def host(self) -> Host:
        """What one host offers."""
        return hosts()[self.instance_type]

    @property
    def fleet(self) -> Fleet | None:
        """The hosts; None on Fargate."""
        if self.launch_type == "FARGATE":
            return None
        return Fleet(
            instance_type=self.instance_type,
            architecture=self.host.architecture,
            min_hosts=self.min_hosts,
            max_hosts=self.max_hosts,
        )

    @property
    def endpoints(self) -> tuple[str, ...]:
        """AWS services that tasks and hosts reach inside the VPC."""
        if not self.vpc_endpoints:
            return ()
        return ENDPOINTS if self.launch_type == "FARGATE" else (*ENDPOINTS, *HOST_ENDPOINTS)

    @property
    def shift(self) -> Shift:
        """How traffic moves: as a predefined configuration says, or a custom one."""
        given = self.deployment_config
        return PREDEFINED[given] if isinstance(given, str) else given.shift

    @property
    def thresholds(self) -> Thresholds:
        """When an alarm stops a deployment."""
        return Thresholds(**self.rollback_alarms.model_dump())

    def pick_zones(self, available: Sequence[str]) -> tuple[str, ...]:
        """The first `zones` of the region's zones; ends the run when it has fewer."""
        with _told_once():
            if self.zones > len(available):
                offer = f"{self.region} has {len(available)} ({', '.join(available)})"
                raise _refusal(self.stack, [f"bluegreen:zones = {self.zones}: {offer}; lower it"])
        return tuple(available[: self.zones])


def load() -> Settings:
    """The settings of the running stack; when any is wrong, a message that says so and the end of the run.

    Read as a whole from what the engine hands to the program, defaults of `Pulumi.yaml` included, because
    `pulumi.Config` answers only for names that it is asked for: a misspelt key would never be seen.
    """
    with _told_once():
        return parse(
            pulumi.runtime.get_config_env(), pulumi.get_stack(), secrets=pulumi.runtime.get_config_secret_keys_env()
        )


def parse(config: Mapping[str, str], stack: str, secrets: Collection[str] = ()) -> Settings:
    """Settings from configuration as the engine gives it: `namespace:key` to text, objects and lists as JSON.

    RunError when any is wrong.
    """
    raw = {key.removeprefix("bluegreen:"): _value(text) for key, text in config.items() if key.startswith("bluegreen:")}
    hidden = {key.removeprefix("bluegreen:") for key in secrets} & KNOWN
    problems = [f"bluegreen:{key}: {_encrypted(key)}" for key in sorted(hidden & raw.keys())]
    region = config.get("aws:region", "")
    if not region:
        problems.append("aws:region: is not set; run `pulumi config set aws:region us-east-1`, or another region")
    try:
        keys = Keys.model_validate(raw)
    except ValidationError as error:
        problems += [_say(finding, raw) for finding in error.errors() if finding["loc"][0] not in hidden]
        raise _refusal(stack, problems) from None
    settings = Settings.model_construct(**dict(keys), stack=stack, region=region)
    problems = problems or list(_together(settings))
    if problems:
        raise _refusal(stack, problems)
    return settings


def _together(s: Settings) -> Iterator[str]:
    """What is wrong although each value alone is right."""
    if len(s.name) > MAX_NAME_LENGTH or not s.name.replace("-", "").isalnum() or s.name.startswith(TAKEN_NAMES):
        yield (
            f"bluegreen:serviceName = {s.service_name}: with the stack's name it makes {s.name}, which must be at most "
            f"{MAX_NAME_LENGTH} letters, digits and hyphens, and not start with {', '.join(TAKEN_NAMES)}; "
            "choose another name for the service or for the stack"
        )
    if s.certificate_arn and s.certificate_arn.split(":")[3] != s.region:
        yield (
            f"bluegreen:certificateArn = {s.certificate_arn}: a load balancer takes certificates of its own region, "
            f"which is {s.region} (aws:region); request one there"
        )
    for name in sorted(s.environment.keys() & s.secrets.keys()):
        yield f"bluegreen:secrets: {name} is in bluegreen:environment too; keep one"
    yield from _way_out(s)
    yield from _fargate_size(s) if s.launch_type == "FARGATE" else _host_size(s)


def _way_out(s: Settings) -> Iterator[str]:
    """Private subnets need a way to the image."""
    if s.nat_gateways not in (0, 1, s.zones):
        yield f"bluegreen:natGateways = {s.nat_gateways}: must be 0, 1, or {s.zones}, one for each of bluegreen:zones"
    if s.nat_gateways:
        return
    if not s.vpc_endpoints:
        yield (
            "bluegreen:natGateways = 0: tasks in private subnets could not pull their image; "
            "set bluegreen:vpcEndpoints to true, or natGateways to 1"
        )
    image = ECR_IMAGE.match(s.image)
    if not image or image["region"] != s.region:
        yield (
            f"bluegreen:image = {s.image}: with bluegreen:natGateways 0 only Amazon ECR in {s.region} can be reached; "
            f"push the image there (ACCOUNT.dkr.ecr.{s.region}.amazonaws.com/NAME:TAG), or set natGateways to 1"
        )


def _fargate_size(s: Settings) -> Iterator[str]:
    if s.cpu not in FARGATE_MEMORY_MIB:
        yield f"bluegreen:cpu = {s.cpu}: Fargate has {_listed(FARGATE_MEMORY_MIB)} CPU units; take one of them"
    elif s.memory not in (allowed := FARGATE_MEMORY_MIB[s.cpu]):
        yield (
            f"bluegreen:memory = {s.memory}: with {s.cpu} CPU units Fargate has {_listed(allowed)} MiB; "
            "take one of them or change bluegreen:cpu"
        )


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _host_size(s: Settings) -> Iterator[str]:
    """Blue and green run side by side during a release, and both must fit."""
    if s.min_hosts > s.max_hosts:
        yield f"bluegreen:minHosts = {s.min_hosts}: must not be above bluegreen:maxHosts, which is {s.max_hosts}"
    held = s.host.holds(Task(cpu_units=s.cpu, memory_mib=s.memory))
    offer = f"a {s.instance_type} offers {s.host.cpu_units} CPU units and {s.host.memory_mib} MiB to tasks"
    if not held:
        yield (
            f"bluegreen:memory = {s.memory}, bluegreen:cpu = {s.cpu}: no host can hold the task, {offer}; "
            "make the task smaller or take a larger bluegreen:instanceType"
        )
    elif s.max_hosts * held < 2 * s.desired_count:
        needed = -(-2 * s.desired_count // held)
        yield (
            f"bluegreen:maxHosts = {s.max_hosts}: a release runs 2 x {s.desired_count} tasks at once, "
            f"and {s.max_hosts} hosts hold {s.max_hosts * held}: {offer}, {held} of {s.cpu} and {s.memory}; "
            f"set it to {needed}, or take a larger bluegreen:instanceType"
        )


def _value(text: str) -> Any:
    """Objects and lists come as JSON; everything else stays text, for its key to judge."""
    if text.startswith(("{", "[")):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def _encrypted(key: str) -> str:
    """Said without the value, which nobody may see."""
    advice = f"set it again without --secret (`pulumi config set bluegreen:{key} …`)"
    if key == "environment":
        advice = "keep the value in Secrets Manager and its ARN in bluegreen:secrets"
    return f"is encrypted, but AWS would show it to everyone who may read the resources; {advice}"


def _say(finding: Any, raw: Mapping[str, Any]) -> str:
    """One finding of pydantic's as a line: key, value, what is allowed."""
    path = [str(part) for part in finding["loc"] if part not in ("custom", "predefined")]
    key = "bluegreen:" + ".".join(path)
    kind = finding["type"]
    if kind == "extra_forbidden":
        nearest = get_close_matches(path[-1], _aliases(MODELS.get(path[0], Keys)), n=1)
        return f"{key}: there is no such key; " + (f"did you mean {nearest[0]}?" if nearest else "take it out")
    message = PLAIN_WORDS.get(kind, finding["msg"])
    if kind == "value_error":
        message = str(finding["ctx"]["error"])
    if kind == "literal_error":
        message = f"must be {finding['ctx']['expected'].replace(chr(39), '')}"
    shown = not isinstance(finding["input"], dict | list) and path[0] not in ("environment", "secrets")
    value = f" = {finding['input']}" if shown and kind != "missing" else ""
    return f"{key}{value}: {message}"


@contextmanager
def _told_once() -> Iterator[None]:
    """Ends the run at a RunError with its text alone; raised to Pulumi, it would be followed by an exit code."""
    try:
        yield
    except pulumi.RunError as refusal:
        pulumi.log.error(str(refusal))
        sys.exit(TOLD)


def _refusal(stack: str, problems: Sequence[str]) -> pulumi.RunError:
    lines = "\n".join(f"  - {problem}" for problem in problems)
    return pulumi.RunError(f"the settings of stack {stack} cannot work, so nothing was changed:\n{lines}")
