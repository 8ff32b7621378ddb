"""The command line: what is judged, how, and where it is reported."""

import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click
import yaml

from policy.configuration import load
from policy.pack import Pack
from policy.rules import RULES
from verdict import report, stacks
from verdict.judging import Verdict, judge
from verdict.program import Program
from verdict.sarif import as_sarif
from verdict.stacks import ROOT

MANDATORY, NOT_JUDGED = 1, 2
"""Exit codes beside 0; click ends wrong usage with 2 by itself."""

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("names", metavar="[STACK]...", nargs=-1)
@click.option(
    "--program",
    "project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Judge the Pulumi project there, in Python, instead of this one.",
)
@click.option("--terraform", type=FILE, help="Judge a plan of Terraform: the output of `terraform show -json PLAN`.")
@click.option("--cloudformation", type=FILE, help="Judge a template, YAML or JSON; also one of `cdk synth`.")
@click.option(
    "--config",
    multiple=True,
    metavar="FILE|KEY=VALUE",
    help="FILE: what --policy-pack-config takes, the levels, options and exemptions of rules. KEY=VALUE, as often as "
    "needed: configuration of the --program, or a parameter of the template.",
)
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", help="Default: text.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the report there and only the summary to the terminal.",
)
@click.option("--watch", is_flag=True, help="Judge again whenever a file of this project is saved, until Ctrl-C.")
def main(watch: bool, config: Sequence[str], **asked: Any) -> None:
    """Judge each STACK (all of them when none is named) as in a first preview.

    Exit code 0: nothing mandatory was found. 1: something was. 2: wrong usage, configuration or settings.
    """
    files, values = _split(config)
    others = [name for name in ("project", "terraform", "cloudformation") if asked[name]]
    if len(others) > 1:
        raise click.UsageError("--program, --terraform and --cloudformation are three programs: judge one at a time")
    if asked["names"] and others and others != ["project"]:
        raise click.UsageError(f"STACK {asked['names'][0]!r} is of a Pulumi project, and --{others[0]} has none")
    if values and others not in (["project"], ["cloudformation"]):
        raise click.BadParameter(f"{next(iter(values))}=… is for --program and --cloudformation", param_hint="--config")
    if watch:
        if others:
            raise click.UsageError("--watch watches this project's own files")
        # Only then: a package for development, and what it imports takes as long as our rules.
        from verdict import watching

        watching.watch(config=files, **asked)
    else:
        sys.exit(answer(config=files, values=values, **asked))


def _split(given: Sequence[str]) -> tuple[Path | None, dict[str, str]]:
    """The file of rules' settings, and the values of configuration."""
    files = [one for one in given if "=" not in one or Path(one).is_file()]
    if len(files) > 1:
        raise click.BadParameter(
            f"one file of rules' settings, and not both {' and '.join(files)}", param_hint="--config"
        )
    if files and not Path(files[0]).is_file():
        raise click.BadParameter(f"there is no file {files[0]!r}, and it is no KEY=VALUE", param_hint="--config")
    values = dict(one.split("=", 1) for one in given if one not in files)
    return Path(files[0]) if files else None, values


def answer(
    names: tuple[str, ...],
    form: str,
    config: Path | None,
    output: Path | None,
    project: Path | None = None,
    terraform: Path | None = None,
    cloudformation: Path | None = None,
    values: Mapping[str, str] | None = None,
) -> int:
    """The verdicts, reported; whether something mandatory was found, as the exit code."""
    try:
        rules = load(RULES, config) if config else {}
    except ValueError as error:
        _end(str(error))
    if project:
        programs = _of_project(project, names, values or {})
    elif terraform:
        programs = _of_plan(terraform)
    elif cloudformation:
        programs = _of_template(cloudformation, values or {})
    else:
        programs = _of_stacks(names)
    verdicts = [judge(program, Pack(RULES, rules)) for program in programs]
    reported = _report(form, verdicts)
    for verdict in verdicts:
        for note in verdict.notes:
            click.echo(f"{verdict.stack}: {note}", err=True)
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


def _of_stacks(names: Sequence[str]) -> Iterator[Program]:
    """This project's own."""
    known = stacks.names()
    _check(names, known)
    for stack in names or known:
        try:
            config, secrets = stacks.configuration(stack), stacks.encrypted(stack)
        except yaml.YAMLError as error:
            _end(f"Pulumi.{stack}.yaml cannot be read: {error}")
        try:
            recording = stacks.run(stack, config, secrets=secrets)
        except SystemExit:  # The settings have reported what is wrong.
            sys.exit(NOT_JUDGED)
        except Exception:
            _end(f"{stack}: the program failed\n{traceback.format_exc()}")
        if recording.failures:
            _end("\n  ".join([f"{stack}: the provider would refuse the program", *recording.failures]))
        yield recording.program(stack, ROOT, secrets)


def _of_project(folder: Path, names: Sequence[str], values: Mapping[str, str]) -> Iterator[Program]:
    from verdict.projects import NoProject, Project

    try:
        project = Project(folder)
        known = project.stacks()
        _check(names, known)
        for stack in names or known:
            yield project.program(stack, values)
    except NoProject as error:
        _end(str(error))


def _of_plan(file: Path) -> Iterator[Program]:
    from verdict.terraform import plan, program

    try:
        yield program.read(file)
    except plan.NoPlan as error:
        _end(str(error))


def _of_template(file: Path, parameters: Mapping[str, str]) -> Iterator[Program]:
    from verdict.cloudformation import program, template

    try:
        yield program.read(file, parameters)
    except template.NoTemplate as error:
        _end(str(error))


def _check(names: Sequence[str], known: Sequence[str]) -> None:
    if unknown := [name for name in names if name not in known]:
        raise click.BadParameter(f"there is no Pulumi.{unknown[0]}.yaml; STACK is one of {', '.join(known)}")


def _report(form: str, verdicts: list[Verdict]) -> str:
    if form == "sarif":
        return as_sarif(verdicts, RULES)
    return (report.as_json if form == "json" else report.text)(verdicts, len(RULES))


def _end(message: str) -> NoReturn:
    click.echo(f"error: {message}", err=True)
    sys.exit(NOT_JUDGED)
