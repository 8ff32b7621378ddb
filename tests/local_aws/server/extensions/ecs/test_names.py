"""The names by which ECS's services are found: what is refused, and which tasks they lead to."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.local_aws.server.extensions.test_ecs import World


@pytest.fixture(scope="module")
def world(aws: Any) -> World:
    """A network without a load balancer."""
    ec2 = aws("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.3.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.3.0.0/24")["Subnet"]["SubnetId"]
    return World(
        aws, vpc, [subnet], ec2.create_security_group(GroupName="tasks", Description="-", VpcId=vpc)["GroupId"]
    )


def namespace(made: World, name: str) -> str:
    """Its id."""
    cloud_map = made.aws("servicediscovery")
    operation = cloud_map.create_http_namespace(Name=name)["OperationId"]
    return cloud_map.get_operation(OperationId=operation)["Operation"]["Targets"]["NAMESPACE"]


def registry(made: World, name: str, kind: str) -> str:
    """The ARN of a service of Cloud Map, in a namespace of its own."""
    dns = {"DnsRecords": [{"Type": kind, "TTL": 10}], "NamespaceId": namespace(made, name)}
    return made.aws("servicediscovery").create_service(Name="orders", DnsConfig=dns)["Service"]["Arn"]


def connected(name: str, **more: Any) -> dict[str, Any]:
    offered = {"portName": "http", "discoveryName": "orders", "clientAliases": [{"port": 80, "dnsName": "orders"}]}
    return {"serviceConnectConfiguration": {"enabled": True, "namespace": name, "services": [offered]} | more}


def discovered(made: World, name: str) -> list[dict[str, str]]:
    """What the name `orders` leads to in a namespace."""
    cloud_map = made.aws("servicediscovery")
    [home] = [one["Id"] for one in cloud_map.list_namespaces()["Namespaces"] if one["Name"] == name]
    [service] = cloud_map.list_services(Filters=[{"Name": "NAMESPACE_ID", "Values": [home]}])["Services"]
    return [one["Attributes"] for one in cloud_map.list_instances(ServiceId=service["Id"])["Instances"]]


@pytest.mark.parametrize(
    ("definition", "connect", "said"),
    [
        ({}, {"namespace": "nowhere"}, "NamespaceNotFoundException"),
        ({"mode": "host"}, {}, "does not support the network mode host"),
        ({"memory": ""}, {}, "needs a task definition with a memory limit"),
    ],
)
def test_service_connect_is_refused_where_it_cannot_be(
    world: World, name: str, definition: dict[str, str], connect: dict[str, str], said: str
) -> None:
    world.cluster(name)
    namespace(world, name)
    with pytest.raises(ClientError, match=said):
        world.service(name, world.named(name, **definition), 0, **connected(name, **connect))


@pytest.mark.parametrize(
    ("mode", "kind", "more", "said"),
    [
        ("bridge", "SRV", {}, "When specifying 'host' or 'bridge' for networkMode"),
        ("bridge", "SRV", {"containerName": "web"}, "must be specified from the task definition"),
        ("bridge", "SRV", {"containerName": "api", "containerPort": 80}, "The container api is not valid"),
        ("awsvpc", "A", {"containerName": "web", "containerPort": 80}, "do not require a value for 'containerPort'"),
        ("awsvpc", "A", {"port": 80}, "do not require a value for 'port'"),
    ],
)
def test_a_registry_is_refused_where_it_leads_nowhere(
    world: World, name: str, mode: str, kind: str, more: dict[str, Any], said: str
) -> None:
    world.cluster(name)
    network = {"networkConfiguration": world.awsvpc} if mode == "awsvpc" else {}
    registries = [{"registryArn": registry(world, name, kind)} | more]
    with pytest.raises(ClientError, match=said):
        world.service(name, world.definition(name, mode=mode), 0, serviceRegistries=registries, **network)


def test_a_registry_is_a_service_of_cloud_map(world: World, name: str) -> None:
    world.cluster(name)
    there = registry(world, name, "SRV").replace(":service/", ":namespace/")
    registries = [{"registryArn": there, "containerName": "web", "containerPort": 80}]
    with pytest.raises(ClientError, match="is not a service of AWS Cloud Map"):
        world.service(name, world.definition(name), 0, serviceRegistries=registries)


def test_a_name_leads_to_the_tasks_that_run(world: World, name: str) -> None:
    world.cluster(name)
    world.hosts(name, 2)
    arn = registry(world, name, "SRV")
    assert discovered(world, name) == []
    registries = [{"registryArn": arn, "containerName": "web", "containerPort": 80}]
    world.service(name, world.definition(name), 2, serviceRegistries=registries)
    found = discovered(world, name)
    ports = [str(one["containers"][0]["networkBindings"][0]["hostPort"]) for one in world.tasks(name)]
    assert sorted(one["AWS_INSTANCE_PORT"] for one in found) == sorted(ports)
    assert {one["ECS_SERVICE_NAME"] for one in found} == {"web"}
    assert all(one["AWS_INSTANCE_IPV4"].startswith("10.3.") for one in found)
    world.aws("ecs").update_service(cluster=name, service="web", desiredCount=1)
    assert len(discovered(world, name)) == 1


def test_tasks_with_addresses_need_no_port(world: World, name: str) -> None:
    world.cluster(name, capacityProviders=["FARGATE"])
    registries = [{"registryArn": registry(world, name, "A")}]
    network = {"networkConfiguration": world.awsvpc, "launchType": "FARGATE"}
    world.service(name, world.fargate(name), 1, serviceRegistries=registries, **network)
    [task], [found] = world.tasks(name), discovered(world, name)
    assert found["AWS_INSTANCE_IPV4"] == task["containers"][0]["networkInterfaces"][0]["privateIpv4Address"]
    assert "AWS_INSTANCE_PORT" not in found


def test_an_endpoint_is_a_service_of_the_namespace_as_long_as_the_service_has_it(world: World, name: str) -> None:
    ecs, cloud_map = world.aws("ecs"), world.aws("servicediscovery")
    world.cluster(name)
    world.hosts(name, 1)
    home = namespace(world, name)
    made = world.service(name, world.named(name), 1, **connected(name))
    assert made["deployments"][0]["serviceConnectConfiguration"]["services"][0]["discoveryName"] == "orders"
    [found] = discovered(world, name)
    assert found["AWS_INSTANCE_PORT"] == str(world.tasks(name)[0]["containers"][0]["networkBindings"][0]["hostPort"])
    with pytest.raises(ClientError, match="Namespace has associated services"):
        cloud_map.delete_namespace(Id=home)
    ecs.update_service(cluster=name, service="web", serviceConnectConfiguration={"enabled": False})
    cloud_map.delete_namespace(Id=home)


def test_a_service_that_goes_takes_its_endpoint_with_it(world: World, name: str) -> None:
    world.cluster(name)
    home = namespace(world, name)
    world.service(name, world.named(name), 0, **connected(name))
    world.aws("ecs").delete_service(cluster=name, service="web", force=True)
    world.aws("servicediscovery").delete_namespace(Id=home)


def test_another_name_starts_a_deployment_and_the_same_one_none(world: World, name: str) -> None:
    ecs = world.aws("ecs")
    world.cluster(name)
    world.hosts(name, 2)
    namespace(world, name)
    before = world.service(name, world.named(name), 1, **connected(name))["deployments"][0]["id"]
    ecs.update_service(cluster=name, service="web", **connected(name))
    assert world.described(name)["deployments"][0]["id"] == before
    ecs.update_service(cluster=name, service="web", serviceConnectConfiguration={"enabled": True, "namespace": name})
    newest = world.described(name)["deployments"][0]
    assert newest["id"] != before
    assert "services" not in newest["serviceConnectConfiguration"]
