"""The key of a pipeline: from where changes come, and what is done before they are released.

What must hold between it and other keys is in `pipeline_checks.py`.
"""

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from components.pipeline import Archived, Connected, PipelineArgs, Pushed, Source
from model.codebuild import BUILD_MINUTES
from model.images import TAG
from model.partitions import ANY
from settings.strict import Strict, refuse_unless
from settings.values import between, matching, nothing_said

FORMS = {
    "connectionArn": ("connection_arn", "repository", "branch"),
    "key": ("bucket", "key"),
    "imageTag": ("image_tag",),
}
"""By the key that says which form a source has."""

OF_AN_IMAGE = {"context", "test", "moving_tag"}
"""What is said of an image that is built."""

Command = Annotated[str, matching(r"(?s)\s*\S.*", "must be a command of a shell")]
Tag = Annotated[str, matching(f"|{TAG.pattern}", "must be a tag of an image: letters, digits, _, . and -")]


class SourceObject(Strict):
    """`source` of `pipeline`."""

    connection_arn: Annotated[
        str,
        matching(
            rf"|{ANY}:(codeconnections|codestar-connections):[a-z0-9-]+:\d{{12}}:connection/[a-f0-9-]{{36}}",
            "must be the ARN of a connection, arn:aws:codeconnections:REGION:ACCOUNT:connection/ID",
        ),
    ] = ""
    repository: Annotated[
        str, matching(r"|[\w.-]+(/[\w.-]+)+", "must be owner and name of a repository, such as team/web")
    ] = ""
    branch: Annotated[
        str,
        matching(
            r"(?!-)[\w./#@+=,-]{1,255}",
            "must be the name of a branch, such as main: letters, digits and . / _ - # @ + = ,",
        ),
    ] = "main"
    bucket: Annotated[
        str,
        matching(r"|[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "must be the name of a bucket, or empty for one that is made"),
    ] = ""
    key: Annotated[
        str,
        matching(
            # A * would be any object, to the role and the rule that name this one.
            r"|[\w!.'()/-]{1,1024}",
            "must be the key of a ZIP file, such as source.zip: letters, digits and . / _ - ! ' ( )",
        ),
    ] = ""
    image_tag: Tag = ""

    @model_validator(mode="after")
    def _one_form(self) -> "SourceObject":
        said = [key for key, names in FORMS.items() if self.model_fields_set & {*names}]
        refuse_unless(
            len(said) == 1,
            "must have one of connectionArn (with repository), key (of a ZIP file in S3, with or without bucket) and "
            "imageTag",
        )
        if said == ["connectionArn"]:
            refuse_unless(bool(self.connection_arn and self.repository), "must have connectionArn and repository")
        elif said == ["key"]:
            refuse_unless(bool(self.key), "must have the key of the ZIP file in the bucket, such as source.zip")
        else:
            refuse_unless(bool(self.image_tag), "must have the tag that starts the pipeline, such as latest")
        return self

    @property
    def source(self) -> Source:
        """The same for the component."""
        if self.connection_arn:
            return Connected(connection_arn=self.connection_arn, repository=self.repository, branch=self.branch)
        if self.key:
            return Archived(key=self.key, bucket_name=self.bucket or None)
        return Pushed(tag=self.image_tag)


class PipelineObject(Strict):
    """`pipeline`; what is left out is the component's."""

    source: SourceObject
    context: Annotated[
        str,
        # What begins with a hyphen would be an option of docker build.
        matching(
            r"(?![/-])(?!(.*/)?\.\.(/|$))[\w./-]+",
            "must be a folder of the source, such as app: letters, digits and . / _ -, without .. and no - first",
        ),
    ] = PipelineArgs.context
    test: list[Command] = Field(default_factory=list)
    moving_tag: Tag = PipelineArgs.moving_tag
    approval: bool = PipelineArgs.approval
    build_minutes: Annotated[int, between(BUILD_MINUTES[0], BUILD_MINUTES[-1], "minutes")] = PipelineArgs.build_minutes
    install: list[Command] = Field(default_factory=list)

    @model_validator(mode="after")
    def _builds_or_not(self) -> "PipelineObject":
        if self.source.image_tag:
            refuse_unless(
                not self.model_fields_set & OF_AN_IMAGE,
                "has source.imageTag, an image that somebody built and pushed; take out context, test and movingTag",
            )
        return self

    def args(self, architecture: str, *, until: str, gate: str) -> PipelineArgs:
        """The same for the component, with what other keys say."""
        return PipelineArgs(
            source=self.source.source,
            context=self.context,
            test=tuple(self.test),
            moving_tag=self.moving_tag,
            approval=self.approval,
            build_minutes=self.build_minutes,
            architecture=architecture,
            until=until,
            gate=gate,
            install=tuple(self.install),
        )


class PipelineKeys(Strict):
    """What a service says of it."""

    delivered: Annotated[PipelineObject | None, BeforeValidator(nothing_said), Field(alias="pipeline")]
