"""What is wrong although each value alone is right."""

from collections.abc import Iterable, Iterator

from model.capacity import most_held
from model.fargate import FARGATE_MEMORY_MIB
from model.hosts import Requirements
from model.images import ECR_IMAGE
from model.names import CAPACITY_PROVIDER_TAKEN, LOAD_BALANCER_TAKEN, RANDOM_DIGITS, TARGET_GROUP_LENGTH
from model.sizes import TASK_DEFINITION_BYTES, json_bytes
from settings import address_checks, hook_checks, strategies
from settings.settings import Settings
from settings.wording import shortened

MAX_NAME_LENGTH = TARGET_GROUP_LENGTH - len("-green-") - RANDOM_DIGITS
"""A target group is called `web-dev-green-1a2b3c4`, of which the last part is Pulumi's."""

TAKEN_NAMES = (*CAPACITY_PROVIDER_TAKEN, *LOAD_BALANCER_TAKEN)


def problems(s: Settings) -> Iterator[str]:
    """A line for each: the key, its value, what it does not go with and what to do."""
    if len(s.name) > MAX_NAME_LENGTH or not s.name.replace("-", "").isalnum() or s.name.startswith(TAKEN_NAMES):
        yield (
            f"bluegreen:serviceName = {shortened(s.service_name)}: with the stack's name it makes {shortened(s.name)}, "
            f"which must be at most {MAX_NAME_LENGTH} letters, digits and hyphens, and not start with "
            f"{', '.join(TAKEN_NAMES)}; choose another name for the service or for the stack"
        )
    if s.certificate_arn and s.certificate_arn.split(":")[3] != s.region:
        yield (
            f"bluegreen:certificateArn = {shortened(s.certificate_arn)}: a load balancer takes certificates of its own "
            f"region, which is {s.region} (aws:region); request one there"
        )
    for name in sorted(s.environment.keys() & s.secrets.keys()):
        yield f"bluegreen:secrets: {shortened(name)} is in bluegreen:environment too; keep one"
    if s.tmp_mib >= s.memory:
        yield (
            f"bluegreen:tmpMib = {s.tmp_mib}: /tmp is memory of the task, which has {s.memory} MiB "
            "(bluegreen:memory) in all; lower it or raise that"
        )
    yield from _definition_size(s)
    yield from _keys_of_secrets(s)
    yield from strategies.problems(s)
    yield from hook_checks.problems(s)
    yield from _egress(s)
    yield from address_checks.problems(s)
    yield from _fargate_size(s) if s.launch_type == "FARGATE" else _host_size(s)


def _definition_size(s: Settings) -> Iterator[str]:
    """What the container is told makes most of its task definition."""
    keys = {"environment": s.environment, "secrets": s.secrets, "healthCheckCommand": s.health_check_command}
    sizes = {key: json_bytes(value) for key, value in keys.items()}
    if sum(sizes.values()) > TASK_DEFINITION_BYTES:
        largest = max(sizes, key=lambda key: sizes[key])
        yield (
            f"bluegreen:{largest}: takes {sizes[largest]} bytes of the task definition, which ECS takes up to "
            f"{TASK_DEFINITION_BYTES}; let the container read what is long from S3 or a secret"
        )


def _keys_of_secrets(s: Settings) -> Iterator[str]:
    """A key decrypts secrets of its own region."""
    regions = {arn.split(":")[3] for arn in s.secrets.values()}
    for arn in s.secrets_key_arns:
        if arn.split(":")[3] not in regions:
            yield (
                f"bluegreen:secretsKeyArns = {shortened(arn)}: bluegreen:secrets has none in its region, so it "
                "has nothing to decrypt; take it out, or name the key of the secrets"
            )


def _egress(s: Settings) -> Iterator[str]:
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
            f"bluegreen:image = {shortened(s.image)}: with bluegreen:natGateways 0 only Amazon ECR in {s.region} can "
            f"be reached; push it there (ACCOUNT.dkr.ecr.{s.region}.amazonaws.com/NAME:TAG), or set natGateways to 1"
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
    """What runs side by side during a release must fit."""
    if s.min_hosts > s.max_hosts:
        yield f"bluegreen:minHosts = {s.min_hosts}: must not be above bluegreen:maxHosts, which is {s.max_hosts}"
    held = most_held(s.host, Requirements(cpu_units=s.cpu, memory_mib=s.memory))
    offer = f"a {s.instance_type} offers {s.host.cpu_units} CPU units and {s.host.memory_mib} MiB to tasks"
    if not held:
        yield (
            f"bluegreen:memory = {s.memory}, bluegreen:cpu = {s.cpu}: no host can hold the task, {offer}; "
            "make the task smaller or take a larger bluegreen:instanceType"
        )
    elif s.max_hosts * held < (tasks := strategies.tasks_during_release(s)):
        needed = -(-tasks // held)
        at_once = f"2 x {s.desired_count}" if tasks == 2 * s.desired_count else str(tasks)
        yield (
            f"bluegreen:maxHosts = {s.max_hosts}: a release runs {at_once} tasks at once, "
            f"and {s.max_hosts} hosts hold {s.max_hosts * held}: {offer}, {held} of {s.cpu} and {s.memory}; "
            f"set it to {needed}, or take a larger bluegreen:instanceType"
        )
