"""What the local AWS has answered is still there after a restart, also after it was killed."""

import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import moto
import pytest
from botocore.exceptions import ClientError

from local_aws.server.state import FORMAT, StateFile, UnreadableState
from tests.conftest import clients_of

ROOT = Path(__file__).parents[3]
HEADING = {"format": FORMAT, "moto": moto.__version__}


@contextmanager
def server(state: Path) -> Iterator[tuple[subprocess.Popen[str], Any]]:
    """A server in a process of its own, and clients for it."""
    command = [sys.executable, "-m", "local_aws.server", "--port", "0", "--state", str(state)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        endpoint = process.stdout.readline().strip()
        assert endpoint, process.communicate()[1]
        yield process, clients_of(endpoint)
    finally:
        process.kill()
        process.communicate()


def build(aws: Any) -> None:
    """A service on a host behind a listener, and one resource of most other services of an environment."""
    ec2, ecs, elb, iam = aws("ec2"), aws("ecs"), aws("elbv2"), aws("iam")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for i, zone in enumerate("ab")
    ]
    iam.create_role(RoleName="task", AssumeRolePolicyDocument="{}")
    iam.attach_role_policy(RoleName="task", PolicyArn="arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS")
    ecs.create_cluster(clusterName="web")
    ec2.create_launch_template(
        LaunchTemplateName="web",
        LaunchTemplateData={
            "ImageId": "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
            "InstanceType": "t3.small",
            "UserData": "RUNTX0NMVVNURVI9d2Vi",  # ECS_CLUSTER=web
        },
    )
    aws("autoscaling").create_auto_scaling_group(
        AutoScalingGroupName="web",
        MinSize=1,
        MaxSize=2,
        LaunchTemplate={"LaunchTemplateName": "web", "Version": "1"},
        VPCZoneIdentifier=",".join(subnets),
    )
    balancer = elb.create_load_balancer(Name="web", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    group = elb.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]
    forward = [{"Type": "forward", "TargetGroupArn": group["TargetGroupArn"]}]
    elb.create_listener(LoadBalancerArn=balancer, Port=80, Protocol="HTTP", DefaultActions=forward)
    container = {"name": "web", "image": "web:1", "memory": 128, "portMappings": [{"containerPort": 80}]}
    ecs.register_task_definition(family="web", containerDefinitions=[container])
    ecs.create_service(
        cluster="web",
        serviceName="web",
        taskDefinition="web",
        desiredCount=2,
        deploymentController={"type": "CODE_DEPLOY"},
        loadBalancers=[{"targetGroupArn": group["TargetGroupArn"], "containerName": "web", "containerPort": 80}],
    )
    aws("codedeploy").create_application(applicationName="web", computePlatform="ECS")
    aws("codedeploy").create_deployment_config(deploymentConfigName="mine", computePlatform="ECS")
    aws("ecr").create_repository(repositoryName="web")
    aws("logs").create_log_group(logGroupName="web")
    aws("sns").create_topic(Name="web")
    aws("cloudwatch").put_dashboard(DashboardName="web", DashboardBody="{}")
    aws("ssm").put_parameter(Name="/web", Value="1", Type="String")
    aws("secretsmanager").create_secret(Name="web", SecretString="s")
    aws("kms").create_key()
    aws("acm").request_certificate(DomainName="example.com", ValidationMethod="DNS")
    aws("s3").create_bucket(Bucket="web")
    aws("sqs").create_queue(QueueName="web")


def described(aws: Any) -> dict[str, Any]:
    """Everything that `build` made, as AWS's calls describe it."""
    ecs, elb = aws("ecs"), aws("elbv2")
    group = elb.describe_target_groups(Names=["web"])["TargetGroups"][0]["TargetGroupArn"]
    balancer = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    hosts = ecs.list_container_instances(cluster="web")["containerInstanceArns"]
    answers = {
        "balancers": elb.describe_load_balancers(),
        "listeners": elb.describe_listeners(LoadBalancerArn=balancer),
        "groups": elb.describe_target_groups(),
        "health": elb.describe_target_health(TargetGroupArn=group),
        "services": ecs.describe_services(cluster="web", services=["web"]),
        "tasks": ecs.describe_tasks(cluster="web", tasks=ecs.list_tasks(cluster="web")["taskArns"]),
        "hosts": ecs.describe_container_instances(cluster="web", containerInstances=hosts),
        "definition": ecs.describe_task_definition(taskDefinition="web"),
        "scaling": aws("autoscaling").describe_auto_scaling_groups(),
        "instances": aws("ec2").describe_instances(),
        "vpcs": aws("ec2").describe_vpcs(),
        "subnets": aws("ec2").describe_subnets(),
        "template": aws("ec2").describe_launch_template_versions(LaunchTemplateName="web"),
        "role": aws("iam").list_attached_role_policies(RoleName="task"),
        "policy": aws("iam").get_policy(PolicyArn="arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS"),
        "application": aws("codedeploy").get_application(applicationName="web"),
        "configs": aws("codedeploy").list_deployment_configs(),
        "repositories": aws("ecr").describe_repositories(),
        "logs": aws("logs").describe_log_groups(),
        "topics": aws("sns").list_topics(),
        "dashboard": aws("cloudwatch").get_dashboard(DashboardName="web"),
        "parameter": aws("ssm").get_parameter(Name="/web"),
        "secret": aws("secretsmanager").get_secret_value(SecretId="web"),
        "keys": aws("kms").list_keys(),
        "certificates": [one["CertificateArn"] for one in aws("acm").list_certificates()["CertificateSummaryList"]],
        "buckets": aws("s3").list_buckets(),
        "queues": [url.rpartition("/")[2] for url in aws("sqs").list_queues()["QueueUrls"]],
    }
    for answer in answers.values():
        if isinstance(answer, dict):
            answer.pop("ResponseMetadata")
    return answers


