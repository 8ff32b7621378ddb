"""ECS of the local AWS refuses, keeps and runs what AWS does."""

import base64
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.server.extensions.ecs import task_network

TASK_ROLE = "arn:aws:iam::123456789012:role/task"
CODE_DEPLOY = {"deploymentController": {"type": "CODE_DEPLOY"}}


@dataclass
class World:
    """A network with a balancer and a listener that forwards to two groups, instance and ip."""

    aws: Any
    vpc: str
    subnets: list[str]
    security_group: str
    groups: dict[str, str] = field(default_factory=dict)

    @property
    def awsvpc(self) -> dict[str, Any]:
        return {"awsvpcConfiguration": {"subnets": self.subnets, "securityGroups": [self.security_group]}}

    def subnet(self, cidr: str) -> str:
        """One more, apart from the others."""
        return self.aws("ec2").create_subnet(VpcId=self.vpc, CidrBlock=cidr)["Subnet"]["SubnetId"]

    def cluster(self, name: str, **more: Any) -> str:
        self.aws("ecs").create_cluster(clusterName=name, **more)
        return name

    def hosts(
        self, name: str, count: int, *, instance_type: str = "t3.small", maximum: int | None = None, **group: Any
    ) -> str:
        """An Auto Scaling group whose instances join the cluster of that name; its ARN."""
        script = f"#!/bin/bash\necho 'ECS_CLUSTER={name}' >> /etc/ecs/ecs.config\n"
        self.aws("ec2").create_launch_template(
            LaunchTemplateName=name,
            LaunchTemplateData={
                "ImageId": "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
                "InstanceType": instance_type,
                "UserData": base64.b64encode(script.encode()).decode(),
                "SecurityGroupIds": [self.security_group],
                "IamInstanceProfile": {"Name": name},
                "MetadataOptions": {"HttpTokens": "required"},
            },
        )
        scaling = self.aws("autoscaling")
        scaling.create_auto_scaling_group(
            AutoScalingGroupName=name,
            MinSize=0,
            MaxSize=count if maximum is None else maximum,
            DesiredCapacity=count,
            LaunchTemplate={"LaunchTemplateName": name, "Version": "$Latest"},
            VPCZoneIdentifier=",".join(self.subnets),
            **group,
        )
        found = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]
        return found[0]["AutoScalingGroupARN"]

    def definition(self, name: str, *, mode: str = "bridge", memory: int = 512, cpu: int = 256, **more: Any) -> str:
        container = {
            "name": "web",
            "image": "web:1",
            "memory": memory,
            "cpu": cpu,
            "portMappings": [{"containerPort": 80}],
        } | more.pop("container", {})
        wanted = {"family": name, "networkMode": mode, "containerDefinitions": [container]} | more
        return self.aws("ecs").register_task_definition(**wanted)["taskDefinition"]["taskDefinitionArn"]

    def fargate(self, name: str) -> str:
        return self.aws("ecs").register_task_definition(
            family=name,
            networkMode="awsvpc",
            requiresCompatibilities=["FARGATE"],
            cpu="256",
            memory="512",
            containerDefinitions=[{"name": "web", "image": "web:1", "portMappings": [{"containerPort": 80}]}],
        )["taskDefinition"]["taskDefinitionArn"]

    def named(self, name: str, mode: str = "bridge", memory: str = "512") -> str:
        """With a port that has a name, and a size of the task."""
        port = {"containerPort": 80, "name": "http"}
        return self.aws("ecs").register_task_definition(
            family=name,
            networkMode=mode,
            containerDefinitions=[{"name": "web", "image": "web:1", "memory": 256, "portMappings": [port]}],
            **({"memory": memory} if memory else {}),
        )["taskDefinition"]["taskDefinitionArn"]

    def service(self, name: str, definition: str, count: int = 2, **more: Any) -> dict[str, Any]:
        wanted = {"cluster": name, "serviceName": "web", "taskDefinition": definition, "desiredCount": count} | more
        self.aws("ecs").create_service(**wanted)
        return self.described(name)

    def described(self, name: str) -> dict[str, Any]:
        return self.aws("ecs").describe_services(cluster=name, services=["web"], include=["TAGS"])["services"][0]

    def tasks(self, name: str) -> list[dict[str, Any]]:
        ecs = self.aws("ecs")
        arns = ecs.list_tasks(cluster=name, serviceName="web")["taskArns"]
        return ecs.describe_tasks(cluster=name, tasks=arns)["tasks"] if arns else []

    def balancer(self, group: str) -> list[dict[str, Any]]:
        return [{"targetGroupArn": self.groups[group], "containerName": "web", "containerPort": 80}]


