"""network-configuration-fits: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change, unknown, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

NETWORK = {"subnets": ["subnet-1"], "securityGroups": ["sg-targets"]}


def without_network(program: Program) -> Program:
    return change(program, "service", "networkConfiguration", to=None)


def with_network(program: Program) -> Program:
    return change(program, "service", "networkConfiguration", to=NETWORK)


def launched(on: str) -> Program:
    """awsvpc tasks with this launch type."""
    program = change(with_network(AWSVPC_ON_HOSTS), "service", "capacityProviderStrategies", to=None)
    return change(program, "service", "launchType", to=on)


def public(program: Program) -> Program:
    return change(program, "service", "networkConfiguration", "assignPublicIp", to="true")


AWSVPC_ON_HOSTS = change(BLUE_GREEN, "tasks", "networkMode", to="awsvpc")
BY_PROVIDER = change(
    change(NATIVE, "service", "launchType", to=None),
    "service",
    "capacityProviderStrategies",
    to=[{"capacityProvider": "FARGATE", "weight": 1}],
)

STOPS: dict[str, Case] = {
    "Fargate without it": Case(
        without_network(NATIVE), on="service", says="“Network Configuration must be provided when"
    ),
    "Fargate without it, in a first preview": Case(without_network(NATIVE_PREVIEW), on="service", says="no subnets"),
    "Fargate without subnets": Case(
        change(NATIVE, "service", "networkConfiguration", to={"subnets": []}), on="service"
    ),
    "Fargate by its capacity provider, without it": Case(without_network(BY_PROVIDER), on="service"),
    "awsvpc on hosts without it": Case(AWSVPC_ON_HOSTS, on="service", says="awsvpc"),
    "Fargate without it, of a task definition of another program": Case(
        without(without_network(NATIVE), "tasks"), on="service"
    ),
    "a bridge with it": Case(with_network(BLUE_GREEN), on="service", says="is not valid for the given networkMode"),
    "a bridge with it, in a first preview": Case(with_network(FIRST_PREVIEW), on="service", says="bridge"),
    "no network mode, which means bridge, with it": Case(
        with_network(change(BLUE_GREEN, "tasks", "networkMode", to=None)), on="service", says="bridge"
    ),
    "Fargate of a bridge": Case(
        change(NATIVE, "tasks", "networkMode", to="bridge"), on="service", says="does not support launch_type FARGATE"
    ),
    "Fargate of a bridge, in a first preview": Case(
        change(NATIVE_PREVIEW, "tasks", "networkMode", to=None), on="service", says="networkMode of tasks to awsvpc"
    ),
    "a public address on hosts of another program": Case(
        without(public(launched("EC2")), "hosts", "provider", "cluster-providers"),
        on="service",
        says="“Assign public IP is not supported",
    ),
    "a public address on hosts, by their capacity provider": Case(
        public(with_network(AWSVPC_ON_HOSTS)), on="service", says="runs on hosts"
    ),
    "host with it": Case(
        with_network(change(BLUE_GREEN, "tasks", "networkMode", to="host")), on="service", says="host"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "Fargate with it": NATIVE,
    "Fargate with it, in a first preview": NATIVE_PREVIEW,
    "Fargate by its capacity provider": BY_PROVIDER,
    "a bridge without it": BLUE_GREEN,
    "a public address on Fargate": public(NATIVE),
    "no public address on hosts": launched("EC2"),
    "awsvpc on hosts with it": with_network(AWSVPC_ON_HOSTS),
    "a task definition of another program": without(BLUE_GREEN, "tasks"),
    "one that is not known yet": change(NATIVE, "service", "networkConfiguration", to=UNKNOWN),
    "a bridge, with one that is not known yet": change(BLUE_GREEN, "service", "networkConfiguration", to=UNKNOWN),
    "Fargate of a network mode that is not known yet": unknown(NATIVE, "tasks", "networkMode", of="logs"),
    "subnets that are not known yet": change(NATIVE, "service", "networkConfiguration", to={"subnets": UNKNOWN}),
}

UNDECIDED: dict[str, Case] = {
    "a network mode that is not known": Case(unknown(BLUE_GREEN, "tasks", "networkMode", of="logs"), on="service"),
}
