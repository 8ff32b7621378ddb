"""What CodePipeline refuses of a pipeline, in its words.

Not faithful: of action types beyond `model/codepipeline.py` only names and artifacts are looked at. Whether what a
configuration names is there shows when the action runs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from moto.codepipeline.models import CodePipelineBackend

from local_aws.server.extensions.iam import may_be_assumed
from local_aws.server.extensions.patching import AwsError
from model.codepipeline import ACTION_TYPES, ARTIFACT_NAME, LEAST_STAGES, LONGEST_NAME, NAME, PROVIDERS
from model.texts import codepipeline as say

Params = dict[str, Any]


def check(backend: CodePipelineBackend, pipeline: Params) -> None:
    """Raises the error that AWS answers to creating or updating to this."""
    _check_names(pipeline)
    stages = pipeline["stages"]
    if len(stages) < LEAST_STAGES:
        raise AwsError.of(say.TOO_FEW_STAGES, count=len(stages))
    for stage in twice(stage["name"] for stage in stages):
        raise AwsError.of(say.STAGE_TWICE, stage=stage)
    _check_sources(stages)
    for stage in stages:
        for action in twice(action["name"] for action in stage["actions"]):
            raise AwsError.of(say.ACTION_TWICE, action=action, stage=stage["name"])
        for action in stage["actions"]:
            _check_action(action, action.get("region") or backend.region_name)
    _check_artifacts(stages)
    _check_namespaces(stages)
    _check_type(pipeline)
    role = pipeline["roleArn"]
    if not may_be_assumed(backend.account_id, backend.region_name, role, "codepipeline.amazonaws.com"):
        raise AwsError.of(say.ROLE_NOT_ASSUMED, role=role)


def twice(names: Iterable[str]) -> Iterator[str]:
    """Those that occur more than once."""
    return (name for name, count in Counter(names).items() if count > 1)


def _check_names(pipeline: Params) -> None:
    for place, name, pattern in _names(pipeline):
        if len(name) > LONGEST_NAME:
            raise AwsError.of(say.LONG_NAME, place=place, most=LONGEST_NAME)
        if not re.fullmatch(pattern, name):
            raise AwsError.of(say.BAD_NAME, place=place, pattern=pattern)


def _names(pipeline: Params) -> Iterator[tuple[str, str, str]]:
    """Every name: where it is, counted from 1 as AWS does, and what it must be made of."""
    yield "pipeline.name", pipeline["name"], NAME
    for i, stage in enumerate(pipeline["stages"], 1):
        at = f"pipeline.stages.{i}.member"
        yield f"{at}.name", stage["name"], NAME
        for j, action in enumerate(stage["actions"], 1):
            yield f"{at}.actions.{j}.member.name", action["name"], NAME
            for kind in ("inputArtifacts", "outputArtifacts"):
                for k, artifact in enumerate(action.get(kind) or (), 1):
                    yield f"{at}.actions.{j}.member.{kind}.{k}.member.name", artifact["name"], ARTIFACT_NAME


def _check_sources(stages: list[Params]) -> None:
    first, *later = [[action["actionTypeId"]["category"] for action in stage["actions"]] for stage in stages]
    if set(first) != {"Source"}:
        raise AwsError.of(say.FIRST_STAGE)
    if any("Source" in categories for categories in later):
        raise AwsError.of(say.SOURCE_IN_LATER_STAGE)


def _check_action(action: Params, region: str) -> None:
    of = action["actionTypeId"]
    known = ACTION_TYPES.get((of["category"], of["provider"]))
    if known is None and of["provider"] not in PROVIDERS:
        return
    if known is None or of["owner"] != "AWS" or of["version"] != "1":
        shown = region.upper().replace("-", "_")
        raise AwsError.of(say.NO_SUCH_ACTION_TYPE, **of, action=action["name"], region=shown)
    configuration = action.get("configuration") or {}
    for key in known.required:
        if key not in configuration:
            raise AwsError.of(say.MISSING_CONFIGURATION, action=action["name"], key=key)
    for key in configuration:
        if key not in (*known.required, *known.optional):
            raise AwsError.of(say.UNKNOWN_CONFIGURATION, action=action["name"], key=key)
    _check_count(action, "input", *known.inputs)
    _check_count(action, "output", *known.outputs)


def _check_count(action: Params, kind: str, least: int, most: int) -> None:
    count = len(action.get(f"{kind}Artifacts") or ())
    about = {"action": action["name"], "count": count, "kind": kind}
    if count < least:
        raise AwsError.of(say.TOO_FEW_ARTIFACTS, **about, least=least)
    if count > most:
        raise AwsError.of(say.TOO_MANY_ARTIFACTS, **about, most=most)


def _check_artifacts(stages: list[Params]) -> None:
    """Each has one action that makes it, and those that take it run after that one."""
    made: set[str] = set()
    for action in in_order(stages):
        for artifact in action.get("inputArtifacts") or ():
            if artifact["name"] not in made:
                raise AwsError.of(say.NO_SUCH_ARTIFACT, artifact=artifact["name"], action=action["name"])
        for artifact in action.get("outputArtifacts") or ():
            if artifact["name"] in made:
                raise AwsError.of(say.OUTPUT_TWICE, artifact=artifact["name"])
            made.add(artifact["name"])


def in_order(stages: list[Params]) -> Iterator[Params]:
    """The actions as they run."""
    for stage in stages:
        yield from sorted(stage["actions"], key=lambda action: action.get("runOrder") or 1)


def _check_namespaces(stages: list[Params]) -> None:
    taken: set[str] = set()
    for stage in stages:
        for action in stage["actions"]:
            namespace = action.get("namespace")
            if namespace in taken:
                raise AwsError.of(say.NAMESPACE_TWICE, stage=stage["name"], action=action["name"], namespace=namespace)
            if namespace:
                taken.add(namespace)


def _check_type(pipeline: Params) -> None:
    variables, triggers = pipeline.get("variables") or [], pipeline.get("triggers") or []
    if (pipeline.get("pipelineType") or "V1") == "V1":
        if variables:
            raise AwsError.of(say.VARIABLES_NEED_V2)
        if triggers:
            raise AwsError.of(say.TRIGGERS_NEED_V2)
        if (pipeline.get("executionMode") or "SUPERSEDED") != "SUPERSEDED":
            raise AwsError.of(say.MODE_NEEDS_V2)
        if any(stage.get(on) for stage in pipeline["stages"] for on in ("beforeEntry", "onSuccess", "onFailure")):
            raise AwsError.of(say.CONDITIONS_NEED_V2)
    for variable in twice(variable["name"] for variable in variables):
        raise AwsError.of(say.VARIABLE_TWICE, variable=variable)
    connected = {
        action["name"]
        for action in pipeline["stages"][0]["actions"]
        if action["actionTypeId"]["provider"] == "CodeStarSourceConnection"
    }
    named = [(trigger.get("gitConfiguration") or {}).get("sourceActionName") for trigger in triggers]
    if set(named) - connected or list(twice(filter(None, named))):
        raise AwsError.of(say.TRIGGER_WITHOUT_CONNECTION)