@pytest.fixture(scope="module")
def world(aws) -> World:
    ec2, elb = aws("ec2"), aws("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.2.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.2.{i}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for i, zone in enumerate("ab")
    ]
    group = ec2.create_security_group(GroupName="tasks", Description="-", VpcId=vpc)["GroupId"]
    made = World(aws, vpc, subnets, group)
    arn = elb.create_load_balancer(Name="ecs-tests", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    for port, role in enumerate(("instance", "ip", "alone"), start=80):
        target_type = "ip" if role == "ip" else "instance"
        wanted = {"Name": f"ecs-{role}", "Protocol": "HTTP", "Port": 80, "VpcId": vpc, "TargetType": target_type}
        made.groups[role] = elb.create_target_group(**wanted)["TargetGroups"][0]["TargetGroupArn"]
        if role != "alone":
            elb.create_listener(
                LoadBalancerArn=arn,
                Port=port,
                Protocol="HTTP",
                DefaultActions=[{"Type": "forward", "TargetGroupArn": made.groups[role]}],
            )
    return made


# Clusters


def test_creating_a_cluster_twice_returns_the_first(world, aws, name) -> None:
    ecs = aws("ecs")
    ecs.create_cluster(clusterName=name, tags=[{"key": "a", "value": "1"}])
    again = ecs.create_cluster(clusterName=name)["cluster"]
    assert again["status"] == "ACTIVE"
    assert again["tags"] == [{"key": "a", "value": "1"}]


def test_a_cluster_in_use_is_not_deleted(world, aws, name) -> None:
    ecs = aws("ecs")
    world.cluster(name)
    world.hosts(name, 1)
    world.service(name, world.definition(name), 1)
    with pytest.raises(ClientError, match="ClusterContainsServicesException"):
        ecs.delete_cluster(cluster=name)
    ecs.delete_service(cluster=name, service="web", force=True)
    with pytest.raises(ClientError, match="cannot be deleted while Container Instances are active"):
        ecs.delete_cluster(cluster=name)
    aws("autoscaling").delete_auto_scaling_group(AutoScalingGroupName=name, ForceDelete=True)
    ecs.delete_cluster(cluster=name)
    assert not any(arn.endswith(name) for arn in ecs.list_clusters()["clusterArns"])


def test_a_capacity_provider_needs_a_group_of_its_own(world, aws, name) -> None:
    ecs = aws("ecs")
    arn = world.hosts(name, 0)
    ecs.create_capacity_provider(name=name, autoScalingGroupProvider={"autoScalingGroupArn": arn})
    with pytest.raises(ClientError, match="already being used by another capacity provider"):
        ecs.create_capacity_provider(name=name + "2", autoScalingGroupProvider={"autoScalingGroupArn": arn})
    with pytest.raises(ClientError, match="does not exist"):
        ecs.create_capacity_provider(name=name + "2", autoScalingGroupProvider={"autoScalingGroupArn": arn + "x"})
    with pytest.raises(ClientError, match="does not exist"):
        world.cluster(name, capacityProviders=["nothing"])
    world.cluster(name, capacityProviders=[name])
    with pytest.raises(ClientError, match="Remove the capacity provider from the cluster"):
        ecs.delete_capacity_provider(capacityProvider=name)
    ecs.put_cluster_capacity_providers(cluster=name, capacityProviders=[], defaultCapacityProviderStrategy=[])
    ecs.delete_capacity_provider(capacityProvider=name)
    with pytest.raises(ClientError, match="capacity provider does not exist"):
        ecs.delete_capacity_provider(capacityProvider=name)


def test_managed_termination_protects_the_hosts_that_are_there_and_those_to_come(world, aws, name) -> None:
    ecs, autoscaling = aws("ecs"), aws("autoscaling")
    details = {"autoScalingGroupArn": world.hosts(name, 1, maximum=3), "managedTerminationProtection": "ENABLED"}

    def protected() -> list[bool]:
        (group,) = autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]
        return sorted(one["ProtectedFromScaleIn"] for one in group["Instances"])

    assert protected() == [False]
    ecs.create_capacity_provider(name=name, autoScalingGroupProvider=details)
    autoscaling.set_desired_capacity(AutoScalingGroupName=name, DesiredCapacity=2)
    assert protected() == [True, True]
    ecs.update_capacity_provider(name=name, autoScalingGroupProvider={"managedTerminationProtection": "DISABLED"})
    autoscaling.set_desired_capacity(AutoScalingGroupName=name, DesiredCapacity=3)
    assert protected() == [False, True, True]


# Task definitions


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"cpu": "300", "memory": "512"}, "No Fargate configuration exists for given values: 300 CPU, 512 memory"),
        ({"cpu": "256", "memory": "4096"}, "No Fargate configuration exists"),
        ({"cpu": "32 vCPU", "memory": "128 GB"}, "No Fargate configuration exists"),
        ({"memory": "512"}, "Fargate requires that 'cpu' be defined at the task level"),
        ({"cpu": "256", "memory": "512", "networkMode": "bridge"}, "Fargate only supports network mode"),
    ],
)
def test_a_fargate_size_or_network_that_is_not_there_is_refused(aws, name, wrong, message) -> None:
    container = {"name": "web", "image": "web:1"}
    wanted = {"requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "containerDefinitions": [container]}
    with pytest.raises(ClientError, match=message):
        aws("ecs").register_task_definition(family=name, **wanted | wrong)


@pytest.mark.parametrize("mode", ["awsvpc", "host"])
def test_ports_must_match_where_there_is_one_network(world, name, mode) -> None:
    with pytest.raises(ClientError, match=f"When networkMode={mode}, the host ports and container ports"):
        world.definition(name, mode=mode, container={"portMappings": [{"containerPort": 80, "hostPort": 8080}]})


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"container": {"essential": False}}, "any essential container"),
        ({"cpu": 256, "container": {"cpu": 512}}, "cannot be greater than the task-level 'cpu' value"),
        ({"container": {"secrets": [{"name": "A", "valueFrom": "arn"}]}}, "you must also specify a value for"),
    ],
)
def test_a_contradictory_definition_is_refused(aws, name, more, message) -> None:
    container = {"name": "web", "image": "web:1", "memory": 128} | more["container"]
    cpu = {"cpu": str(more["cpu"])} if "cpu" in more else {}
    with pytest.raises(ClientError, match=message):
        aws("ecs").register_task_definition(family=name, containerDefinitions=[container], **cpu)


