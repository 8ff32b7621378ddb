"""green-has-room: what it stops, lets through and leaves undecided."""

import base64
from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, ignoring, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, arn, before_create, task
from tests.policy.rules.rule_case import Case, Pass

# The good program: 2 tasks of 256 CPU units and 512 MiB; at most 4 t3.small, which hold 3 each.
STRATEGY = [{"capacityProvider": "provider", "base": 0, "weight": 1}]
PAIR = [{"capacityProvider": "provider", "weight": 1}, {"capacityProvider": "spot", "weight": 1}]


def several(program: Program, *changes: tuple[Any, ...]) -> Program:
    """The program with several values set: name, path and value each."""
    for name, *path, to in changes:
        program = change(program, name, *path, to=to)
    return program


def made_of(program: Program, name: str, prop: str, *resources: str) -> Program:
    """The program with a property of one resource made of others' outputs."""
    return tuple(replace(one, edges={**one.edges, prop: resources}) if one.name == name else one for one in program)


def desired(count: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "service", "desiredCount", to=count)


def hosts(number: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "hosts", "maxSize", to=number)


def containers(text: Any, program: Program = BLUE_GREEN) -> Program:
    """Sizes by container only."""
    return several(program, ("tasks", "containerDefinitions", text), ("tasks", "cpu", None), ("tasks", "memory", None))


def sized(cpu: Any, memory: Any, program: Program = BLUE_GREEN) -> Program:
    return several(program, ("tasks", "cpu", cpu), ("tasks", "memory", memory))


def awsvpc(program: Program = BLUE_GREEN) -> Program:
    return several(
        program,
        ("tasks", "networkMode", "awsvpc"),
        ("tasks", "containerDefinitions", task({"containerPort": 4000, "hostPort": 4000})),
    )


def fixed_port(program: Program = BLUE_GREEN) -> Program:
    return change(program, "tasks", "containerDefinitions", to=task({"containerPort": 4000, "hostPort": 80}))


def beside(program: Program, name: str, memory: str = "512", **more: Any) -> Program:
    """The program with a rolling service on the same hosts."""
    definition = arn("ecs", f"task-definition/{name}:1")
    props = {
        "name": name,
        "cluster": arn("ecs", "cluster/shop"),
        "taskDefinition": definition,
        "desiredCount": 2,
        "capacityProviderStrategies": STRATEGY,
        **more,
    }
    edges = {
        "cluster": ["cluster"],
        "taskDefinition": [f"{name}-tasks"],
        "capacityProviderStrategies": ["provider"],
    }
    return (
        *program,
        Declared(
            "aws:ecs/taskDefinition:TaskDefinition",
            f"{name}-tasks",
            {
                "family": name,
                "arn": definition,
                "networkMode": "bridge",
                "cpu": "256",
                "memory": memory,
                "containerDefinitions": task({"containerPort": 9000, "hostPort": 0}, name=name),
            },
        ),
        Declared("aws:ecs/service:Service", name, {k: v for k, v in props.items() if v is not None}, edges),
    )


def daemon(program: Program, memory: str, **more: Any) -> Program:
    return beside(
        program,
        "agent",
        memory,
        schedulingStrategy="DAEMON",
        desiredCount=None,
        capacityProviderStrategies=None,
        launchType="EC2",
        **more,
    )


def plain(program: Program = BLUE_GREEN) -> Program:
    """Without a strategy of the service: the cluster's default one decides."""
    return change(program, "service", "capacityProviderStrategies", to=None)


def on_hosts_of_the_cluster(program: Program = BLUE_GREEN) -> Program:
    """Launch type EC2: any host of the cluster."""
    return change(plain(program), "service", "launchType", to="EC2")


def by_user_data(data: Any, edges: bool) -> Program:
    """Hosts that join the cluster by themselves, without a capacity provider."""
    program = without(on_hosts_of_the_cluster(), "cluster-providers", "provider")
    program = several(program, ("host", "userData", data), ("hosts", "desiredCapacity", 4))
    return made_of(program, "host", "userData", "cluster") if edges else program


