"""What AWS says of releases to whoever listens: CodeDeploy's triggers to SNS topics, and events on EventBridge.

Messages as CodeDeploy sent them (seen of 2016 to 2022), events of ECS as it sent them in 2025, the others as the
CodeDeploy and ECS guides show them. Left out: ECS Task State Change, triggers for single instances.
"""

import json
import re
import sys
import traceback
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from moto.codedeploy.models import codedeploy_backends
from moto.sns.models import sns_backends

from local_aws.server.account import Account
from local_aws.server.extensions import eventbridge
from local_aws.server.extensions.codedeploy.deployment_info import COUNTED
from local_aws.server.extensions.codedeploy.request import Request, request
from local_aws.server.extensions.ecs import services
from local_aws.server.extensions.ecs.arns import Arns
from model.moving.cloud import Event
from model.moving.codedeploy import Deployment
from model.moving.service_deployments import RollingUpdate, ServiceDeployment
from model.moving.services import Service
from model.texts import ecs, service_events

Kind = Literal["START", "READY", "SUCCESS", "FAILURE", "STOP"]
Detail = dict[str, Any]

TRIGGERS: dict[Kind, str] = {
    "START": "DeploymentStart",
    "READY": "DeploymentReady",
    "SUCCESS": "DeploymentSuccess",
    "FAILURE": "DeploymentFailure",
    "STOP": "DeploymentStop",
}
_KINDS: dict[str, Kind] = {
    "Created": "START",
    "Ready": "READY",
    "Succeeded": "SUCCESS",
    "Failed": "FAILURE",
    "Stopped": "STOP",
}
_RESOURCES = {"memory": "RESOURCE:MEMORY", "CPU": "RESOURCE:CPU", "port": "RESOURCE:PORTS", "ENI": "RESOURCE:ENI"}
"""Why a task was not placed: a word of the service's event, and the reason of EventBridge's."""


def publish(of: Account, events: Iterable[Event]) -> None:
    """What these events of the cloud are to the world; what fails is in the log. The caller holds the lock."""
    for event in events:
        try:
            match event.about:
                case Deployment() as deployment:
                    _of_codedeploy(of, event, deployment)
                case ServiceDeployment() as deployment:
                    _of_ecs(of, event, deployment)
                case Service() as service:
                    _of_service(of, event, service)
        except Exception:
            traceback.print_exc(file=sys.stderr)


def _of_codedeploy(of: Account, event: Event, deployment: Deployment) -> None:
    kind = codedeploy_kind(event.text, deployment)
    if kind is None:
        return
    backend: Any = codedeploy_backends[of.id][of.region]
    asked = request(backend, deployment)
    arn = f"arn:aws:codedeploy:{of.region}:{of.id}"
    resources = [f"{arn}:application:{asked.application}", f"{arn}:deploymentgroup:{asked.application}/{asked.group}"]
    detail = codedeploy_detail(kind, deployment, asked, of.region)
    what = "CodeDeploy Deployment State-change Notification"
    eventbridge.put(of.id, of.region, "aws.codedeploy", what, of.at(event.at), resources, detail)
    group = backend.deployment_groups.get(asked.application, {}).get(asked.group)
    for trigger in (group and group.trigger_configurations) or ():
        if triggers(kind, deployment) & set(trigger.get("triggerEvents") or ()):
            topic = trigger["triggerTargetArn"]
            status = event.text.upper() if kind != "START" else "CREATED"
            text = json.dumps(trigger_message(trigger["triggerName"], status, of, deployment, asked))
            subject = f"{status}: AWS CodeDeploy {deployment.id} in {of.region} to {asked.application}"
            _, _, _, region, owner, _ = topic.split(":")
            sns_backends[owner][region].publish(text, topic, subject=subject[:99])


def codedeploy_kind(text: str, deployment: Deployment) -> Kind | None:
    """What kind of change this is; None: none that is told. A rollback is never Created."""
    if text == "InProgress" and deployment.undoes:
        return "START"
    return _KINDS.get(text)


def triggers(kind: Kind, deployment: Deployment) -> set[str]:
    """The events of triggers that this is."""
    rolls_back = {"DeploymentRollback"} if kind == "START" and deployment.undoes else set()
    return {TRIGGERS[kind]} | rolls_back