def test_container_names_are_unique(aws, name) -> None:
    container = {"name": "web", "image": "web:1", "memory": 128}
    with pytest.raises(ClientError, match="must be unique"):
        aws("ecs").register_task_definition(family=name, containerDefinitions=[container, container])


def test_a_definition_reads_back_with_what_aws_fills_in(world, aws, name) -> None:
    arn = world.fargate(name)
    read = aws("ecs").describe_task_definition(taskDefinition=arn)["taskDefinition"]
    assert read["compatibilities"] == ["EC2", "FARGATE"]
    assert read["requiresCompatibilities"] == ["FARGATE"]
    assert read["containerDefinitions"][0]["portMappings"] == [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}]
    assert read["registeredAt"]


def test_a_size_may_be_written_with_its_unit(aws, name) -> None:
    container = {"name": "web", "image": "web:1"}
    made = aws("ecs").register_task_definition(
        family=name, cpu=".25 vCPU", memory="0.5 GB", networkMode="awsvpc", containerDefinitions=[container]
    )["taskDefinition"]
    assert (made["cpu"], made["memory"], made["compatibilities"]) == ("256", "512", ["EC2", "FARGATE"])


def test_the_largest_size_of_fargate_is_taken(aws, name) -> None:
    made = aws("ecs").register_task_definition(
        family=name,
        cpu="32 vCPU",
        memory="244 GB",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        containerDefinitions=[{"name": "web", "image": "web:1"}],
    )["taskDefinition"]
    assert (made["cpu"], made["memory"]) == ("32768", "249856")


def test_definitions_are_listed_by_family_and_number_in_either_order(world, aws, name) -> None:
    """Ten and more revisions: by text, 10 would be before 2."""
    ecs = aws("ecs")
    arns = [world.definition(name) for _ in range(11)]
    other = world.definition(name + "a")
    assert ecs.list_task_definitions(familyPrefix=name)["taskDefinitionArns"] == arns
    assert ecs.list_task_definitions(familyPrefix=name, sort="DESC", maxResults=1)["taskDefinitionArns"] == arns[-1:]
    every = ecs.get_paginator("list_task_definitions").paginate(sort="DESC").build_full_result()["taskDefinitionArns"]
    assert [arn for arn in every if f"/{name}" in arn] == [other, *arns[::-1]]


@pytest.mark.parametrize("sort", ["ASC", "DESC"])
def test_definitions_are_listed_in_pages_that_one_deregistered_meanwhile_does_not_upset(world, aws, name, sort) -> None:
    ecs = aws("ecs")
    arns = sorted((world.definition(name) for _ in range(5)), reverse=sort == "DESC")
    first = ecs.list_task_definitions(familyPrefix=name, sort=sort, maxResults=2)
    assert first["taskDefinitionArns"] == arns[:2]
    ecs.deregister_task_definition(taskDefinition=arns[1])
    rest = ecs.list_task_definitions(familyPrefix=name, sort=sort, nextToken=first["nextToken"])
    assert rest["taskDefinitionArns"] == arns[2:]
    assert "nextToken" not in rest
    whole = ecs.list_task_definitions(familyPrefix=name, sort=sort, maxResults=4)
    assert "nextToken" not in whole


@pytest.mark.parametrize("wrong", [{"nextToken": "nothing"}, {"maxResults": 0}, {"maxResults": 101}])
def test_a_page_that_cannot_be_is_refused(aws, wrong) -> None:
    with pytest.raises(ClientError, match="InvalidParameterException"):
        aws("ecs").list_task_definitions(**wrong)


# Services: what is refused


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"taskDefinition": "nothing"}, "Unable to describe task definition"),
        ({"container": "nobody"}, "The container nobody does not exist in the task definition."),
        ({"port": 81}, "The container web did not have a container port 81 defined."),
        ({"group": "ip"}, "has target type ip, which is incompatible with the bridge network mode"),
        ({"group": "alone"}, "does not have an associated load balancer."),
        ({"healthCheckGracePeriodSeconds": 9, "loadBalancers": []}, "only valid for services configured to use load"),
        (
            {"deploymentConfiguration": {"maximumPercent": 100, "minimumHealthyPercent": 100}},
            "cannot be 100 as this will block deployments",
        ),
        (
            CODE_DEPLOY | {"deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}},
            "only supported with ECS deployment controller",
        ),
        (
            CODE_DEPLOY
            | {"deploymentConfiguration": {"alarms": {"alarmNames": ["a"], "enable": True, "rollback": True}}},
            "Alarm based rollback feature is only supported with ECS deployment controller.",
        ),
        (
            CODE_DEPLOY | {"serviceConnectConfiguration": {"enabled": True, "namespace": "shop"}},
            "Service Connect is only supported with ECS deployment controller.",
        ),
        (
            {"serviceConnectConfiguration": {"enabled": True, "services": [{"portName": "http"}]}},
            r"portName\(http\) does not refer to any named PortMapping in the container definitions",
        ),
        ({"loadBalancers": [{"loadBalancerName": "old", "containerName": "web"}]}, "load balancer old does not exist"),
        ({"launchType": "FARGATE"}, "Task definition does not support launch_type FARGATE"),
        ({"launchType": "EC2", "capacityProviderStrategy": [{"capacityProvider": "FARGATE"}]}, "is not supported"),
    ],
)
def test_a_wrong_service_is_refused(world, name, wrong, message) -> None:
    world.cluster(name)
    balancer = world.balancer(wrong.get("group", "instance"))
    balancer[0]["containerName"] = wrong.get("container", "web")
    balancer[0]["containerPort"] = wrong.get("port", 80)
    own = {key: value for key, value in wrong.items() if key not in ("group", "container", "port")}
    with pytest.raises(ClientError, match=message):
        world.service(name, world.definition(name), **{"loadBalancers": balancer} | own)


