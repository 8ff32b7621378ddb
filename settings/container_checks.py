"""What must hold between the containers of a task, and between them and their task."""

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from components import telemetry
from components.container import TMP, Container
from model.containers import ENDS, LEAST_MEMORY_MIB, MOST_CONTAINERS
from model.fargate import FARGATE_STOP_SECONDS
from model.images import ECR_IMAGE
from model.sizes import TASK_DEFINITION_BYTES, json_bytes
from settings.settings import Settings
from settings.wording import nearest, shortened


def problems(s: Settings) -> Iterator[str]:
    """A line for each: the key, its value, what it does not go with and what to do."""
    yield from _names(s)
    yield from _sizes(s)
    for key, container in _keyed(s):
        yield from _own(s, key, container)
        yield from _dependencies(s, key, container)
        yield from _mounts(s, key, container)
    yield from _circle(s)
    yield from _unused_volumes(s)
    yield from _log_routers(s)
    yield from _definition_size(s)
    yield from _keys_of_secrets(s)


def out_of_reach(s: Settings) -> Iterator[tuple[str, str]]:
    """Key and image of each that is not in Amazon ECR in the region of the stack."""
    for key, container in _keyed(s):
        found = ECR_IMAGE.match(container.image)
        if (not found or found["region"] != s.region) and (
            container.name == s.service_name or container.image != s.image
        ):
            yield f"{key}image", container.image


def _keyed(s: Settings) -> Iterator[tuple[str, Container]]:
    """Each container with the beginning of its keys."""
    yield "bluegreen:", s.main
    for number, one in enumerate(s.beside):
        yield f"bluegreen:sidecars.{number}." if number < len(s.sidecars) else "bluegreen:telemetry.", one


def _names(s: Settings) -> Iterator[str]:
    names = [s.service_name]
    if s.collector:
        if s.service_name == telemetry.NAME:
            yield "bluegreen:telemetry: its container is called as the service is; give the service another name"
        names.append(telemetry.NAME)
    for number, one in enumerate(s.sidecars):
        if one.name in names:
            whose = "the service's own container" if one.name == s.service_name else "another one"
            yield f"bluegreen:sidecars.{number}.name = {shortened(one.name)}: {whose} is called so; choose another name"
        names.append(one.name)
    if len(names) > MOST_CONTAINERS:
        yield (
            f"bluegreen:sidecars: are {len(s.sidecars)}, and ECS takes {MOST_CONTAINERS} containers of a task, the "
            "service's own among them; take some out"
        )
    volumes = [one.name for one in s.volumes]
    for name in sorted({one for one in volumes if volumes.count(one) > 1}):
        yield f"bluegreen:volumes: {shortened(name)} is there {volumes.count(name)} times; choose another name"


def _sizes(s: Settings) -> Iterator[str]:
    """What is left of the task is the service's own container's."""
    cpu, memory = s.main.cpu_units, s.main.memory_mib or 0
    if cpu < 1:
        yield (
            f"{_takers(s)} {s.cpu - cpu} CPU units of the {s.cpu} of the task (bluegreen:cpu), so none is "
            "left for the service's own container; raise cpu, or lower theirs"
        )
    if memory < LEAST_MEMORY_MIB:
        yield (
            f"{_takers(s)} {s.memory - memory} MiB of the {s.memory} of the task (bluegreen:memory), and "
            f"the service's own container needs {LEAST_MEMORY_MIB} at least; raise memory, or lower theirs"
        )


def _takers(s: Settings) -> str:
    """Who has a share of the task."""
    who = [f"bluegreen:{key}" for key in ("sidecars", "telemetry") if getattr(s, key)]
    if s.service_connect:
        who.append("bluegreen:serviceConnect (its proxy, by proxyCpu and proxyMemory)")
    return f"{' and '.join(who)}: take"


def _own(s: Settings, key: str, container: Container) -> Iterator[str]:
    for name in sorted(container.environment.keys() & container.secrets.keys()):
        yield f"{key}secrets: {shortened(name)} is in {key}environment too; keep one"
    memory = container.memory_mib or s.memory
    if container.tmp_mib >= memory:
        of = "the task" if memory == s.memory else "the container"
        yield (
            f"{key}tmpMib = {container.tmp_mib}: /tmp is memory of {of}, which has {memory} MiB "
            f"({'bluegreen:' if memory == s.memory else key}memory) in all; lower it or raise that"
        )
    if s.launch_type == "FARGATE" and container.stop_seconds > FARGATE_STOP_SECONDS:
        yield (
            f"{key}stopTimeout = {container.stop_seconds}: Fargate waits {FARGATE_STOP_SECONDS} seconds at most; lower "
            "it"
        )
    limits = [one.name for one in container.ulimits]
    for name in sorted({one for one in limits if limits.count(one) > 1}):
        yield f"{key}ulimits: {name} is there {limits.count(name)} times; keep one"


