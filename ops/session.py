"""What every verb gets: the stack, AWS and the releases, each looked up when it is first needed."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import click

from ops import account, outputs_file, stack
from ops.aws import Aws
from ops.exits import Exit
from ops.pipelines import Pipeline
from ops.refusal import Refused
from ops.releases import Releases, releases_of
from ops.target import Target


@dataclass
class Session:
    """One call of the command."""

    named: str | None = None
    """The stack as it was named; None: the selected one."""
    service: str | None = None
    """The service as it was named; None: the stack's only one."""
    outputs: Path | None = None
    """The file of the service's outputs; None: the stack has them."""
    as_json: bool = False

    def ended(self, code: Exit, said: str, **facts: str) -> Exit:
        """Prints how it ended where there is no release to wait for; returns the code."""
        click.echo(json.dumps({"said": said, **facts, "exitCode": int(code)}) if self.as_json else said)
        return code

    @cached_property
    def target(self) -> Target:
        if self.outputs:
            return outputs_file.load(self.outputs)
        return stack.load(self.named or stack.selected(), self.service)

    @cached_property
    def aws(self) -> Aws:
        return Aws(self.target.names.region)

    @cached_property
    def releases(self) -> Releases:
        account.same(self.target, self.aws)
        return releases_of(self.target, self.aws)

    @cached_property
    def pipeline(self) -> Pipeline:
        """Refused where the service has none."""
        if not (name := self.target.names.pipeline):
            raise Refused(
                f"{self.target.names.service} has no pipeline",
                "switch it on by bluegreen:pipeline in the stack's file, and run `pulumi up`",
            )
        account.same(self.target, self.aws)
        return Pipeline(name, self.aws)