def test_a_named_port_is_offered_by_service_connect(world, name) -> None:
    world.cluster(name)
    world.aws("servicediscovery").create_http_namespace(Name=name)
    connect = {"enabled": True, "namespace": name, "services": [{"portName": "http"}]}
    made = world.service(name, world.named(name), 0, serviceConnectConfiguration=connect)
    assert made["status"] == "ACTIVE"


def test_a_role_is_taken_only_where_ecs_needs_no_role_of_its_own(world, name) -> None:
    world.cluster(name)
    behind = {"launchType": "FARGATE", "networkConfiguration": world.awsvpc, "loadBalancers": world.balancer("ip")}
    with pytest.raises(ClientError, match="cannot specify an IAM role for services that require a service linked role"):
        world.service(name, world.fargate(name), role="ecsServiceRole", **behind)
    made = world.service(
        name, world.definition(name), 0, role="ecsServiceRole", loadBalancers=world.balancer("instance")
    )
    assert made["roleArn"]


def test_a_service_in_a_cluster_that_is_not_there_is_refused(world, name) -> None:
    with pytest.raises(ClientError, match="ClusterNotFoundException"):
        world.service(name, world.definition(name))


def test_awsvpc_needs_a_network_that_exists(world, name) -> None:
    world.cluster(name)
    definition = world.fargate(name)
    with pytest.raises(ClientError, match="Network Configuration must be provided"):
        world.service(name, definition, launchType="FARGATE")
    for wrong, message in (
        ({"subnets": ["subnet-0123456789abcdef0"]}, "Error retrieving subnet information"),
        ({"subnets": world.subnets, "securityGroups": ["sg-0123456789abcdef0"]}, "security group information"),
    ):
        with pytest.raises(ClientError, match=message):
            world.service(name, definition, launchType="FARGATE", networkConfiguration={"awsvpcConfiguration": wrong})


def test_a_shell_needs_the_role_of_the_task(world, aws, name) -> None:
    world.cluster(name)
    with pytest.raises(ClientError, match="couldn't be created because a valid taskRoleArn is not being used"):
        world.service(name, world.definition(name), 0, enableExecuteCommand=True)
    world.service(name, world.definition(name), 0)
    with pytest.raises(ClientError, match="couldn't be updated because a valid taskRoleArn is not being used"):
        aws("ecs").update_service(cluster=name, service="web", enableExecuteCommand=True)
    revision = world.definition(name, taskRoleArn=TASK_ROLE)
    aws("ecs").update_service(cluster=name, service="web", taskDefinition=revision, enableExecuteCommand=True)
    assert world.described(name)["enableExecuteCommand"] is True


def test_a_service_name_is_taken_once(world, name) -> None:
    world.cluster(name)
    world.service(name, world.definition(name), 0)
    with pytest.raises(ClientError, match=r"Creation of service was not idempotent\."):
        world.service(name, world.definition(name), 0)


# Services: what is kept


def test_a_service_reads_back_as_it_was_sent(world, name) -> None:
    world.cluster(name)
    sent = {
        "loadBalancers": world.balancer("instance"),
        "deploymentConfiguration": {"maximumPercent": 150, "minimumHealthyPercent": 50},
        "healthCheckGracePeriodSeconds": 30,
        "placementStrategy": [{"type": "spread", "field": "instanceId"}],
        "placementConstraints": [{"type": "distinctInstance"}],
        "enableECSManagedTags": True,
        "enableExecuteCommand": True,
        "propagateTags": "SERVICE",
        "tags": [{"key": "a", "value": "1"}],
    }
    read = world.service(name, world.definition(name, taskRoleArn=TASK_ROLE), 0, **sent)
    percents = read.pop("deploymentConfiguration")
    assert (percents["maximumPercent"], percents["minimumHealthyPercent"]) == (150, 50)
    del sent["deploymentConfiguration"]
    assert {key: read[key] for key in sent} == sent
    assert read["availabilityZoneRebalancing"] == "ENABLED"