def _dependencies(s: Settings, key: str, container: Container) -> Iterator[str]:
    others = {one.name: one for one in (s.main, *s.beside) if one.name != container.name}
    for number, one in enumerate(container.depends_on):
        at = f"{key}dependsOn.{number}"
        on = others.get(one.container)
        if on is None:
            meant = nearest(one.container, others)
            yield (
                f"{at}.containerName = {shortened(one.container)}: there is no such other container; "
                + (f"did you mean {meant}?" if meant else "name one of bluegreen:sidecars")
            )
        elif one.condition == "HEALTHY" and not on.health_check_command:
            yield (
                f"{at}.condition = HEALTHY: {shortened(on.name)} has no healthCheckCommand, so ECS never finds it "
                "healthy; give it one, or wait for START"
            )
        elif one.condition in ENDS and on.essential:
            yield (
                f"{at}.condition = {one.condition}: {shortened(on.name)} is essential, so its end is that of the task; "
                "set its essential to false, or wait for START"
            )


def _circle(s: Settings) -> Iterator[str]:
    waits_for = {
        one.name: [each.container for each in one.depends_on if each.container != one.name]
        for one in (s.main, *s.beside)
    }
    try:
        TopologicalSorter(waits_for).prepare()
    except CycleError as error:
        circle: Sequence[str] = error.args[1][::-1]
        yield f"bluegreen:dependsOn: {' waits for '.join(map(shortened, circle))}, so none ever starts; take one out"


def _mounts(s: Settings, key: str, container: Container) -> Iterator[str]:
    volumes = [one.name for one in s.volumes]
    paths = [TMP] if container.tmp_mib else []
    for number, one in enumerate(container.mounts):
        at = f"{key}mountPoints.{number}"
        if one.volume not in volumes:
            meant = nearest(one.volume, volumes)
            yield (
                f"{at}.sourceVolume = {shortened(one.volume)}: bluegreen:volumes has none of that name; "
                + (f"did you mean {meant}?" if meant else "add it there")
            )
        path = one.path.rstrip("/")
        if path in paths:
            yield f"{at}.containerPath = {shortened(one.path)}: something else is there already; choose another folder"
        paths.append(path)


def _unused_volumes(s: Settings) -> Iterator[str]:
    mounted = {one.volume for container in (s.main, *s.beside) for one in container.mounts}
    for number, one in enumerate(s.volumes):
        if one.name not in mounted:
            yield (
                f"bluegreen:volumes.{number}.name = {shortened(one.name)}: no container has it among its mountPoints; "
                "mount it, or take it out"
            )


def _log_routers(s: Settings) -> Iterator[str]:
    routers = [one.name for one in s.beside if one.log_router]
    if len(routers) > 1:
        yield f"bluegreen:sidecars: {len(routers)} have a logRouter, and ECS takes one of a task; keep one"
    if routers and not any(container.log_options for _, container in _keyed(s)):
        yield (
            f"bluegreen:sidecars: {shortened(routers[0])} has a logRouter, and ECS refuses one that no container sends "
            "its log to; give one logOptions, or take logRouter out"
        )
    for key, container in _keyed(s):
        if container.log_options and not routers:
            yield (
                f"{key}logOptions: are for a log router, and none of bluegreen:sidecars is one; give one a logRouter "
                "(fluentbit or fluentd), or take them out"
            )
        if container.log_options and container.log_router:
            yield f"{key}logOptions: a log router cannot send its own log to itself; take them out"
        if container.log_router and (container.user or "0").partition(":")[0] != "0":
            yield f"{key}user = {shortened(container.user or '')}: ECS runs a log router as 0 (root) only; take it out"


def _definition_size(s: Settings) -> Iterator[str]:
    """What containers are told makes most of their task definition."""
    keys = {
        "environment": s.environment,
        "secrets": s.secrets,
        "healthCheckCommand": s.health_check_command,
        "sidecars": [one.model_dump(by_alias=True) for one in s.sidecars],
    }
    sizes = {key: json_bytes(value) for key, value in keys.items()}
    if sum(sizes.values()) > TASK_DEFINITION_BYTES:
        largest = max(sizes, key=lambda key: sizes[key])
        yield (
            f"bluegreen:{largest}: takes {sizes[largest]} bytes of the task definition, which ECS takes up to "
            f"{TASK_DEFINITION_BYTES}; let the container read what is long from S3 or a secret"
        )


def _keys_of_secrets(s: Settings) -> Iterator[str]:
    """A key decrypts secrets of its own region."""
    regions = {arn.split(":")[3] for container in (s.main, *s.beside) for arn in container.secrets.values()}
    for arn in s.secrets_key_arns:
        if arn.split(":")[3] not in regions:
            yield (
                f"bluegreen:secretsKeyArns = {shortened(arn)}: bluegreen:secrets has none in its region, so it "
                "has nothing to decrypt; take it out, or name the key of the secrets"
            )
