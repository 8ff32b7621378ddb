"""The hosts of a cluster as AWS describes them: what each has left, and how a capacity provider adds more."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
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


class Hosts:
    """Those of one cluster, for tasks of one service."""

    def __init__(self, aws: Aws, cluster: str) -> None:
        self._aws = aws
        self._cluster = cluster

    def now(self, service: str, task: Requirements, provider: str) -> tuple[HostNow, ...]:
        """All that are active, those with the service's tasks included."""
        described = list(self._described())
        own = Counter(self._places(service)) if described else Counter()
        return tuple(self._host(one, own[one["containerInstanceArn"]], task, provider) for one in described)

    def scaling(self, provider: str, hosts: tuple[HostNow, ...]) -> Scaling | None:
        """None: nobody adds hosts."""
        ecs, groups = self._aws.client("ecs"), self._aws.client("autoscaling")
        found = ecs.describe_capacity_providers(capacityProviders=[provider])["capacityProviders"]
        said = found[0].get("autoScalingGroupProvider") if found else None
        if not said or said.get("managedScaling", {}).get("status") != "ENABLED":
            return None
        name = said["autoScalingGroupArn"].rpartition("autoScalingGroupName/")[2]
        groups = groups.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]
        if not groups:
            return None
        host = self._whole_of(groups[0], hosts)
        if host is None:
            return None
        zones = tuple(groups[0]["AvailabilityZones"]) or tuple(sorted({one.zone for one in hosts}))
        return Scaling(provider=provider, host=host, maximum=groups[0]["MaxSize"], zones=zones)

    def of_type(self, name: str) -> Host | None:
        """An empty host of this instance type: of the model's table, else as EC2 describes it; None: EC2 has none."""
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

    def _host(self, one: Shape, own: int, task: Requirements, provider: str) -> HostNow:
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
            provider=one.get("capacityProviderName", provider),
            own=own,
        )

    def _whole_of(self, group: Shape, hosts: tuple[HostNow, ...]) -> Host | None:
        """A host that the Auto Scaling group starts: as one that it has, else as its launch template says."""
        here = next((one.whole for one in hosts), None)
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