def test_an_update_changes_what_is_sent_and_leaves_the_rest(world, aws, name) -> None:
    world.cluster(name)
    world.service(
        name, world.definition(name), 0, loadBalancers=world.balancer("instance"), healthCheckGracePeriodSeconds=30
    )
    aws("ecs").update_service(cluster=name, service="web", deploymentConfiguration={"maximumPercent": 150})
    read = world.described(name)
    assert read["deploymentConfiguration"]["maximumPercent"] == 150
    assert read["deploymentConfiguration"]["minimumHealthyPercent"] == 100
    assert read["healthCheckGracePeriodSeconds"] == 30


def test_a_codedeploy_service_has_one_primary_task_set_and_no_deployments(world, name) -> None:
    world.cluster(name)
    world.hosts(name, 2)
    read = world.service(name, world.definition(name), 3, **CODE_DEPLOY, loadBalancers=world.balancer("instance"))
    assert read["deployments"] == []
    (task_set,) = read["taskSets"]
    assert task_set["status"] == "PRIMARY"
    assert "externalId" not in task_set
    assert task_set["stabilityStatus"] == "STEADY_STATE"
    assert (task_set["computedDesiredCount"], task_set["runningCount"], task_set["pendingCount"]) == (3, 3, 0)


def test_codedeploys_fields_cannot_be_updated(world, aws, name) -> None:
    ecs = aws("ecs")
    world.cluster(name)
    definition = world.definition(name)
    world.service(name, definition, 0, **CODE_DEPLOY, loadBalancers=world.balancer("instance"))
    for change, what in (
        ({"taskDefinition": definition}, "task definition"),
        ({"loadBalancers": world.balancer("instance")}, "load balancers"),
        ({"networkConfiguration": world.awsvpc}, "network parameters"),
    ):
        with pytest.raises(ClientError) as refused:
            ecs.update_service(cluster=name, service="web", **change)
        assert refused.value.response["Error"] == {
            "Code": "InvalidParameterException",
            "Message": f"Unable to update {what} on services with a CODE_DEPLOY deployment controller. "
            "Use AWS CodeDeploy to trigger a new deployment.",
        }
    ecs.update_service(cluster=name, service="web", desiredCount=1)
    assert world.described(name)["desiredCount"] == 1


def test_a_service_is_deleted_when_scaled_to_zero_or_forced(world, aws, name) -> None:
    ecs = aws("ecs")
    world.cluster(name)
    world.hosts(name, 1)
    definition = world.definition(name)
    world.service(name, definition, 1)
    with pytest.raises(ClientError, match=r"The service cannot be stopped while it is scaled above 0\."):
        ecs.delete_service(cluster=name, service="web")
    assert ecs.delete_service(cluster=name, service="web", force=True)["service"]["status"] == "DRAINING"
    assert world.described(name)["status"] == "INACTIVE"
    assert ecs.list_services(cluster=name)["serviceArns"] == []
    assert world.tasks(name) == []
    with pytest.raises(ClientError, match="ServiceNotActiveException"):
        ecs.update_service(cluster=name, service="web", desiredCount=1)
    assert world.service(name, definition, 1)["status"] == "ACTIVE"


# Tasks


def test_hosts_join_over_the_zones_with_their_templates_settings(world, aws, name) -> None:
    ecs = aws("ecs")
    world.cluster(name)
    world.hosts(name, 2)
    arns = ecs.list_container_instances(cluster=name)["containerInstanceArns"]
    hosts = ecs.describe_container_instances(cluster=name, containerInstances=arns)["containerInstances"]
    ids = [host["ec2InstanceId"] for host in hosts]
    reservations = aws("ec2").describe_instances(InstanceIds=ids)["Reservations"]
    instances = [instance for reservation in reservations for instance in reservation["Instances"]]
    assert sorted(one["Placement"]["AvailabilityZone"] for one in instances) == ["us-east-1a", "us-east-1b"]
    assert {one["MetadataOptions"]["HttpTokens"] for one in instances} == {"required"}
    assert {one["ImageId"][:4] for one in instances} == {"ami-"}
    registered = {one["name"]: one.get("integerValue") for one in hosts[0]["registeredResources"]}
    assert (registered["CPU"], registered["MEMORY"]) == (2048, 1901)


def test_tasks_run_at_once_and_are_targets_on_ports_of_their_own(world, aws, name) -> None:
    elb = aws("elbv2")
    world.cluster(name)
    world.hosts(name, 1)
    read = world.service(name, world.definition(name), 2, loadBalancers=world.balancer("instance"))
    assert (read["runningCount"], read["pendingCount"]) == (2, 0)
    assert read["deployments"][0]["rolloutState"] == "COMPLETED"
    assert read["events"][0]["message"] == "(service web) has reached a steady state."
    bound = sorted(task["containers"][0]["networkBindings"][0]["hostPort"] for task in world.tasks(name))
    assert bound == [32768, 32769]
    mine = {task["containers"][0]["networkBindings"][0]["hostPort"] for task in world.tasks(name)}
    health = elb.describe_target_health(TargetGroupArn=world.groups["instance"])["TargetHealthDescriptions"]
    assert mine <= {one["Target"]["Port"] for one in health if one["TargetHealth"]["State"] == "healthy"}
    aws("ecs").delete_service(cluster=name, service="web", force=True)


def test_looking_at_tasks_changes_nothing(world, name) -> None:
    world.cluster(name)
    world.hosts(name, 1)
    world.service(name, world.definition(name), 1)
    for _ in range(6):
        assert [task["lastStatus"] for task in world.tasks(name)] == ["RUNNING"]


