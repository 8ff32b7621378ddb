"""A service behind a load balancer on a local AWS with real traffic, made by API calls, and how it is released."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.request import Request, urlopen

from local_aws import starter
from model.moving.service_deployments import ENDED
from tests.conftest import Clients, clients_of
from tests.workspace import Workspace, free_port

CONTAINER_PORT = 80
CHECK = {
    "HealthCheckProtocol": "HTTP",
    "HealthCheckPath": "/health",
    "HealthCheckIntervalSeconds": 5,
    "HealthCheckTimeoutSeconds": 4,
    "HealthyThresholdCount": 2,
    "UnhealthyThresholdCount": 2,
}


@dataclass
class Scene:
    """One cluster, one load balancer with a production and a test listener, two target groups and the service `web`."""

    workspace: Workspace
    name: str
    aws: Clients
    blue: str
    green: str
    production: str
    test: str
    dns_name: str
    network: dict[str, Any]
    definitions: dict[int, str] = field(default_factory=dict)
    """ARNs, by the number in its answers."""

    @classmethod
    def make(cls, workspace: Workspace, name: str = "web", *, secure: bool = False, network: bool = False) -> Self:
        """Without the service; what belongs to it is called so. Secure: its listeners speak HTTPS. Network: it is a
        Network Load Balancer, whose test listener leads to green."""
        aws = clients_of(starter.start(workspace.home))
        ec2, elb = aws("ec2"), aws("elbv2")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        subnets = [
            ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"][
                "SubnetId"
            ]
            for n, zone in enumerate("ab")
        ]
        balancer = elb.create_load_balancer(Name=name, Subnets=subnets, Type="network" if network else "application")[
            "LoadBalancers"
        ][0]
        blue, green = (
            elb.create_target_group(
                Name=f"{name}-{color}",
                Protocol="TCP" if network else "HTTP",
                Port=80,
                VpcId=vpc,
                TargetType="ip",
                **CHECK,
            )["TargetGroups"][0]["TargetGroupArn"]
            for color in ("blue", "green")
        )
        for group in (blue, green):
            elb.modify_target_group_attributes(
                TargetGroupArn=group, Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "30"}]
            )
        production, test = (
            elb.create_listener(
                LoadBalancerArn=balancer["LoadBalancerArn"],
                Port=free_port(),
                DefaultActions=forward(group),
                **({"Protocol": "TCP"} if network else _protocol(aws, secure)),
            )["Listeners"][0]["ListenerArn"]
            for group in (blue, green if network else blue)
        )
        aws("ecs").create_cluster(clusterName=name)
        inside = {"awsvpcConfiguration": {"subnets": subnets}}
        return cls(workspace, name, aws, blue, green, production, test, balancer["DNSName"], inside)

    def definition(self, family: str = "", **variables: str) -> str:
        """The next revision of its own family, or of another, with these variables."""
        container = {
            "name": "web",
            "image": "web:1",
            "portMappings": [{"containerPort": CONTAINER_PORT}],
            "environment": [{"name": name, "value": value} for name, value in variables.items()],
        }
        made = self.aws("ecs").register_task_definition(
            family=family or self.name,
            cpu="256",
            memory="512",
            networkMode="awsvpc",
            requiresCompatibilities=["FARGATE"],
            containerDefinitions=[container],
        )["taskDefinition"]
        self.definitions[made["revision"]] = made["taskDefinitionArn"]
        return made["taskDefinitionArn"]

    def service(self, controller: str, desired: int = 2, balancer: dict[str, Any] | None = None, **more: Any) -> None:
        """The service, with its first revision; returns when it is steady."""
        behind = {"targetGroupArn": self.blue, "containerName": "web", "containerPort": CONTAINER_PORT}
        self.aws("ecs").create_service(
            cluster=self.name,
            serviceName="web",
            taskDefinition=self.definition(),
            desiredCount=desired,
            launchType="FARGATE",
            networkConfiguration=self.network,
            loadBalancers=[behind | (balancer or {})],
            deploymentController={"type": controller},
            **more,
        )
        self.steady()

    def steady(self) -> None:
        """Returns when the service is."""
        until(
            lambda: any("has reached a steady state" in event["message"] for event in self.described()["events"]),
            seen=lambda: (self.described(), (self.workspace.home.aws / "server.log").read_text()[-5000:]),
        )

    def deployment_group(self, config: str = "CodeDeployDefault.ECSAllAtOnce", **more: Any) -> None:
        """Application and group `web` of CodeDeploy."""
        codedeploy = self.aws("codedeploy")
        codedeploy.create_application(applicationName=self.name, computePlatform="ECS")
        wanted = {
            "applicationName": self.name,
            "deploymentGroupName": "web",
            "serviceRoleArn": "arn:aws:iam::123456789012:role/codedeploy",
            "deploymentConfigName": config,
            "deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
            "ecsServices": [{"clusterName": self.name, "serviceName": "web"}],
            "blueGreenDeploymentConfiguration": {
                "deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT"},
                "terminateBlueInstancesOnDeploymentSuccess": {
                    "action": "TERMINATE",
                    "terminationWaitTimeInMinutes": 1,
                },
            },
            "autoRollbackConfiguration": {
                "enabled": True,
                "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
            },
            "loadBalancerInfo": {
                "targetGroupPairInfoList": [
                    {
                        "targetGroups": [{"name": f"{self.name}-blue"}, {"name": f"{self.name}-green"}],
                        "prodTrafficRoute": {"listenerArns": [self.production]},
                        "testTrafficRoute": {"listenerArns": [self.test]},
                    }
                ]
            },
        }
        codedeploy.create_deployment_group(**wanted | more)

    def deploy(self, definition: str, hooks: Mapping[str, str] | None = None, **more: Any) -> str:
        """CodeDeploy begins to release the task definition; the deployment's id."""
        load_balancer = {"ContainerName": "web", "ContainerPort": CONTAINER_PORT}
        properties = {"TaskDefinition": definition, "LoadBalancerInfo": load_balancer}
        content = {
            "version": 0.0,
            "Resources": [{"TargetService": {"Type": "AWS::ECS::Service", "Properties": properties}}],
            "Hooks": [{event: function} for event, function in (hooks or {}).items()],
        }
        return self.aws("codedeploy").create_deployment(
            applicationName=self.name,
            deploymentGroupName="web",
            revision={"revisionType": "AppSpecContent", "appSpecContent": {"content": json.dumps(content)}},
            **more,
        )["deploymentId"]

    def info(self, deployment: str) -> dict[str, Any]:
        """Of a CodeDeploy deployment."""
        return self.aws("codedeploy").get_deployment(deploymentId=deployment)["deploymentInfo"]

    def ended(self, deployment: str) -> dict[str, Any]:
        """The same, once it has ended."""
        until(lambda: self.info(deployment)["status"] in ("Succeeded", "Failed", "Stopped"), 120)
        return self.info(deployment)

    def port(self, listener: str = "") -> int:
        """Where a listener answers on this machine: production's, unless another is named."""
        arn = listener or self.production
        asked = self.aws("elbv2").describe_listeners(ListenerArns=[arn])["Listeners"][0]["Port"]

        def here() -> int | None:
            return starter.identity(self.workspace.home)["addresses"].get(self.dns_name, {}).get(str(asked))

        until(here)
        port = here()
        assert port
        return port

    def rules(self) -> list[str]:
        """One on each listener that takes all requests: production's and the test listener's. A Network Load Balancer
        has none, and the listeners stand for them."""
        if "/net/" in self.production:
            return [self.production, self.test]
        return [
            self.aws("elbv2").create_rule(
                ListenerArn=listener,
                Priority=1,
                Conditions=[{"Field": "path-pattern", "Values": ["*"]}],
                Actions=forward(self.blue, self.green),
            )["Rules"][0]["RuleArn"]
            for listener in (self.production, self.test)
        ]

    def native_service(self, strategy: str, **more: Any) -> None:
        """The service, which ECS itself moves between the groups, by a rule of each listener."""
        rules = self.rules()
        advanced = {
            "alternateTargetGroupArn": self.green,
            "productionListenerRule": rules[0],
            "testListenerRule": rules[1],
            "roleArn": "arn:aws:iam::123456789012:role/infrastructure",
        }
        configuration = {"strategy": strategy, "bakeTimeInMinutes": 1} | more
        self.service("ECS", balancer={"advancedConfiguration": advanced}, deploymentConfiguration=configuration)

    def update(self, definition: str) -> None:
        """ECS releases the task definition."""
        self.aws("ecs").update_service(cluster=self.name, service="web", taskDefinition=definition)

    def service_deployment(self) -> dict[str, Any]:
        """The newest of ECS's own."""
        ecs = self.aws("ecs")
        newest = ecs.list_service_deployments(cluster=self.name, service="web")["serviceDeployments"][0]
        arn = newest["serviceDeploymentArn"]
        return ecs.describe_service_deployments(serviceDeploymentArns=[arn])["serviceDeployments"][0]

    def native_ended(self) -> dict[str, Any]:
        """The same, once it has ended."""
        until(lambda: self.service_deployment()["status"] in ENDED, 60)
        return self.service_deployment()

    def step(self, seconds: int) -> None:
        """So much of AWS's time passes at once."""
        url = f"http://127.0.0.1:{self.workspace.port}/_local/step?seconds={seconds}"
        urlopen(Request(url, method="POST"), timeout=30).close()

    def described(self) -> dict[str, Any]:
        """The service."""
        return self.aws("ecs").describe_services(cluster=self.name, services=["web"])["services"][0]


def remove_balancers(workspace: Workspace) -> None:
    """Ends every Envoy: Linux lets a user watch some 128 files, and other tests have theirs."""
    elb = workspace.aws("elbv2")
    for balancer in elb.describe_load_balancers()["LoadBalancers"]:
        elb.delete_load_balancer(LoadBalancerArn=balancer["LoadBalancerArn"])


def _protocol(aws: Clients, secure: bool) -> dict[str, Any]:
    if not secure:
        return {"Protocol": "HTTP"}
    certificate = aws("acm").request_certificate(DomainName="web.example.com")["CertificateArn"]
    return {"Protocol": "HTTPS", "Certificates": [{"CertificateArn": certificate}]}


def forward(group: str, idle: str = "") -> list[dict[str, Any]]:
    """An action that leads to this group alone, and may name another with weight 0."""
    groups = [{"TargetGroupArn": group, "Weight": 1}] + ([{"TargetGroupArn": idle, "Weight": 0}] if idle else [])
    return [{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}]


def until(condition: Callable[[], object], seconds: float = 60, seen: Callable[[], object] = str) -> None:
    """Returns as soon as it holds. `seen` is what helps to understand that it never did."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"it took too long: {seen()}"
        time.sleep(0.02)
