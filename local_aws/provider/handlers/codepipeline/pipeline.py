"""CodePipeline pipeline. Of `triggerAlls`, AWS's own triggers, nothing is read."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

_TOKEN = "aws:codepipeline/pipeline:Pipeline"
_NAMES = {"condition": "conditions", "pushes": "push", "pullRequests": "pullRequest"}
_ACTION_TYPE = ("category", "owner", "provider", "version")
_SECRET = "OAuthToken"
"""Of GitHub's former action; AWS shows it as asterisks."""
# CodePipeline sees a new role only after a moment.
_NOT_YET = ("InvalidStructureException", "not authorized")


def create(aws: Aws, props: Props) -> str:
    """Makes the pipeline, which runs at once on AWS; its id is its name."""
    codepipeline = aws.client("codepipeline")
    asked = request(
        codepipeline, "CreatePipeline", {"pipeline": _declared(props), "tagsAll": props.get("tagsAll")}, _NAMES
    )
    id: str = retry(lambda: codepipeline.create_pipeline(**asked), _NOT_YET)["pipeline"]["name"]
    return id


def _declared(props: Props) -> Props:
    """In AWS's structure: one store or one a region, and the type of each action in one place."""
    return {key: value for key, value in props.items() if key not in ("artifactStores", "tags", "tagsAll")} | {
        **_stores(props["artifactStores"]),
        "stages": [
            stage | {"actions": [_declared_action(action) for action in stage["actions"]]} for stage in props["stages"]
        ],
    }


def _stores(stores: list[Props]) -> Props:
    regions = [store.get("region") or "" for store in stores]
    if len(stores) == 1:
        if regions[0]:
            raise ValueError("region cannot be set for a single-region CodePipeline Pipeline")
        return {"artifactStore": stores[0]}
    if "" in regions:
        raise ValueError("region must be set for a cross-region CodePipeline Pipeline")
    if len(set(regions)) < len(regions):
        raise ValueError("only one Artifact Store can be defined per region for a cross-region CodePipeline Pipeline")
    return {"artifactStores": dict(zip(regions, stores, strict=True))}


def _declared_action(action: Props) -> Props:
    artifacts = action.get("outputArtifactsForComputeActions") or action.get("outputArtifacts")
    type_id = {name: action[name] for name in _ACTION_TYPE}
    return action | {"actionTypeId": type_id, "outputArtifacts": artifacts}


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The pipeline and its tags."""
    codepipeline = aws.client("codepipeline")
    with gone_is_fine("PipelineNotFoundException"):
        found = codepipeline.get_pipeline(name=id)
        pipeline, arn = found["pipeline"], found["metadata"]["pipelineArn"]
        for stage in pipeline["stages"]:
            stage["actions"] = [action | action["actionTypeId"] for action in stage["actions"]]
        inputs = fields(_TOKEN, "artifactStores", "tags", "region")
        shown = from_aws(inputs, pipeline, _NAMES)
        _restore_secrets(shown["stages"], known.get("stages") or [])
        stores = pipeline.get("artifactStores") or {None: pipeline.get("artifactStore")}
        shape = fields(_TOKEN)["artifactStores"].fields
        tags = codepipeline.list_tags_for_resource(resourceArn=arn)["tags"]
        return {
            **dict.fromkeys(inputs),
            **shown,
            "artifactStores": [from_aws(shape, store | {"region": region}) for region, store in stores.items()],
            "arn": arn,
            "tagsAll": {tag["key"]: tag["value"] for tag in tags},
        }
    return None


def _restore_secrets(stages: list[Props], known: list[Props]) -> None:
    """Puts in what the program gave, where AWS hides it."""
    for stage, before in zip(stages, known, strict=False):
        for action, then in zip(stage["actions"], before["actions"], strict=False):
            configuration: dict[str, Any] = action.get("configuration") or {}
            given = (then.get("configuration") or {}).get(_SECRET)
            if _SECRET in configuration and given:
                configuration[_SECRET] = given


def update(aws: Aws, id: str, change: Change) -> None:
    """One UpdatePipeline with the whole declaration; tags apart."""
    codepipeline = aws.client("codepipeline")
    if change.keys - {"tags", "tagsAll"}:
        asked = request(codepipeline, "UpdatePipeline", {"pipeline": _declared(change.new)}, _NAMES)
        codepipeline.update_pipeline(**asked)
    put, removed = tag_lists.difference(change)
    if removed:
        codepipeline.untag_resource(resourceArn=change.old["arn"], tagKeys=removed)
    if put:
        tags = [{"key": key, "value": value} for key, value in put.items()]
        codepipeline.tag_resource(resourceArn=change.old["arn"], tags=tags)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the pipeline; AWS takes it for a success when there is none."""
    aws.client("codepipeline").delete_pipeline(name=id)


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
