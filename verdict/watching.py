"""`python -m verdict --watch`: a verdict, and another whenever a file is saved, until Ctrl-C.

What others wrote stays loaded (pulumi, pulumi_aws, pydantic, and what Pulumi has learnt of their types). Of ours, what
was saved is loaded anew, with all that imports it. An event only wakes: the files themselves say what was saved.
"""

import gc
import importlib
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Collection, Sequence, Set
from pathlib import Path
from typing import Any, NoReturn

import click
from watchfiles._rust_notify import RustNotify

from verdict import sources
from verdict.sources import ROOT, Seen

HERE = Path(__file__).parent
RESIDENT = {HERE / name for name in ("__init__.py", "__main__.py", "sources.py", "watching.py")}
"""What can't be loaded anew while it runs."""

LONGEST_MS, PAUSE_MS = 100, 10
"""Saves belong together until there is such a pause, and at the longest so long."""


def watch(config: Path | None, **asked: Any) -> None:
    """Calls `verdict.command.answer` with what was asked; returns on Ctrl-C."""
    others = [config.resolve()] if config else []
    imports, packages = sources.Imports(), set[Path]()
    saved: list[Path] = []
    ended = _interrupted()
    try:
        while True:
            notify = _notify([*sources.folders(), *(file.parent for file in others)])
            before = sources.seen(others)  # after it: whatever is saved from here on wakes us
            _judge(saved, config=config, **asked)
            imports.note()
            packages |= sources.packages()  # also those that can't be loaded any more
            gc.collect()
            gc.freeze()
            while not (saved := _saved(before, sources.seen(others), packages)):
                if notify.watch(LONGEST_MS, PAUSE_MS, 0, ended) in ("signal", "stop"):
                    return
            if RESIDENT & {*saved}:
                _start_over()
            imports.forget(saved)
    except KeyboardInterrupt:
        return


def _interrupted() -> threading.Event:
    """Set on Ctrl-C, as the exception alone may be lost: in a finalizer Python ignores it."""
    event = threading.Event()

    def interrupt(*_: object) -> NoReturn:
        event.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    return event


def _judge(saved: Sequence[Path], **asked: Any) -> None:
    names = ", ".join(str(file.relative_to(ROOT) if file.is_relative_to(ROOT) else file) for file in saved)
    _say(f"{names} changed" if saved else "judging")
    start = time.perf_counter()
    importlib.invalidate_caches()
    try:
        importlib.import_module("verdict.command").answer(**asked)
    except click.ClickException as error:
        error.show()
    except SystemExit:  # It has said why.
        pass
    except Exception:  # A file that was saved half-way, such as one with a syntax error.
        traceback.print_exc()
    _say(f"judged in {time.perf_counter() - start:.2f} s; waiting for the next change, Ctrl-C ends")


def _say(words: str) -> None:
    sys.stdout.flush()
    click.echo(f"{time.strftime('%H:%M:%S')} {words}", err=True)


def _notify(folders: Collection[Path]) -> RustNotify:
    return RustNotify(
        [*map(str, folders)],
        debug=False,
        force_polling=False,
        poll_delay_ms=PAUSE_MS,
        recursive=False,
        ignore_permission_denied=True,
    )


def _saved(before: Seen, now: Seen, packages: Set[Path]) -> list[Path]:
    """What is new, gone or another one now; of packages only those that the verdict is made of."""
    changed = sorted(file for file in {*before, *now} if before.get(file) != now.get(file))
    return [file for file in changed if packages & {*file.parents} or not sources.packaged(file)]


def _start_over() -> NoReturn:
    _say("the watch itself changed: starting over")
    sys.stderr.flush()
    os.execv(sys.executable, sys.orig_argv)
