"""The hosts of a cluster as AWS describes them: what each has left, and how a capacity provider adds more."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from model.hosts import Host, Requirements
from model.instance_types import host as host_of
from model.instance_types import instance_types
from model.ports import AGENT_PORTS, HostPort
from ops.aws import Aws, code
from ops.rehearsal.scene import HostNow, Scaling

AT_ONCE = 100
"""Of DescribeContainerInstances and DescribeTasks."""

Shape = dict[str, Any]


@dataclass(frozen=True)
class Provider:
    """A capacity provider of an Auto Scaling group."""

    name: str
    group: Shape
    managed: bool
    """ECS scales the group."""

    @property
    def instances(self) -> set[str]:
        """Ids of the EC2 instances that it has."""
        return {one["InstanceId"] for one in self.group["Instances"]}


class Hosts:
    """Those of one cluster, for tasks of one service."""

    def __init__(self, aws: Aws, cluster: str) -> None:
        self._aws = aws
        self._cluster = cluster
        self.of_type = cache(self._of_type)
        """An empty host of this instance type: of the model's table, else as EC2 describes it; None: EC2 has none."""

    def now(self, service: str, task: Requirements, provider: Provider | None) -> tuple[HostNow, ...]:
        """All that are active, those with the service's tasks included."""
        described = list(self._described())
        own = Counter(self._places(service)) if described else Counter()
        return tuple(self._host(one, own[one["containerInstanceArn"]], task, provider) for one in described)

    def provider(self, name: str) -> Provider | None:
        """None: tasks name none, or none of an Auto Scaling group."""
        if not name:
            return None
        found = self._aws.client("ecs").describe_capacity_providers(capacityProviders=[name])["capacityProviders"]
        said = found[0].get("autoScalingGroupProvider") if found else None
        if not said:
            return None
        group = said["autoScalingGroupArn"].rpartition("autoScalingGroupName/")[2]
        client = self._aws.client("autoscaling")
        groups = client.describe_auto_scaling_groups(AutoScalingGroupNames=[group])["AutoScalingGroups"]
        managed = said.get("managedScaling", {}).get("status") == "ENABLED"
        return Provider(name, groups[0], managed) if groups else None

    def scaling(self, provider: Provider | None, hosts: tuple[HostNow, ...]) -> Scaling | None:
        """None: nobody adds hosts."""
        if provider is None or not provider.managed:
            return None
        group = provider.group
        host = self._whole_of(group, hosts)
        zones = tuple(group["AvailabilityZones"])
        return host and Scaling(provider=provider.name, host=host, maximum=group["MaxSize"], zones=zones)

    def _of_type(self, name: str) -> Host | None:
        if listed := instance_types().get(name):
            return listed
        ec2 = self._aws.client("ec2")
        try:
            found = ec2.describe_instance_types(InstanceTypes=[name])["InstanceTypes"]
        except ec2.exceptions.ClientError as error:
            if code(error) != "InvalidInstanceType":
                raise
            return None
        described = found[0]
        return host_of(
            name,
            architecture=described["ProcessorInfo"]["SupportedArchitectures"][0],
            vcpus=described["VCpuInfo"]["DefaultVCpus"],
            memory_mib=described["MemoryInfo"]["SizeInMiB"],
            network_interfaces=described["NetworkInfo"]["MaximumNetworkInterfaces"],
        )

    def _described(self) -> Iterator[Shape]:
        ecs = self._aws.client("ecs")
        pages = ecs.get_paginator("list_container_instances").paginate(cluster=self._cluster, status="ACTIVE")
        arns = [arn for page in pages for arn in page["containerInstanceArns"]]
        for some in _parts(arns):
            shown = ecs.describe_container_instances(cluster=self._cluster, containerInstances=some)
            yield from shown["containerInstances"]

    def _places(self, service: str) -> Iterator[str]:
        """The container instance of each of the service's tasks."""
        ecs = self._aws.client("ecs")
        pages = ecs.get_paginator("list_tasks").paginate(cluster=self._cluster, serviceName=service)
        for some in _parts([arn for page in pages for arn in page["taskArns"]]):
            for task in ecs.describe_tasks(cluster=self._cluster, tasks=some)["tasks"]:
                if "containerInstanceArn" in task:
                    yield task["containerInstanceArn"]

    def _host(self, one: Shape, own: int, task: Requirements, provider: Provider | None) -> HostNow:
        attributes = {item["name"]: item.get("value", "") for item in one.get("attributes", ())}
        instance_type = attributes.get("ecs.instance-type", "")
        listed = self.of_type(instance_type) if instance_type else None
        interfaces = listed.task_interfaces if listed else 0
        whole = Host(
            instance_type=instance_type,
            architecture=listed.architecture if listed else "",
            task_interfaces=interfaces,
            **_resources(one["registeredResources"]),
        )
        # AWS doesn't say how many interfaces are left: as if each task there had one, where ours needs one.
        tasks = one.get("runningTasksCount", 0) + one.get("pendingTasksCount", 0)
        return HostNow(
            id=one["containerInstanceArn"].rpartition("/")[2],
            zone=attributes.get("ecs.availability-zone", ""),
            left=replace(
                whole,
                task_interfaces=interfaces - tasks * task.own_interface,
                taken_apart=frozenset({task.apart}) if own and task.apart else frozenset(),
                **_resources(one["remainingResources"]),
            ),
            whole=whole,
            provider=provider.name if provider and one["ec2InstanceId"] in provider.instances else "",
            own=own,
        )

    def _whole_of(self, group: Shape, hosts: tuple[HostNow, ...]) -> Host | None:
        """A host that the Auto Scaling group starts: as one that it has, else as its launch template says."""
        here = next((one.whole for one in hosts if one.provider), None)
        if here:
            return here
        template = group.get("LaunchTemplate")
        if not template:
            return None
        versions = self._aws.client("ec2").describe_launch_template_versions(
            LaunchTemplateId=template["LaunchTemplateId"], Versions=[template.get("Version", "$Default")]
        )["LaunchTemplateVersions"]
        return self.of_type(versions[0]["LaunchTemplateData"]["InstanceType"]) if versions else None


def _resources(items: list[Shape]) -> Shape:
    by_name = {item["name"]: item for item in items}
    ports: frozenset[HostPort] = AGENT_PORTS
    for name, protocol in (("PORTS", "tcp"), ("PORTS_UDP", "udp")):
        ports |= {(protocol, int(port)) for port in by_name.get(name, {}).get("stringSetValue", ())}
    return {
        "cpu_units": by_name["CPU"]["integerValue"],
        "memory_mib": by_name["MEMORY"]["integerValue"],
        "taken_ports": ports,
    }


def _parts(arns: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(arns), AT_ONCE):
        yield arns[first : first + AT_ONCE]
