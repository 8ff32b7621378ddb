"""What AWS says of releases: when, in which words, and to whom."""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from moto.codedeploy.models import codedeploy_backends

from local_aws.server.account import Account, account
from local_aws.server.extensions.codedeploy.request import Request, requests
from local_aws.server.extensions.ecs import services
from local_aws.server.notifications import codedeploy_kind, ecs_change, publish, service_action, triggers
from model.moving.cloud import Event
from model.moving.codedeploy import Deployment
from model.moving.configuration import Configuration
from model.moving.hooks import Function
from model.moving.native import NativeDeployment
from model.moving.revision import Behaviour
from model.moving.service_deployments import ServiceDeployment
from model.strategy import Strategy
from tests.model.moving.stage import HOUR, MINUTE, Stage, revision, stage
from tests.model.moving.test_native import BLUE_GREEN

SERVICE = "arn:aws:ecs:us-east-1:123456789012:service/shop/web"


def told(scene: Stage) -> list[str]:
    """Of CodeDeploy's deployments: the number of the deployment, and its kinds of change and their triggers."""
    ids = list(scene.cloud.deployments)
    found = []
    for event in scene.cloud.events:
        if isinstance(event.about, Deployment) and (kind := codedeploy_kind(event.text, event.about)):
            number = ids.index(event.about.id)
            found.append(f"{number} {kind} {' '.join(sorted(triggers(kind, event.about)))}")
    return found


def test_a_release_starts_and_succeeds_once() -> None:
    scene = stage()
    deployment = scene.deploy(ready_minutes=10)
    scene.wait(5 * MINUTE)
    deployment.proceed("READY_WAIT")
    scene.wait(HOUR)
    assert told(scene) == ["0 START DeploymentStart", "0 READY DeploymentReady", "0 SUCCESS DeploymentSuccess"]


def test_a_failed_release_and_its_rollback_are_both_told() -> None:
    scene = stage()
    scene.cloud.functions.known["check"] = Function(answer="Failed")
    scene.deploy(hooks={"AfterInstall": "check"})
    scene.wait(HOUR)
    assert told(scene) == [
        "0 START DeploymentStart",
        "0 FAILURE DeploymentFailure",
        "1 START DeploymentRollback DeploymentStart",
        "1 SUCCESS DeploymentSuccess",
    ]


def test_a_stopped_release_is_told() -> None:
    scene = stage()
    deployment = scene.deploy()
    scene.wait(MINUTE)
    deployment.stop(rolls_back=False)
    assert told(scene) == ["0 START DeploymentStart", "0 STOP DeploymentStop"]


def changes(scene: Stage, deployment: ServiceDeployment) -> list[str]:
    some = [event for event in scene.cloud.events if event.about is deployment]
    return [change["eventName"] for event in some if (change := ecs_change(event.text, deployment))]


@pytest.mark.parametrize("behaviour", [Behaviour(), Behaviour(answers=False)])
def test_ecs_tells_once_how_a_release_of_its_own_ends(behaviour: Behaviour) -> None:
    breaker = Configuration(strategy=Strategy.ROLLING, breaker=True, breaker_rolls_back=True)
    scene = stage(breaker)
    deployment = scene.cloud.update_service(scene.service, revision(2, behaviour))
    scene.wait(10 * HOUR)
    ended = "SERVICE_DEPLOYMENT_COMPLETED" if behaviour.answers else "SERVICE_DEPLOYMENT_FAILED"
    assert changes(scene, deployment) == ["SERVICE_DEPLOYMENT_IN_PROGRESS", ended]


def test_a_native_release_that_is_rolled_back_has_failed() -> None:
    scene = stage(BLUE_GREEN)
    deployment = scene.cloud.update_service(scene.service, revision(2))
    assert isinstance(deployment, NativeDeployment)
    scene.wait(5 * MINUTE)
    deployment.stop()
    scene.wait(HOUR)
    assert changes(scene, deployment) == ["SERVICE_DEPLOYMENT_IN_PROGRESS", "SERVICE_DEPLOYMENT_FAILED"]


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("(service web) has reached a steady state.", "SERVICE_STEADY_STATE", None),
        (
            "(service web, taskSet ecs-svc/1) was unable to place a task because no container instance met all of its"
            " requirements. The closest matching (container-instance i-1) has insufficient memory available.",
            "SERVICE_TASK_PLACEMENT_FAILURE",
            "RESOURCE:MEMORY",
        ),
        ("(service web) has begun draining connections on 1 tasks.", None, None),
    ],
)
def test_some_events_of_a_service_are_events_of_eventbridge(text: str, name: str | None, reason: str | None) -> None:
    action = service_action(text) or {}
    assert (action.get("eventName"), action.get("reason")) == (name, reason)


@pytest.fixture
def here(endpoint: str) -> Account:
    return account("123456789012", "us-east-1")


@pytest.fixture
def queue(aws: Any, name: str) -> str:
    return aws("sqs").create_queue(QueueName=name)["QueueUrl"]


def received(aws: Any, queue: str) -> Iterator[Any]:
    for message in aws("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", ()):
        yield json.loads(message["Body"])


def listen(aws: Any, name: str, pattern: dict[str, Any], arn: str, **target: Any) -> None:
    aws("events").put_rule(Name=name, EventPattern=json.dumps(pattern))
    aws("events").put_targets(Rule=name, Targets=[{"Id": "one", "Arn": arn, **target}])