def test_an_environment_survives_a_kill_and_works_on(tmp_path) -> None:
    state = tmp_path / "state"
    with server(state) as (process, aws):
        build(aws)
        before = described(aws)
        process.kill()
    with server(state) as (_, aws):
        after = described(aws)
        for what, answer in before.items():
            assert after[what] == answer, what
        group = before["groups"]["TargetGroups"][0]["TargetGroupArn"]
        assert len(before["health"]["TargetHealthDescriptions"]) == 2
        aws("ecs").update_service(cluster="web", service="web", desiredCount=1)
        assert len(aws("elbv2").describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]) == 1
        aws("autoscaling").set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
        service = aws("ecs").describe_services(cluster="web", services=["web"])["services"][0]
        assert service["runningCount"] == 0
        aws("iam").detach_role_policy(RoleName="task", PolicyArn="arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS")
        policy = aws("iam").get_policy(PolicyArn="arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS")["Policy"]
        assert policy["AttachmentCount"] == 0


def test_every_answered_change_is_there_after_a_kill_in_mid_air(tmp_path) -> None:
    """Eight clients create topics until the server dies under them; what was answered must be there again."""
    state = tmp_path / "state"
    answered: list[str] = []

    def create(aws: Any, client: int) -> None:
        for number in range(1000):
            try:
                answered.append(aws("sns").create_topic(Name=f"t{client}-{number}")["TopicArn"])
            except Exception:
                return

    with server(state) as (process, aws):
        aws("sns")
        clients = [threading.Thread(target=create, args=(aws, client)) for client in range(8)]
        for client in clients:
            client.start()
        while len(answered) < 40:
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        for client in clients:
            client.join()
    with server(state) as (_, aws):
        pages = aws("sns").get_paginator("list_topics").paginate()
        there = {topic["TopicArn"] for page in pages for topic in page["Topics"]}
    assert set(answered) <= there


TAGS = [{"Key": "Name", "Value": "web"}, {"Key": "Stack", "Value": "dev"}]


def asked_with(token: str, client: Any, method: str, **members: Any) -> Any:
    """A create's answer, asked for with the provider's token."""

    def add(params: dict[str, Any], **_: Any) -> None:
        params["headers"]["X-Local-Create"] = token

    client.meta.events.register("before-call", add, unique_id=token)
    try:
        return getattr(client, method)(**members)
    finally:
        client.meta.events.unregister("before-call", add, unique_id=token)


def test_a_create_that_is_asked_for_again_makes_nothing_twice(tmp_path) -> None:
    """Also after a kill; a token distinguishes one create from another that looks the same."""
    state = tmp_path / "state"

    def create(aws: Any, token: str) -> str:
        return asked_with(token, aws("ec2"), "create_vpc", CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]

    with server(state) as (process, aws):
        first = create(aws, "one")
        assert create(aws, "one") == first
        assert create(aws, "two") != first
        process.kill()
    with server(state) as (_, aws):
        assert create(aws, "one") == first


def test_a_create_is_the_same_with_its_tags_in_another_order(endpoint, aws) -> None:
    def network(tags: list[dict[str, str]]) -> str:
        specification = [{"ResourceType": "vpc", "Tags": tags}]
        made = asked_with("tags", aws("ec2"), "create_vpc", CidrBlock="10.9.0.0/16", TagSpecifications=specification)
        return made["Vpc"]["VpcId"]

    def key(tags: list[dict[str, str]]) -> str:
        tagged = [{"TagKey": tag["Key"], "TagValue": tag["Value"]} for tag in tags]
        return asked_with("tags", aws("kms"), "create_key", Tags=tagged)["KeyMetadata"]["KeyId"]

    for create in (network, key):
        assert create(TAGS) == create(TAGS[::-1])
        assert create(TAGS) != create(TAGS[:1])


def test_a_state_that_cannot_be_written_is_an_error_of_the_call(tmp_path) -> None:
    folder = tmp_path / "state"
    with server(folder / "file") as (_, aws):
        aws("sns").create_topic(Name="t")
        assert (folder / "file").stat().st_mode & 0o777 == 0o600
        assert [file.name for file in folder.iterdir()] == ["file"]
        folder.rename(tmp_path / "elsewhere")
        for service, change in (("sns", {"Name": "u"}), ("ecs", {"clusterName": "u"})):
            call = aws(service).create_topic if service == "sns" else aws(service).create_cluster
            with pytest.raises(ClientError, match="could not be saved"):
                call(**change)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"nonsense", "is broken"),
        (b"", "is broken"),
        (pickle.dumps(HEADING), "is broken"),
        (pickle.dumps(HEADING | {"moto": "1.0"}), "was written by another version"),
        (pickle.dumps(HEADING | {"format": 0}), "was written by another version"),
    ],
)
def test_a_state_that_cannot_be_read_is_refused_and_kept(endpoint, tmp_path, content, message) -> None:
    state = tmp_path / "state"
    state.write_bytes(content)
    with pytest.raises(UnreadableState, match=message) as refused:
        StateFile(state, threading.Lock()).load()
    assert str(state) in str(refused.value)
    assert "delete" in str(refused.value)
    assert state.read_bytes() == content


def test_a_server_that_cannot_read_its_state_says_so_in_one_line(tmp_path) -> None:
    state = tmp_path / "state"
    state.write_bytes(b"nonsense")
    command = [sys.executable, "-m", "local_aws.server", "--port", "0", "--state", str(state)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"local AWS: {state} is broken")
    assert ended.stderr.count("\n") == 1