def codedeploy_detail(kind: Kind, deployment: Deployment, asked: Request, region: str) -> Detail:
    """The detail of EventBridge's event."""
    return {
        "region": region,
        "deploymentId": deployment.id,
        "instanceGroupId": asked.group_id,
        "deploymentGroup": asked.group,
        "state": kind,
        "application": asked.application,
    }


def trigger_message(trigger: str, status: str, of: Account, deployment: Deployment, asked: Request) -> Detail:
    """What a topic gets; overview and error are JSON within JSON."""
    message: Detail = {
        "region": of.region,
        "accountId": of.id,
        "eventTriggerName": trigger,
        "applicationName": asked.application,
        "deploymentId": deployment.id,
        "deploymentGroupName": asked.group,
        "createTime": _long(of.at(deployment.created_at)),
        "completeTime": None,
        "status": status,
    }
    if status in ("SUCCEEDED", "FAILED", "STOPPED"):
        ended = "Succeeded" if status == "SUCCEEDED" else "Failed"
        message["completeTime"] = _long(of.at(deployment.ended_at or 0))
        message["deploymentOverview"] = json.dumps({one: int(one == ended) for one in COUNTED})
        if deployment.error:
            code, words = deployment.error
            message["errorInformation"] = json.dumps({"ErrorCode": code, "ErrorMessage": words})
    return message


def _long(at: datetime) -> str:
    return f"{at:%a %b %d %H:%M:%S} UTC {at:%Y}"


def _of_ecs(of: Account, event: Event, deployment: ServiceDeployment) -> None:
    if told := ecs_change(event.text, deployment):
        arns = Arns(services.record(of.backend, deployment.service).arn)
        at = of.at(event.at)
        detail = told | {"deploymentId": deployment.target.id, "clusterArn": arns.cluster, "updatedAt": _short(at)}
        eventbridge.put(of.id, of.region, "aws.ecs", "ECS Deployment State Change", at, [arns.service], detail)


def ecs_change(text: str, deployment: ServiceDeployment) -> Detail | None:
    """A change of status as EventBridge has it; it has failed as soon as it is rolled back."""
    id = deployment.target.id
    if text == "IN_PROGRESS":
        return _change("INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS", service_events.IN_PROGRESS.say(deployment=id))
    if text == "SUCCESSFUL":
        return _change("INFO", "SERVICE_DEPLOYMENT_COMPLETED", service_events.COMPLETED.say(deployment=id))
    at_once = text == "ROLLBACK_IN_PROGRESS" and isinstance(deployment, RollingUpdate)
    if text in ("ROLLBACK_REQUESTED", "STOPPED", "ROLLBACK_FAILED") or at_once:
        reason = service_events.BREAKER.say() if deployment.breaker_tripped else deployment.reason
        return _change("ERROR", "SERVICE_DEPLOYMENT_FAILED", reason)
    return None


def _of_service(of: Account, event: Event, service: Service) -> None:
    if told := service_action(event.text):
        arns = Arns(services.record(of.backend, service).arn)
        at = of.at(event.at)
        detail = told | {"clusterArn": arns.cluster, "createdAt": _short(at)}
        eventbridge.put(of.id, of.region, "aws.ecs", "ECS Service Action", at, [arns.service], detail)


def service_action(text: str) -> Detail | None:
    """An event of the service as EventBridge has it; None: it has none."""
    if _says(ecs.STEADY.words, text):
        return _change("INFO", "SERVICE_STEADY_STATE")
    if _says(service_events.THROTTLED.words, text):
        return _change("WARN", "SERVICE_TASK_START_IMPAIRED")
    if _says(ecs.UNPLACED.words, text) or _says(ecs.NOT_STARTED.words, text):
        reason = next((reason for word, reason in _RESOURCES.items() if word in text), "")
        return _change("ERROR", "SERVICE_TASK_PLACEMENT_FAILURE", reason)
    return None


def _change(severity: str, name: str, reason: str = "") -> Detail:
    return {"eventType": severity, "eventName": name} | ({"reason": reason} if reason else {})


def _says(words: str, text: str) -> bool:
    """Whether this is the text with values in its places."""
    parts = (re.escape(part) for part in re.split(r"\{\w+\}", words))
    return re.fullmatch(".*".join(parts), text) is not None


def _short(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
