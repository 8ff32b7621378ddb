"""What is wrong although each value alone is right: of each service, and of what all share."""

from collections.abc import Iterable, Iterator

from components.roles import policy_characters
from components.task_roles import own_statements
from model.capacity import most_held
from model.fargate import FARGATE_MEMORY_MIB
from model.hosts import Requirements
from model.names import CAPACITY_PROVIDER_TAKEN, LOAD_BALANCER_TAKEN
from model.partitions import partition
from model.permissions import POLICY_CHARACTERS
from settings import (
    address_checks,
    connect_checks,
    container_checks,
    domain_checks,
    dual_stack_checks,
    hook_checks,
    load_balancer_checks,
    partition_checks,
    pipeline_checks,
    room_checks,
    scaling_checks,
    service_checks,
    strategies,
)
from settings.brought import checks as brought_checks
from settings.brought import service_checks as own_checks
from settings.refusal import of_entry
from settings.settings import Settings
from settings.wording import shortened

MAX_NAME_LENGTH = 40
"""So that roles and buckets of that name, with what follows it, are as long as AWS lets them be. What must be shorter
than that is (`model.names.fitting`)."""

TAKEN_NAMES = (*CAPACITY_PROVIDER_TAKEN, *LOAD_BALANCER_TAKEN)


def problems(s: Settings) -> Iterator[str]:
    """A line for each: the key, its value, what it does not go with and what to do."""
    found = [
        *(
            of_entry(line, one.service_name, s.entries.get(one.service_name, ()))
            for one in s.services
            for line in _alone(one)
        ),
        *_of_the_environment(s),
    ]
    yield from dict.fromkeys(found)


def _alone(s: Settings) -> Iterator[str]:
    """Of one service, whatever others there are."""
    yield from _name(s)
    yield from container_checks.problems(s)
    if s.exec and s.read_only_root:
        yield (
            "bluegreen:exec = true: ECS Exec has to write into the container's file system, which "
            "bluegreen:readOnlyRoot keeps it from; set one of the two to false"
        )
    yield from _policy_size(s)
    yield from strategies.problems(s)
    yield from hook_checks.problems(s)
    yield from scaling_checks.problems(s)
    yield from load_balancer_checks.of_a_service(s)
    yield from own_checks.problems(s)
    yield from partition_checks.problems(s)
    yield from connect_checks.problems(s)
    yield from pipeline_checks.problems(s)
    if not s.vpc.given:
        yield from _reachable_images(s)
    if s.launch_type == "FARGATE":
        yield from _fargate_size(s)
    elif s.makes_hosts:
        yield from _host_size(s)


def _of_the_environment(s: Settings) -> Iterator[str]:
    """Of what the services share."""
    yield from _name(s)
    if s.certificate_arn and s.certificate_arn.split(":")[3] != s.region:
        yield (
            f"bluegreen:certificateArn = {shortened(s.certificate_arn)}: a load balancer takes certificates of its own "
            f"region, which is {s.region} (aws:region); request one there"
        )
    if s.launch_type == "FARGATE" and s.type_of_hosts:
        yield (
            f"bluegreen:instanceType = {s.type_of_hosts}: with bluegreen:launchType FARGATE there are no hosts; "
            "take it out, or set launchType to EC2"
        )
    yield from brought_checks.problems(s)
    yield from own_checks.of_log_groups(s)
    yield from load_balancer_checks.of_the_environment(s)
    yield from domain_checks.problems(s)
    yield from dual_stack_checks.problems(s)
    yield from service_checks.problems(s)
    yield from connect_checks.shared(s)
    yield from pipeline_checks.shared(s)
    if not s.vpc.given:
        yield from _egress(s)
        yield from address_checks.problems(s)
    if s.makes_hosts:
        yield from room_checks.problems(s)


def _name(s: Settings) -> Iterator[str]:
    if len(s.name) > MAX_NAME_LENGTH or not s.name.replace("-", "").isalnum() or s.name.startswith(TAKEN_NAMES):
        yield (
            f"bluegreen:serviceName = {shortened(s.service_name)}: with the stack's name it makes {shortened(s.name)}, "
            f"which must be at most {MAX_NAME_LENGTH} letters, digits and hyphens, and not start with "
            f"{', '.join(TAKEN_NAMES)}; choose another name for the service or for the stack"
        )


def _policy_size(s: Settings) -> Iterator[str]:
    length = policy_characters(own_statements(s.permissions("0" * 12), exec=s.exec))
    if length > POLICY_CHARACTERS:
        yield (
            f"bluegreen:taskPermissions: make a policy of {length} characters, and IAM takes at most "
            f"{POLICY_CHARACTERS} characters for a role; make managed policies of them and name these in "
            "bluegreen:taskPolicyArns"
        )


def _egress(s: Settings) -> Iterator[str]:
    """Private subnets need a way to the image."""
    if s.nat_gateways not in (0, 1, s.zones):
        yield f"bluegreen:natGateways = {s.nat_gateways}: must be 0, 1, or {s.zones}, one for each of bluegreen:zones"
    if not s.nat_gateways and not s.vpc_endpoints:
        yield (
            "bluegreen:natGateways = 0: tasks in private subnets could not pull their image; "
            "set bluegreen:vpcEndpoints to true, or natGateways to 1"
        )


def _reachable_images(s: Settings) -> Iterator[str]:
    host = f"ACCOUNT.dkr.ecr.{s.region}.{partition(s.region).dns_suffix}"
    for key, image in () if s.nat_gateways else container_checks.out_of_reach(s):
        yield (
            f"{key} = {shortened(image)}: with bluegreen:natGateways 0 only Amazon ECR in {s.region} can "
            f"be reached; push it there ({host}/NAME:TAG), or set natGateways to 1"
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
    if not most_held(s.host, Requirements(cpu_units=s.cpu, memory_mib=s.memory)):
        yield (
            f"bluegreen:memory = {s.memory}, bluegreen:cpu = {s.cpu}: no host can hold the task, a {s.instance_type} "
            f"offers {s.host.cpu_units} CPU units and {s.host.memory_mib} MiB to tasks; "
            "make the task smaller or take a larger bluegreen:instanceType"
        )