def test_fargate_tasks_are_targets_by_address(world, aws, name) -> None:
    world.cluster(name)
    wanted = {"launchType": "FARGATE", "networkConfiguration": world.awsvpc}
    world.service(name, world.fargate(name), 2, loadBalancers=world.balancer("ip"), **wanted)
    addresses = [
        detail["value"]
        for task in world.tasks(name)
        for detail in task["attachments"][0]["details"]
        if detail["name"] == "privateIPv4Address"
    ]
    assert sorted(address.split(".")[2] for address in addresses) == ["0", "1"]
    described = aws("elbv2").describe_target_health(TargetGroupArn=world.groups["ip"])
    targets = [one["Target"] for one in described["TargetHealthDescriptions"]]
    assert sorted(one["Id"] for one in targets) == sorted(addresses)
    assert {one["Port"] for one in targets} == {80}
    aws("ecs").update_service(cluster=name, service="web", desiredCount=0)
    described = aws("elbv2").describe_target_health(TargetGroupArn=world.groups["ip"])
    assert described["TargetHealthDescriptions"] == []


@pytest.mark.parametrize(
    ("sizes", "fit", "why"),
    [
        ({"memory": 512}, 3, "has insufficient memory available."),
        ({"memory": 64, "cpu": 1024}, 2, "has insufficient CPU units available."),
        (
            {"container": {"portMappings": [{"containerPort": 80, "hostPort": 8080}]}},
            1,
            "is already using a port required by your task.",
        ),
    ],
)
def test_tasks_without_room_stay_pending_and_the_event_says_why(world, name, sizes, fit, why) -> None:
    """t3.small: 2048 CPU units and 1901 MiB; three tasks of 512 MiB, two of 1024 units, one a fixed port."""
    world.cluster(name)
    world.hosts(name, 1)
    read = world.service(name, world.definition(name, **sizes), fit + 1)
    assert (read["runningCount"], read["pendingCount"]) == (fit, 0)
    message = read["events"][0]["message"]
    assert message.startswith(
        "(service web) was unable to place a task because no container instance met all of its requirements. "
        "The closest matching (container-instance "
    )
    assert why in message


def test_a_distinct_instance_that_is_missing_is_not_called_a_taken_port(world, name) -> None:
    world.cluster(name)
    world.hosts(name, 1)
    distinct = [{"type": "distinctInstance"}]
    read = world.service(name, world.definition(name), 2, placementConstraints=distinct)
    assert (read["runningCount"], read["pendingCount"]) == (1, 0)
    message = read["events"][0]["message"]
    assert 'encountered error "DistinctInstance placement constraint unsatisfied."' in message


def test_without_instances_the_event_says_so(world, name) -> None:
    world.cluster(name)
    read = world.service(name, world.definition(name), 1)
    assert (read["runningCount"], read["pendingCount"]) == (0, 0)
    assert "Reason: No Container Instances were found in your cluster." in read["events"][0]["message"]


def test_pending_tasks_start_when_an_instance_joins(world, name) -> None:
    world.cluster(name)
    world.service(name, world.definition(name), 1)
    world.hosts(name, 1)
    assert world.described(name)["runningCount"] == 1


def test_tasks_spread_over_zones(world, name) -> None:
    world.cluster(name)
    world.hosts(name, 2)
    world.service(name, world.definition(name), 4)
    assert sorted(task["availabilityZone"][-1] for task in world.tasks(name)) == ["a", "a", "b", "b"]


def test_tasks_go_with_their_instance(world, aws, name) -> None:
    world.cluster(name)
    world.hosts(name, 2)
    world.service(name, world.definition(name, memory=1024), 2)
    scaling = aws("autoscaling")
    scaling.set_desired_capacity(AutoScalingGroupName=name, DesiredCapacity=1)
    read = world.described(name)
    assert read["runningCount"] == 1
    cluster = aws("ecs").describe_clusters(clusters=[name])["clusters"][0]
    assert (cluster["registeredContainerInstancesCount"], cluster["runningTasksCount"]) == (1, 1)


def test_a_managed_provider_scales_out_up_to_its_groups_maximum(world, aws, name) -> None:
    arn = world.hosts(name, 0, maximum=2)
    managed = {"autoScalingGroupArn": arn, "managedScaling": {"status": "ENABLED"}}
    aws("ecs").create_capacity_provider(name=name, autoScalingGroupProvider=managed)
    world.cluster(name, capacityProviders=[name])
    strategy = [{"capacityProvider": name, "weight": 1}]
    read = world.service(name, world.definition(name, memory=1500), 3, capacityProviderStrategy=strategy)
    assert (read["runningCount"], read["pendingCount"]) == (2, 1)
    assert "launchType" not in read
    group = aws("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"][0]
    assert group["DesiredCapacity"] == 2


def test_an_update_of_the_definition_replaces_the_tasks(world, aws, name) -> None:
    world.cluster(name)
    world.hosts(name, 1)
    world.service(name, world.definition(name), 2)
    new = world.definition(name)
    aws("ecs").update_service(cluster=name, service="web", taskDefinition=new)
    assert [task["taskDefinitionArn"] for task in world.tasks(name)] == [new, new]
    assert world.described(name)["runningCount"] == 2