def mixed(*types: str, **more: Any) -> Program:
    policy = {
        "launchTemplate": {
            "launchTemplateSpecification": {"launchTemplateId": "lt-host", "version": "$Latest"},
            "overrides": [{"instanceType": one, **more} for one in types],
        }
    }
    program = several(BLUE_GREEN, ("hosts", "launchTemplate", None), ("hosts", "mixedInstancesPolicy", policy))
    return made_of(program, "hosts", "mixedInstancesPolicy", "host")


def configured(instance_type: str, count: int) -> Program:
    """Hosts of a launch configuration, the forerunner of the launch template."""
    program = several(desired(count), ("hosts", "launchTemplate", None), ("hosts", "launchConfiguration", "old-host"))
    configuration = Declared(
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        "old-host",
        {"name": "old-host", "instanceType": instance_type, "imageId": "ami-1"},
    )
    return (*program, configuration)


def unmanaged(program: Program = BLUE_GREEN) -> Program:
    return change(program, "provider", "autoScalingGroupProvider", "managedScaling", "status", to="DISABLED")


def scaled(most: int) -> Program:
    """A desired count of 2 that auto scaling may raise."""
    target = Declared(
        "aws:appautoscaling/target:Target",
        "scaling",
        {
            "serviceNamespace": "ecs",
            "scalableDimension": "ecs:service:DesiredCount",
            "resourceId": "service/shop/web",
            "minCapacity": 2,
            "maxCapacity": most,
        },
        {"resourceId": ["cluster", "service"]},
    )
    return (*ignoring(BLUE_GREEN, "service", "taskDefinition", "loadBalancers", "desiredCount"), target)