@pytest.fixture
def deployed(here: Account, name: str) -> Stage:
    """A release that has failed, of a group that moto knows by this name."""
    scene = stage()
    scene.cloud.functions.known["check"] = Function(answer="Failed")
    deployment = scene.deploy(hooks={"AfterInstall": "check"}, rollback_events=frozenset())
    scene.wait(HOUR)
    backend: Any = codedeploy_backends[here.id][here.region]
    requests(backend)[deployment.id] = Request(
        application=name,
        group=name,
        group_id="g-1",
        cluster="shop",
        service="web",
        service_arn=SERVICE,
        config="CodeDeployDefault.ECSAllAtOnce",
        revision=None,
    )
    topic = f"arn:aws:sns:us-east-1:123456789012:{name}"
    trigger = {"triggerName": "bell", "triggerTargetArn": topic, "triggerEvents": ["DeploymentFailure"]}
    backend.deployment_groups[name] = {name: SimpleNamespace(trigger_configurations=[trigger])}
    return scene


@pytest.fixture(autouse=True)
def _nothing_is_left(here: Account, name: str) -> Iterator[None]:
    yield
    codedeploy_backends[here.id][here.region].deployment_groups.pop(name, None)


def test_a_trigger_publishes_what_it_is_for(aws, name, queue, here, deployed) -> None:
    topic = aws("sns").create_topic(Name=name)["TopicArn"]
    aws("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:us-east-1:123456789012:{name}")
    publish(here, deployed.cloud.events)
    (sent,) = received(aws, queue)
    (deployment,) = deployed.cloud.deployments
    assert sent["Subject"] == f"FAILED: AWS CodeDeploy {deployment} in us-east-1 to {name}"
    message = json.loads(sent["Message"])
    assert (message["status"], message["eventTriggerName"], message["deploymentId"]) == ("FAILED", "bell", deployment)
    assert json.loads(message["errorInformation"])["ErrorCode"] == "HOOK_EXECUTION_FAILURE"
    assert json.loads(message["deploymentOverview"])["Failed"] == 1


def test_rules_see_codedeploys_changes(aws, name, queue, here, deployed) -> None:
    pattern = {"source": ["aws.codedeploy"], "detail": {"application": [name], "state": ["START", "FAILURE"]}}
    listen(aws, name, pattern, f"arn:aws:sqs:us-east-1:123456789012:{name}")
    publish(here, deployed.cloud.events)
    events = list(received(aws, queue))
    assert sorted(event["detail"]["state"] for event in events) == ["FAILURE", "START"]
    assert {event["detail-type"] for event in events} == {"CodeDeploy Deployment State-change Notification"}
    assert events[0]["resources"][1] == f"arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:{name}/{name}"


def test_rules_pass_on_to_topics_in_the_words_that_they_say(aws, name, queue, here, monkeypatch) -> None:
    topic = aws("sns").create_topic(Name=name)["TopicArn"]
    aws("sns").subscribe(
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=f"arn:aws:sqs:us-east-1:123456789012:{name}",
        Attributes={"RawMessageDelivery": "true"},
    )
    pattern = {"detail-type": ["ECS Service Action"], "resources": [f"{SERVICE}-{name}"]}
    transformer = {
        "InputPathsMap": {"what": "$.detail.eventName", "at": "$.time"},
        "InputTemplate": '{"what": "<what>", "at": "<at>"}',
    }
    listen(aws, name, pattern, topic, InputTransformer=transformer)
    scene, record = stage(), services.record
    mine = SimpleNamespace(arn=f"{SERVICE}-{name}")
    monkeypatch.setattr(services, "record", lambda *of: mine if of[1] is scene.service else record(*of))
    steady = [event for event in scene.cloud.events if event.about is scene.service]
    publish(here, steady)
    assert [event["what"] for event in received(aws, queue)] == ["SERVICE_STEADY_STATE"]
    aws("events").disable_rule(Name=name)
    publish(here, steady)
    assert list(received(aws, queue)) == []


def test_what_cannot_be_told_does_not_keep_the_rest_from_it(aws, name, queue, here, deployed, capsys) -> None:
    pattern = {"source": ["aws.codedeploy"], "detail": {"application": [name]}}
    listen(aws, f"{name}-bad", pattern, "arn:aws:sqs:us-east-1:123456789012:absent")
    listen(aws, name, pattern, f"arn:aws:sqs:us-east-1:123456789012:{name}")
    unknown = Deployment(id="d-UNKNOWN", group=next(iter(deployed.cloud.deployments.values())).group, revision=None)
    publish(here, [Event(0, "deployment d-UNKNOWN", "Created", unknown), *deployed.cloud.events])
    assert len(list(received(aws, queue))) == 2
    assert "absent" in capsys.readouterr().err


def test_archives_keep_what_is_told(aws, name, here, deployed) -> None:
    bus = "arn:aws:events:us-east-1:123456789012:event-bus/default"
    pattern = json.dumps({"detail": {"application": [name]}})
    aws("events").create_archive(ArchiveName=name, EventSourceArn=bus, EventPattern=pattern)
    publish(here, deployed.cloud.events)
    assert aws("events").describe_archive(ArchiveName=name)["EventCount"] == 2