def test_awsvpc_tasks_take_an_interface_each(world, name) -> None:
    """t3.small has three interfaces, one of them its own: two tasks."""
    world.cluster(name)
    world.hosts(name, 1)
    definition = world.definition(name, mode="awsvpc", memory=64, cpu=0)
    read = world.service(name, definition, 3, networkConfiguration=world.awsvpc)
    assert read["runningCount"] == 2
    assert "RESOURCE:ENI" in read["events"][0]["message"]


def test_a_task_set_of_fargate_runs_though_its_container_has_no_memory(world, aws, name) -> None:
    ecs = aws("ecs")
    world.cluster(name)
    ecs.create_service(
        cluster=name, serviceName="web", desiredCount=3, deploymentController={"type": "EXTERNAL"}, launchType="FARGATE"
    )
    made = ecs.create_task_set(
        cluster=name,
        service="web",
        taskDefinition=world.fargate(name),
        launchType="FARGATE",
        networkConfiguration=world.awsvpc,
        scale={"value": 50, "unit": "PERCENT"},
    )["taskSet"]
    assert made["scale"] == {"value": 50, "unit": "PERCENT"}
    (task_set,) = ecs.describe_task_sets(cluster=name, service="web")["taskSets"]
    assert (task_set["computedDesiredCount"], task_set["runningCount"]) == (2, 2)
    assert len(ecs.list_tasks(cluster=name)["taskArns"]) == 2


# What cannot be done for one service


def test_a_subnet_that_is_gone_is_an_event_of_its_service_and_fails_no_call(world, aws, name) -> None:
    ec2 = aws("ec2")
    world.cluster(name)
    subnet = world.subnet("10.2.100.0/24")
    definition = world.definition(name, mode="awsvpc")
    network = {"awsvpcConfiguration": {"subnets": [subnet]}}
    read = world.service(name, definition, 1, networkConfiguration=network)
    assert "No Container Instances were found" in read["events"][0]["message"]
    ec2.delete_subnet(SubnetId=subnet)
    world.hosts(name, 1)
    read = world.described(name)
    assert read["runningCount"] == 0
    message = f"(service web) was unable to place a task. Reason: The subnet ID '{subnet}' does not exist."
    assert message in [one["message"] for one in read["events"]]
    world.cluster(name + "-other")
    world.hosts(name + "-other", 1)
    assert world.service(name + "-other", world.definition(name + "-other"), 1)["runningCount"] == 1
    # Else it goes on trying, half an hour of it in each call of the tests that follow.
    aws("ecs").delete_service(cluster=name, service="web", force=True)


def test_a_subnet_without_addresses_keeps_tasks_pending_until_some_are_free(world, aws, name) -> None:
    """A /28 has 16 addresses; AWS keeps the first four and the last."""
    ecs = aws("ecs")
    world.cluster(name)
    subnet = world.subnet("10.2.101.0/28")
    wanted = {"launchType": "FARGATE", "networkConfiguration": {"awsvpcConfiguration": {"subnets": [subnet]}}}
    read = world.service(name, world.fargate(name), 12, **wanted)
    assert read["runningCount"] == 11
    said = f"There are not enough free addresses in subnet '{subnet}'"
    assert any(said in one["message"] for one in read["events"])
    ecs.update_service(cluster=name, service="web", desiredCount=11)
    assert world.described(name)["events"][0]["message"] == "(service web) has reached a steady state."
    ecs.delete_service(cluster=name, service="web", force=True)
    interfaces = aws("ec2").describe_network_interfaces(Filters=[{"Name": "subnet-id", "Values": [subnet]}])
    assert interfaces["NetworkInterfaces"] == []


def test_a_task_that_lacks_the_load_balancers_port_leaves_nothing_behind(world, aws, name) -> None:
    ecs = aws("ecs")
    world.cluster(name)
    world.hosts(name, 1)
    ecs.create_service(
        cluster=name, serviceName="web", desiredCount=1, deploymentController={"type": "EXTERNAL"}, launchType="EC2"
    )
    definition = world.definition(name, container={"portMappings": [{"containerPort": 81}]})
    balancer = world.balancer("instance")
    for _ in range(2):
        ecs.create_task_set(
            cluster=name, service="web", taskDefinition=definition, launchType="EC2", loadBalancers=balancer
        )
    said = "Reason: The container web did not have a container port 80 defined."
    assert any(said in one["message"] for one in world.described(name)["events"])
    assert ecs.list_tasks(cluster=name)["taskArns"] == []
    arns = ecs.list_container_instances(cluster=name)["containerInstanceArns"]
    (host,) = ecs.describe_container_instances(cluster=name, containerInstances=arns)["containerInstances"]
    assert host["remainingResources"] == host["registeredResources"]


def test_a_service_whose_group_is_gone_fails_no_call_of_others(world, aws, name) -> None:
    """A capacity provider outlives its Auto Scaling group."""
    arn = world.hosts(name, 0, maximum=2)
    managed = {"autoScalingGroupArn": arn, "managedScaling": {"status": "ENABLED"}}
    aws("ecs").create_capacity_provider(name=name, autoScalingGroupProvider=managed)
    world.cluster(name, capacityProviders=[name])
    aws("autoscaling").delete_auto_scaling_group(AutoScalingGroupName=name, ForceDelete=True)
    strategy = [{"capacityProvider": name, "weight": 1}]
    read = world.service(name, world.definition(name), 1, capacityProviderStrategy=strategy)
    assert "was unable to place a task" in read["events"][0]["message"]


