"""The command line: which stacks, judged how, reported where."""

import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import click

from policy.configuration import Setting, load
from policy.pack import Pack
from policy.rules import RULES
from verdict import report, stacks
from verdict.judging import Verdict, judge
from verdict.sarif import as_sarif

MANDATORY, NOT_JUDGED = 1, 2
"""Exit codes beside 0; click ends wrong usage with 2 by itself."""


@click.command()
@click.argument("names", metavar="[STACK]...", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", help="Default: text.")
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file that --policy-pack-config takes: levels, options and exemptions of rules.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the report there and only the summary to the terminal.",
)
@click.option("--watch", is_flag=True, help="Judge again whenever a file is saved, until Ctrl-C.")
def main(watch: bool, **asked: Any) -> None:
    """Judge each STACK (all of them when none is named) as in a first preview.

    Exit code 0: nothing mandatory was found. 1: something was. 2: wrong usage, configuration or settings.
    """
    if watch:
        # Only then: a package for development, and what it imports takes as long as our rules.
        from verdict import watching

        watching.watch(**asked)
    else:
        sys.exit(answer(**asked))


def answer(names: tuple[str, ...], form: str, config: Path | None, output: Path | None) -> int:
    """The verdicts, reported; whether something mandatory was found, as the exit code."""
    known = stacks.names()
    if unknown := [name for name in names if name not in known]:
        raise click.BadParameter(f"there is no Pulumi.{unknown[0]}.yaml; STACK is one of {', '.join(known)}")
    try:
        rules = load(RULES, config) if config else {}
    except ValueError as error:
        _end(str(error))
    verdicts = [_verdict(name, rules) for name in names or known]
    reported = _report(form, verdicts)
    if output:
        try:
            output.write_text(f"{reported}\n", encoding="utf-8")
        except OSError as error:
            _end(f"--output: {error}; name a file in a folder that is there")
        for verdict in verdicts:
            click.echo(report.summary(verdict, len(RULES)), err=True)
    else:
        click.echo(reported)
    return MANDATORY if any(verdict.mandatory for verdict in verdicts) else 0


def _verdict(stack: str, rules: Mapping[str, Setting]) -> Verdict:
    if secrets := stacks.encrypted(stack):
        click.echo(f"{stack}: encrypted values are not read: {', '.join(secrets)}", err=True)
    try:
        recording = stacks.run(stack, stacks.configuration(stack), secrets=secrets)
    except SystemExit:  # The settings have reported what is wrong.
        sys.exit(NOT_JUDGED)
    except Exception:
        _end(f"{stack}: the program failed\n{traceback.format_exc()}")
    if recording.failures:
        _end("\n  ".join([f"{stack}: the provider would refuse the program", *recording.failures]))
    return judge(stack, recording, Pack(RULES, rules))


def _report(form: str, verdicts: list[Verdict]) -> str:
    if form == "sarif":
        return as_sarif(verdicts, RULES)
    return (report.as_json if form == "json" else report.text)(verdicts, len(RULES))


def _end(message: str) -> NoReturn:
    click.echo(f"error: {message}", err=True)
    sys.exit(NOT_JUDGED)