def native(program: Program = BLUE_GREEN) -> Program:
    """ECS's own blue/green instead of CodeDeploy's."""
    return several(
        without(program, "release", "application"),
        ("service", "deploymentController", "type", "ECS"),
        ("service", "deploymentConfiguration", {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": "10"}),
    )


def rolling(program: Program) -> Program:
    return change(without(program, "release", "application"), "service", "deploymentController", "type", to="ECS")


def strategy(entries: Any) -> Program:
    return change(desired(50), "service", "capacityProviderStrategies", to=entries)


def distinct(program: Program, kind: str = "distinctInstance", **more: Any) -> Program:
    return change(program, "service", "placementConstraints", to=[{"type": kind, **more}])


SPOT = Declared(
    "aws:ecs/capacityProvider:CapacityProvider",
    "spot",
    {"name": "spot", "autoScalingGroupProvider": {"autoScalingGroupArn": arn("autoscaling", "spot")}},
)
MANAGED = change(
    change(desired(50), "provider", "autoScalingGroupProvider", to=None),
    "provider",
    "managedInstancesProvider",
    to={"infrastructureRoleArn": "arn:aws:iam::123456789012:role/infrastructure"},
)
JOINS = base64.b64encode(b"#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n").decode()

ON_FARGATE = Declared(
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    "other-providers",
    {"clusterName": "other", "defaultCapacityProviderStrategies": [{"capacityProvider": "FARGATE", "weight": 1}]},
)

STOPS: dict[str, Case] = {
    "one task more than fits twice, by memory": Case(desired(7), on="service", says="insufficient memory available"),
    "of two hosts, which hold six": Case(
        several(desired(4), ("hosts", "maxSize", 2), ("tasks", "cpu", "512")), on="service", says="to 3"
    ),
    "in a first preview": Case(desired(7, FIRST_PREVIEW), on="service", says="set maxSize of hosts to 5"),
    "with a larger type that would do": Case(desired(7), on="service", says="or take t3.medium hosts"),
    "by CPU": Case(sized("1024", "128", desired(5)), on="service", says="insufficient CPU units available"),
    "by CPU as vCPU": Case(sized("1 vCPU", "128", desired(5)), on="service", says="of 1024 CPU"),
    "by memory as GB": Case(sized("256", "1 GB", desired(3)), on="service", says="insufficient memory"),
    "a task that no host holds": Case(sized("256", "2048", desired(1)), on="service", says="take t3.medium hosts"),
    "a task that no host of the family holds": Case(
        sized("16384", "512", desired(1)), on="service", says="take hosts that hold the task"
    ),
    "sizes of the containers": Case(
        containers(task({"containerPort": 4000}, cpu=None, memory=1024), desired(3)),
        on="service",
        says="of 0 CPU units and 1024 MiB",
    ),
    "two containers": Case(
        containers(task({"containerPort": 4000}, memory=512)[:-1] + "," + task(name="log", memory=512)[1:], desired(3)),
        on="service",
        says="512 CPU units and 1024 MiB",
    ),
    "containers with keys in another case": Case(
        containers(task({"containerPort": 4000}, memory=1024).replace("memory", "Memory"), desired(3)),
        on="service",
        says="1024 MiB",
    ),
    "a reservation that counts instead of the limit": Case(
        containers(task({"containerPort": 4000}, memory=2048, memoryReservation=700), desired(5)),
        on="service",
        says="700 MiB",
    ),
    "by network interfaces": Case(awsvpc(desired(5)), on="service", says="RESOURCE:ENI"),
    "by network interfaces, when the containers are not known yet": Case(
        change(awsvpc(desired(5)), "tasks", "containerDefinitions", to=UNKNOWN), on="service", says="RESOURCE:ENI"
    ),
    "by a fixed host port": Case(fixed_port(desired(3)), on="service", says="hostPort to 0"),
    "by the ports of host mode": Case(
        several(
            desired(3),
            ("tasks", "networkMode", "host"),
            ("tasks", "containerDefinitions", task({"containerPort": 4000})),
        ),
        on="service",
        says="already using a port",
    ),
    "by the port ranges of host mode": Case(
        several(
            desired(3),
            ("tasks", "networkMode", "host"),
            ("tasks", "containerDefinitions", task({"containerPortRange": "4000-4010"})),
        ),
        on="service",
        says="already using a port",
    ),
    "by a port that the hosts' agent has": Case(
        several(
            desired(1),
            ("tasks", "containerDefinitions", task({"containerPort": 22, "hostPort": 22, "protocol": "tcp"})),
        ),
        on="service",
        says="already using a port",
    ),
    "by a host for each task": Case(distinct(desired(3)), on="service", says="DistinctInstance"),
    "by a group that may have no host": Case(
        several(desired(1), ("hosts", "minSize", 0), ("hosts", "maxSize", 0)),
        on="service",
        says="No Container Instances",
    ),
    "ECS's own blue/green": Case(native(desired(7)), on="service", says="room for 14 tasks"),
    "the default strategy of the cluster": Case(plain(desired(7)), on="service", says="maxSize of hosts to 5"),
    "the default strategy, in a first preview": Case(
        change(plain(desired(7, FIRST_PREVIEW)), "service", "launchType", to=UNKNOWN), on="service", says="to 5"
    ),
    "the default strategy of a cluster that is given by its name": Case(
        change(plain(desired(7)), "service", "cluster", to="shop"), on="service", says="to 5"
    ),
    "the default strategy of this cluster, not of another": Case(
        (ON_FARGATE, *plain(desired(7))), on="service", says="to 5"
    ),
    "launch type EC2 beside a capacity provider": Case(
        on_hosts_of_the_cluster(desired(7)), on="service", says="and desiredCapacity as well"
    ),
    "hosts that join the cluster by themselves": Case(desired(7, by_user_data(JOINS, False)), on="service", says="12"),
    "hosts that join a cluster that has no name yet": Case(
        desired(7, by_user_data(UNKNOWN, True)), on="service", says="12"
    ),
    "a launch configuration": Case(configured("t3.micro", 3), on="service", says="t3.micro"),
    "a mixed group, when even the largest type is too small": Case(
        desired(15, mixed("t3.small", "t3.medium")), on="service", says="t3.medium, t3.small"
    ),
    "a mixed group of the template's type": Case(desired(7, mixed()), on="service", says="t3.small"),
    "a second provider that gets no task": Case(
        strategy([*STRATEGY, {"capacityProvider": "spot", "weight": 0}]), on="service", says="hold 12"
    ),
    "beside a rolling service": Case(beside(desired(6), "api"), on="service", says="hold 10 beside 2 of other"),
    "beside a rolling service of larger tasks": Case(
        beside(desired(5), "api", "1024", desiredCount=3), on="service", says="run out of memory"
    ),
    "beside daemons": Case(daemon(desired(5), "900"), on="service", says="hold 4 beside the daemons on each"),
    "beside a daemon with its port": Case(
        change(
            daemon(fixed_port(desired(1)), "64"),
            "agent-tasks",
            "containerDefinitions",
            to=task({"containerPort": 80, "hostPort": 80}),
        ),
        on="service",
        says="already using a port",
    ),
    "beside an unknown service, when there is no room even without": Case(
        beside(desired(7), "api", taskDefinition="other:1"), on="service", says="hold 12"
    ),
    "without managed scaling": Case(unmanaged(desired(7)), on="service", says="and desiredCapacity as well"),
    "auto scaling from too many": Case(desired(7, scaled(9)), on="service", says="room for 14 tasks"),
    "numbers as text": Case(desired("7", hosts("4")), on="service", says="hold 12"),
    "two such services": Case(
        beside(desired(4), "api", desiredCount=5, deploymentController={"type": "CODE_DEPLOY"}),
        on="service",
        says="beside 5 of other",
        count=2,
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a maxSize of hosts, as the provider reads it back": change(BLUE_GREEN, "hosts", "desiredCapacityType", to=""),
    "as many as fit twice": desired(6),
    "as many as fit twice, in a first preview": desired(6, FIRST_PREVIEW),
    "three on two hosts": several(desired(3), ("hosts", "maxSize", 2), ("tasks", "cpu", "512")),
    "no task": desired(0),
    "a count that is not set": desired(None, hosts(0)),
    "twelve by CPU of 0": containers(task({"containerPort": 4000}, cpu=None), desired(6)),
    "Fargate": desired(50, NATIVE),
    "Fargate by a strategy": strategy(
        [{"capacityProvider": "FARGATE", "base": 1, "weight": 1}, {"capacityProvider": "FARGATE_SPOT", "weight": 4}]
    ),
    "hosts elsewhere": change(plain(desired(50)), "service", "launchType", to="EXTERNAL"),
    "managed instances": MANAGED,
    "a rolling service, which needs less": rolling(desired(9)),
    "a rolling service on Fargate": ROLLING,
    "four tasks of their own interface on four hosts": awsvpc(desired(4)),
    "fixed ports on twice as many hosts": fixed_port(desired(2)),
    "fixed ports of two protocols": change(
        fixed_port(desired(2)),
        "tasks",
        "containerDefinitions",
        to=task(
            {"containerPort": 53, "hostPort": 53, "protocol": "udp"},
            {"containerPort": 53, "hostPort": 53, "protocol": "tcp"},
        ),
    ),
    "a fixed port that another service's differs from": beside(fixed_port(desired(2)), "api"),
    "a host for each task, and enough of them": distinct(desired(2)),
    "the default strategy of the cluster": plain(desired(6)),
    "launch type EC2 on hosts that all run": change(
        on_hosts_of_the_cluster(desired(6)), "hosts", "desiredCapacity", to=4
    ),
    "hosts that join the cluster by themselves": desired(6, by_user_data(JOINS, False)),
    "a launch configuration": configured("t3.small", 6),
    "a mixed group, when even the smallest type is large enough": desired(6, mixed("t3.small", "t3.medium")),
    "a mixed group with weights of 1": desired(6, mixed("t3.small", weightedCapacity="1")),
    "beside a rolling service": beside(desired(5), "api"),
    "beside a rolling service on Fargate": beside(
        desired(6), "api", capacityProviderStrategies=None, launchType="FARGATE"
    ),
    "beside a service of another cluster": beside(
        desired(6), "api", cluster="other", capacityProviderStrategies=[{"capacityProvider": "elsewhere", "weight": 1}]
    ),
    "beside a service of the same cluster on hosts of another program": beside(
        desired(6), "api", capacityProviderStrategies=[{"capacityProvider": "elsewhere", "weight": 1}]
    ),
    "beside a rolling service of larger tasks, with room": beside(desired(2), "api", "1024", desiredCount=2),
    "beside daemons": daemon(desired(4), "300"),
    "without managed scaling, on hosts that all run": change(unmanaged(desired(6)), "hosts", "desiredCapacity", to=4),
    "auto scaling to as many as fit twice": desired(2, scaled(6)),
    "auto scaling of another service": change(scaled(50), "scaling", "resourceId", to="service/shop/api"),
    "auto scaling of something else of the same name": change(scaled(50), "scaling", "resourceId", to="table/web"),
    "a version of the launch template when the latest is not known yet": change(
        BLUE_GREEN, "host", "latestVersion", to=UNKNOWN
    ),
    "port ranges, which are dynamic on a bridge": change(
        desired(6), "tasks", "containerDefinitions", to=task({"containerPortRange": "4000-4010"})
    ),
    "after a release, with a revision of the pipeline's": change(
        desired(6), "service", "taskDefinition", to=arn("ecs", "task-definition/web:7")
    ),
    "hosts larger than the table's smallest": change(desired(15), "host", "instanceType", to="m5.large"),
}

UNDECIDED: dict[str, Case] = {
    "an unknown controller, and no room": Case(
        unknown(desired(20), "service", "deploymentController", "type", of="cluster"),
        on="service",
        says="deploymentController: it is not known yet",
    ),
    "an unknown count": Case(desired(UNKNOWN), on="service", says="desiredCount"),
    "an unknown maxSize": Case(hosts(UNKNOWN), on="service", says="at most"),
    "a maxSize of vCPUs": Case(change(BLUE_GREEN, "hosts", "desiredCapacityType", to="vcpu"), on="service"),
    "an unknown instance type": Case(
        change(BLUE_GREEN, "host", "instanceType", to=UNKNOWN), on="service", says="type is not known"
    ),
    "no instance type": Case(
        change(BLUE_GREEN, "host", "instanceType", to=None), on="service", says="type is not known"
    ),
    "an instance type that nobody measured": Case(
        change(BLUE_GREEN, "host", "instanceType", to="x9.large"), on="service", says="x9.large"
    ),
    "an instance type that AWS chooses": Case(
        mixed("t3.small", instanceRequirements={"vcpuCount": {"min": 2}, "memoryMib": {"min": 2048}}),
        on="service",
        says="AWS chooses",
    ),
    "weights": Case(mixed("t3.small", "t3.medium", weightedCapacity="2"), on="service", says="weights"),
    "a mixed group whose types are not all large enough": Case(
        desired(7, mixed("t3.small", "t3.medium")),
        on="service",
        says="depends: its hosts may be any of t3.medium, t3.small",
    ),
    "a former version of the launch template": Case(
        several(BLUE_GREEN, ("host", "latestVersion", 3), ("hosts", "launchTemplate", "version", "2")),
        on="service",
        says="version 2",
    ),
    "the default version of the launch template, which is a former one": Case(
        several(
            BLUE_GREEN,
            ("host", "latestVersion", 3),
            ("host", "defaultVersion", 1),
            ("hosts", "launchTemplate", "version", None),
        ),
        on="service",
        says="version 1",
    ),
    "a launch template of another program": Case(without(BLUE_GREEN, "host"), on="service", says="launch template"),
    "a group of another program": Case(without(BLUE_GREEN, "hosts"), on="service", says="Auto Scaling group"),
    "a provider of another program": Case(without(BLUE_GREEN, "provider"), on="service", says="capacity provider"),
    "a provider of which nothing is known": Case(
        unlinked(
            change(BLUE_GREEN, "service", "capacityProviderStrategies", 0, "capacityProvider", to=UNKNOWN), "service"
        ),
        on="service",
        says="capacity provider",
    ),
    "a strategy of which nothing is known": Case(
        unlinked(change(BLUE_GREEN, "service", "capacityProviderStrategies", to=UNKNOWN), "service"),
        on="service",
        says="capacity provider",
    ),
    "a default strategy of which nothing is known": Case(
        unlinked(
            change(plain(), "cluster-providers", "defaultCapacityProviderStrategies", to=UNKNOWN), "cluster-providers"
        ),
        on="service",
        says="capacityProviderStrategies -> cluster-providers.default",
    ),
    "a launch configuration of another program": Case(
        without(configured("t3.small", 2), "old-host"), on="service", says="launch template"
    ),
    "two providers that share the tasks": Case((*strategy(PAIR), SPOT), on="service", says="divided"),
    "an unknown launch type": Case(
        unknown(plain(), "service", "launchType", of="cluster"),
        on="service",
        says="launchType",
    ),
    "launch type EC2 with unknown hosts": Case(by_user_data(UNKNOWN, False), on="service", says="which hosts"),
    "launch type EC2 with hosts of a launch template of another program": Case(
        without(by_user_data(JOINS, False), "host"), on="service", says="which hosts"
    ),
    "launch type EC2 beside a service on other hosts, maybe": Case(
        beside(
            change(on_hosts_of_the_cluster(), "hosts", "desiredCapacity", to=4),
            "api",
            capacityProviderStrategies=[{"capacityProvider": "elsewhere", "weight": 1}],
        ),
        on="service",
        says="what service api takes",
    ),
    "launch type EC2 with two groups": Case(
        (*on_hosts_of_the_cluster(), Declared("aws:autoscaling/group:Group", "more", {"name": "more", "maxSize": 9})),
        on="service",
        says="which hosts",
    ),
    "launch type EC2 in a cluster of another program": Case(
        without(on_hosts_of_the_cluster(), "cluster", "cluster-providers"), on="service", says="which hosts"
    ),
    "launch type EC2 on hosts that nobody starts": Case(
        on_hosts_of_the_cluster(desired(6)), on="service", says="until somebody raises"
    ),
    "hosts that nobody starts": Case(unmanaged(desired(6)), on="service", says="depends: hosts has 2 hosts until"),
    "a number of hosts that somebody else decides": Case(
        ignoring(change(unmanaged(desired(6)), "hosts", "desiredCapacity", to=4), "hosts", "desiredCapacity"),
        on="service",
        says="2 hosts until somebody raises",
    ),
    "a task definition of another program": Case(without(BLUE_GREEN, "tasks"), on="service", says="taskDefinition"),
    "containers with an image of a repository that does not exist yet": Case(
        change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="service", says="containers"
    ),
    "containers that are not known, and no CPU for the task": Case(
        several(awsvpc(), ("tasks", "containerDefinitions", UNKNOWN), ("tasks", "cpu", None)),
        on="service",
        says="containers",
    ),
    "containers that are not known, and no memory for the task": Case(
        several(awsvpc(), ("tasks", "containerDefinitions", UNKNOWN), ("tasks", "memory", None)),
        on="service",
        says="containers",
    ),
    "memory of 0": Case(sized("256", "0"), on="service", says="what its tasks take"),
    "a host for each of unknown tasks": Case(
        distinct(without(BLUE_GREEN, "tasks")), on="service", says="taskDefinition"
    ),
    "an unknown size": Case(sized(UNKNOWN, "512"), on="service", says="what its tasks take"),
    "a size that is not a number": Case(sized("much", "512"), on="service", says="what its tasks take"),
    "no memory at all": Case(
        containers(task({"containerPort": 4000}, memory=None)), on="service", says="what its tasks take"
    ),
    "an unknown network mode": Case(
        unknown(BLUE_GREEN, "tasks", "networkMode", of="cluster"),
        on="service",
        says="what its tasks take",
    ),
    "an unknown controller": Case(
        unknown(BLUE_GREEN, "service", "deploymentController", of="application"),
        on="service",
        says="deploymentController",
    ),
    "constraints that leave hosts out": Case(
        distinct(BLUE_GREEN, "memberOf", expression="attribute:ecs.instance-type == t3.small"),
        on="service",
        says="depends: its placement constraints",
    ),
    "constraints of the task definition": Case(
        change(
            BLUE_GREEN,
            "tasks",
            "placementConstraints",
            to=[{"type": "memberOf", "expression": "attribute:ecs.os-type == linux"}],
        ),
        on="service",
        says="depends: its placement constraints",
    ),
    "interfaces that trunking may add": Case(
        several(awsvpc(desired(5)), ("host", "instanceType", "m5.large")),
        on="service",
        says="depends: the account setting awsvpcTrunking",
    ),
    "auto scaling to more than fit twice": Case(
        scaled(7), on="service", says="depends: auto scaling may raise its desiredCount to 7"
    ),
    "auto scaling of a service that has no ARN yet": Case(
        change(before_create(scaled(7)), "scaling", "resourceId", to=UNKNOWN), on="service", says="to 7"
    ),
    "auto scaling to an unknown number": Case(
        change(scaled(6), "scaling", "maxCapacity", to=UNKNOWN),
        on="service",
        says="depends: auto scaling may raise its desiredCount to a number",
    ),
    "beside tasks of another size that may or may not fit": Case(
        beside(desired(3), "api", "1024", desiredCount=2), on="service", says="depends: tasks of several sizes"
    ),
    "beside a service of unknown tasks": Case(
        beside(BLUE_GREEN, "api", taskDefinition="other:1"), on="service", says="what service api takes"
    ),
    "beside a service whose provider is not known": Case(
        unlinked(
            beside(BLUE_GREEN, "api", capacityProviderStrategies=[{"capacityProvider": UNKNOWN, "weight": 1}]), "api"
        ),
        on="service",
        says="what service api takes",
    ),
    "beside a service whose tasks come to these hosts in part": Case(
        (*beside(BLUE_GREEN, "api", capacityProviderStrategies=PAIR), SPOT),
        on="service",
        says="what service api takes",
    ),
    "beside a service of a cluster that is not known": Case(
        made_of(
            beside(BLUE_GREEN, "api", cluster=UNKNOWN, capacityProviderStrategies=None, launchType="EC2"),
            "api",
            "cluster",
            "logs",
        ),
        on="service",
        says="what service api takes",
    ),
    "beside daemons of a cluster that is not known": Case(
        made_of(daemon(BLUE_GREEN, "300", cluster=UNKNOWN), "agent", "cluster", "logs"),
        on="service",
        says="what service agent takes",
    ),
    "beside daemons of unknown tasks": Case(
        without(daemon(BLUE_GREEN, "300"), "agent-tasks"), on="service", says="what service agent takes"
    ),
    "beside daemons on some hosts": Case(
        daemon(BLUE_GREEN, "300", placementConstraints=[{"type": "memberOf", "expression": "attribute:blue exists"}]),
        on="service",
        says="what service agent takes",
    ),
}