def test_a_failure_of_the_local_aws_over_one_service_is_its_event(world, aws, name, monkeypatch) -> None:
    world.cluster(name)
    world.hosts(name, 2)
    world.service(name, world.definition(name), 1)
    other = world.definition(f"{name}-other")
    bindings = task_network.bindings

    def fails(definition: Any, ports: Any) -> Any:
        if definition.family == name:
            raise RuntimeError("out of order")
        return bindings(definition, ports)

    monkeypatch.setattr(task_network, "bindings", fails)
    aws("ecs").update_service(cluster=name, service="web", desiredCount=2)
    aws("ecs").create_service(cluster=name, serviceName="other", taskDefinition=other, desiredCount=1)
    read = world.described(name)
    assert read["runningCount"] == 1
    assert any("the local AWS failed: RuntimeError('out of order')" in one["message"] for one in read["events"])
    other = aws("ecs").describe_services(cluster=name, services=["other"])["services"][0]
    assert other["runningCount"] == 1


def test_run_task_says_what_is_lacking(world, aws, name) -> None:
    world.cluster(name)
    definition = world.definition(name, memory=1500)
    assert aws("ecs").run_task(cluster=name, taskDefinition=definition)["failures"][0]["reason"] == "EMPTY CLUSTER"
    world.hosts(name, 1)
    answer = aws("ecs").run_task(cluster=name, taskDefinition=definition, count=2)
    assert len(answer["tasks"]) == 1
    assert answer["failures"][0]["reason"] == "RESOURCE:MEMORY"


COMMAND = {"name": "web", "command": ["python", "-m", "migrate"]}


@pytest.mark.parametrize(
    ("definition", "override", "code"),
    [
        ({}, {}, 0),
        ({"FAULT_COMMAND_EXIT_CODE": "3"}, {}, 3),
        ({"FAULT_COMMAND_EXIT_CODE": "3"}, {"FAULT_COMMAND_EXIT_CODE": "0"}, 0),
    ],
)
def test_a_task_with_another_command_ends_with_the_exit_code_that_is_asked_for(
    world, aws, name, definition: dict[str, str], override: dict[str, str], code: int
) -> None:
    def variables(of: dict[str, str]) -> dict[str, Any]:
        return {"environment": [{"name": key, "value": value} for key, value in of.items()]}

    ecs = aws("ecs")
    world.cluster(name)
    world.hosts(name, 1)
    made = world.definition(name, container=variables(definition))
    overrides = {"containerOverrides": [COMMAND | variables(override)]}
    (started,) = ecs.run_task(cluster=name, taskDefinition=made, overrides=overrides)["tasks"]
    assert started["overrides"]["containerOverrides"][0]["command"] == COMMAND["command"]
    (ended,) = ecs.describe_tasks(cluster=name, tasks=[started["taskArn"]])["tasks"]
    assert (ended["lastStatus"], ended["stopCode"]) == ("STOPPED", "EssentialContainerExited")
    assert ended["containers"][0]["exitCode"] == code


def test_a_task_with_its_own_command_goes_on(world, aws, name) -> None:
    ecs = aws("ecs")
    world.cluster(name)
    world.hosts(name, 1)
    overrides = {"containerOverrides": [{"name": "web", "environment": [{"name": "A", "value": "1"}]}]}
    (started,) = ecs.run_task(cluster=name, taskDefinition=world.definition(name), overrides=overrides)["tasks"]
    (seen,) = ecs.describe_tasks(cluster=name, tasks=[started["taskArn"]])["tasks"]
    assert seen["lastStatus"] == "RUNNING"
    assert "exitCode" not in seen["containers"][0]


def test_the_same_client_token_is_the_same_task(world, aws, name) -> None:
    ecs = aws("ecs")
    world.cluster(name)
    world.hosts(name, 1)
    made = world.definition(name)
    first, again, other = (
        ecs.run_task(cluster=name, taskDefinition=made, clientToken=token)["tasks"][0]["taskArn"] for token in "aab"
    )
    assert first == again != other


def test_a_command_for_a_container_that_is_not_there_is_refused(world, aws, name) -> None:
    world.cluster(name)
    overrides = {"containerOverrides": [COMMAND | {"name": "other"}]}
    with pytest.raises(ClientError, match="Override for container named other is not a container"):
        aws("ecs").run_task(cluster=name, taskDefinition=world.definition(name), overrides=overrides)


def test_a_task_that_somebody_stops_is_replaced_and_says_so_whatever_the_reason(world, aws, name) -> None:
    ecs = aws("ecs")
    world.cluster(name)
    world.hosts(name, 1)
    world.service(name, world.definition(name), 1)
    (first,) = ecs.list_tasks(cluster=name)["taskArns"]
    ecs.stop_task(cluster=name, task=first, reason="tried")
    (stopped,) = ecs.describe_tasks(cluster=name, tasks=[first])["tasks"]
    assert (stopped["lastStatus"], stopped["stopCode"], stopped["stoppedReason"]) == (
        "STOPPED",
        "UserInitiated",
        "tried",
    )
    assert ecs.list_tasks(cluster=name)["taskArns"] not in ([], [first])
