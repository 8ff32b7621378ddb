"""What differs from run to run, made the same in all: ids, times, ports.

d-EXAMPLE01           a deployment of CodeDeploy, in the order in which they are named
EXAMPLE00000000000001 one of ECS
-1a2b3c4              what Pulumi adds to a name
m:ss, …s              a time on the clock
"""

import re
from collections.abc import Callable

API_PORT, LISTENER_PORTS = "4566", ("10080", "8080")
"""Of the local AWS and of dev's two listeners, where they are free."""


class Plain:
    """Of one guide, so that an id is the same from its first command to its last."""

    def __init__(self, api_port: int) -> None:
        self._known: dict[str, str] = {str(api_port): API_PORT}
        self._counts: dict[str, int] = {}

    def __call__(self, output: str) -> str:
        said = re.sub(r"\x1b\[[0-9;]*m", "", output)
        said = re.sub(r"\bd-[A-Z0-9]{9}\b", self._numbered("d-EXAMPLE{:02}"), said)
        said = re.sub(r"\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{21}\b", self._numbered("EXAMPLE{:014}"), said)
        said = re.sub(r"(?<=127\.0\.0\.1:)\d+", self._port, said)
        said = re.sub(r"(?<=[a-z0-9]-)[0-9a-f]{7}\b", "1a2b3c4", said)
        said = re.sub(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b[0-9a-f]{32}\b", "4c0d…", said)
        said = re.sub(r"(?<=/)[0-9a-f]{16}\b", "236fdc49e656be2a", said)
        said = re.sub(r"^ *\d+:\d\d(?=  )", "  m:ss", said, flags=re.MULTILINE)
        said = re.sub(r"(?<=  )\d+:\d\d\b", "m:ss", said)
        said = re.sub(r"\b\d+ [A-Z][a-z]{2} \d\d:\d\d\b", "30 Nov 12:00", said)
        return re.sub(r"\(\d+(?:\.\d+)?s\)", "(…s)", said)

    def typed(self, command: str) -> str:
        """The command as it works in this run: with the ports of now."""
        ports = {shown: real for real, shown in self._known.items() if real.isdigit()}
        return re.sub(r"(?<=127\.0\.0\.1:)\d+", lambda found: ports.get(found[0], found[0]), command)

    def _numbered(self, form: str) -> Callable[[re.Match[str]], str]:
        def number(found: re.Match[str]) -> str:
            if found[0] not in self._known:
                self._counts[form] = self._counts.get(form, 0) + 1
                self._known[found[0]] = form.format(self._counts[form])
            return self._known[found[0]]

        return number

    def _port(self, found: re.Match[str]) -> str:
        ports = sum(real.isdigit() for real in self._known) - 1
        if found[0] not in self._known and ports < len(LISTENER_PORTS):
            self._known[found[0]] = LISTENER_PORTS[ports]
        return self._known.get(found[0], found[0])
