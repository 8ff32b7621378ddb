"""The command: `python -m fleet preview|up|down [STACK…]`."""

import json
import os
import sys
from pathlib import Path

import click
import yaml
from pulumi.automation import CommandError, LocalWorkspace, PulumiCommand
from pulumi.automation.errors import InvalidVersionError
from rich.console import Console

from fleet import account, project
from fleet.events import printed
from fleet.fleet import Fleet
from fleet.screen import Screen, summary

STOPPED = 130
"""As a shell counts a command that Ctrl-C ended."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("verb", type=click.Choice(["preview", "up", "down"]))
@click.argument("stacks", nargs=-1)
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count, help="How many at once; one a core.")
@click.option("--init", is_flag=True, help="Make the stacks that have a file and are not in the backend yet.")
@click.option("--yes", is_flag=True, help="Don't ask before changes are made.")
@click.option("--json", "as_json", is_flag=True, help="The outcomes as JSON on standard output.")
@click.option("--policy-pack", "pack", default="policy", help="Judges all of them; 'policy' when not given.")
@click.option("--policy-pack-config", "config", type=click.Path(exists=True), help="How it does.")
def fleet(
    verb: str, stacks: tuple[str, ...], jobs: int, init: bool, yes: bool, as_json: bool, pack: str, config: str | None
) -> int:
    """Preview, bring up or take down many environments: the STACKs named, or all that have a Pulumi.STACK.yaml.

    `up` previews all of them first, then asks, and leaves out stacks whose preview failed or has no change. A stack
    that fails stops no other.

    Exit codes: 0 all is well, 1 a stack failed, 2 a wrong command line, 130 stopped by Ctrl-C.
    """
    folder = Path.cwd()
    files = project.stack_files(folder)
    if not files:
        raise click.UsageError(
            f"there is no Pulumi.STACK.yaml in {folder}; `pulumi stack init` and `pulumi config` make one"
        )
    if unknown := [name for name in stacks if name not in files]:
        raise click.UsageError(
            f"there is no Pulumi.{unknown[0]}.yaml in {folder}; a STACK is one of {', '.join(files)}"
        )
    engine = PulumiCommand()
    there = _in_backend(folder, engine) if init or verb == "down" else set(files)
    chosen = list(dict.fromkeys(stacks)) or [name for name in files if verb != "down" or name in there]
    where = account.place(folder, engine, {name: files[name] for name in chosen})
    console = Console(stderr=True, highlight=False, markup=False)
    console.print(f"{verb} of {_counted(chosen)} {where}")
    made = Fleet(
        folder=folder,
        engine=engine,
        stacks=chosen,
        jobs=jobs,
        screen=Screen(console),
        packs={"policy_packs": [pack]} | ({"policy_pack_configs": [config]} if config else {}),
        missing=frozenset(chosen) - there if verb != "down" else frozenset(),
    )

    def agreed(changed: list[str]) -> bool:
        if yes:
            return True
        console.print(summary(made.known.values()), soft_wrap=True)
        return click.confirm(f"{verb} of {_counted(changed)} {where}?", err=True)

    getattr(made, verb)(agreed)
    outcomes = list(made.known.values())
    console.print(summary(outcomes), soft_wrap=True)
    if as_json:
        click.echo(json.dumps({"verb": verb, "where": where, "stacks": [one.plain() for one in outcomes]}, indent=2))
    return STOPPED if made.stopped else int(any(one.state.bad for one in outcomes))


def main() -> None:
    """Runs it; what went wrong is said without a traceback."""
    try:
        code = fleet.main(prog_name="python -m fleet", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = _said("stopped before anything was changed", STOPPED)
    except CommandError as error:
        code = _said("\n".join(printed(str(error))), 1)
    except (InvalidVersionError, yaml.YAMLError) as error:
        code = _said(str(error), 1)
    except FileNotFoundError as error:
        code = _said(f"{error.filename}: not found; run it in the project's folder, with pulumi on PATH", 1)
    sys.exit(code)


def _said(what: str, code: int) -> int:
    click.echo(f"fleet: {what}", err=True)
    return code


def _in_backend(folder: Path, engine: PulumiCommand) -> set[str]:
    """The project's stacks, without the organization that Pulumi Cloud puts before some."""
    return {
        one.name.rpartition("/")[2] for one in LocalWorkspace(work_dir=str(folder), pulumi_command=engine).list_stacks()
    }


def _counted(stacks: list[str]) -> str:
    return f"{len(stacks)} {'stack' if len(stacks) == 1 else 'stacks'}"
