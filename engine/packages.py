"""`packages.py requirements.txt`: installs the packages with this Python's pip, says how far it is, and why it failed.

Standard library only: it runs before anything is installed.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

PIP = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off", "--retries", "2",
       "--timeout", "15", "--require-hashes", "-r"]  # fmt: skip
EVERY = 10
"""Packages between two lines of progress."""

_UNREACHED = re.compile(
    r"Failed to establish a new connection|Temporary failure in name resolution|Name or service not known"
    r"|nodename nor servname|Network is unreachable|No route to host|ConnectTimeoutError|ReadTimeoutError|ProxyError"
)


def main(requirements: str) -> int:
    """The exit code of pip."""
    total = len(re.findall(r"^[\w.-]+==", Path(requirements).read_text(), re.MULTILINE))
    print(f"Installing up to {total} Python packages into {sys.prefix} (a minute or more)", flush=True)
    with subprocess.Popen([*PIP, requirements], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        seen: list[str] = []
        for line in progress(kept(process.stdout, seen), total):
            print(line, flush=True)
    if process.returncode:
        print(failure(seen), file=sys.stderr)
    return process.returncode


def kept(lines: Iterable[str], seen: list[str]) -> Iterator[str]:
    """The lines as they come; `seen` has them afterwards."""
    for line in lines:
        seen.append(line)
        yield line


def progress(lines: Iterable[str], total: int) -> Iterator[str]:
    """What to say of pip's lines: each tenth package, and when it begins to write them."""
    count = 0
    for line in lines:
        if line.startswith("Collecting "):
            count += 1
            if count % EVERY == 0:
                yield f"  {count} of {total}: {line.split()[1].partition('=')[0]}"
        elif line.startswith("Installing collected packages"):
            yield f"  {count} are here; unpacking"


def failure(lines: list[str]) -> str:
    """Why pip failed: no network, or its own words."""
    text = "".join(lines)
    if _UNREACHED.search(text):
        return (
            "make: no network: pip could not reach its package index. Connect this machine, or name an index that it "
            "can reach (PIP_INDEX_URL=https://…), then run the command again"
        )
    errors = [line for line in lines if line.startswith("ERROR:")] or lines[-5:]
    return f"make: the Python packages could not be installed:\n{''.join(errors).rstrip()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
