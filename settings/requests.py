"""The keys of requests: which of them a service takes, where several share the load balancer.

By hosts and paths behind an Application Load Balancer, by a port behind a Network Load Balancer.
"""

from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import AfterValidator

from components.routing import Requests
from model.ports import LAST_PORT
from model.rule_conditions import LAST_PRIORITY, LONGEST_VALUE
from settings.strict import Strict
from settings.values import between, matching, once

Path = Annotated[
    str,
    matching(
        r"/[\w.$/~\"'@:+&*?-]*",
        "must be a path such as /orders/*, where * stands for any characters and ? for one",
        most=LONGEST_VALUE,
    ),
]
Host = Annotated[
    str,
    matching(
        r"[A-Za-z0-9.*?-]*[A-Za-z0-9*?-]",
        "must be a host such as api.example.com or *.example.com",
        most=LONGEST_VALUE,
    ),
]
PlainHost = Annotated[
    str, matching(r"[A-Za-z0-9.-]*", "must be a host such as api.example.com, without * and ?", most=LONGEST_VALUE)
]


class RequestKeys(Strict):
    """What a service takes; with neither paths nor hosts, all that no other service takes."""

    paths: Annotated[list[Path], AfterValidator(once)]
    hosts: Annotated[list[Host], AfterValidator(once)]
    priority: Annotated[int, between(1, LAST_PRIORITY, "(the lower is asked first)")]
    listener_port: Annotated[int, between(0, LAST_PORT, "(a TCP port)")]
    test_listener_port: Annotated[int, between(0, LAST_PORT, "(a TCP port)")]

    @property
    def requests(self) -> Requests:
        """The same for the component."""
        return Requests(
            paths=self.paths,
            hosts=self.hosts,
            priority=self.priority,
            port=self.listener_port,
            test_port=self.test_listener_port,
        )

    def takes(self, host: str, path: str) -> bool:
        """Whether a request is the service's. Hosts are alike in any case, paths are not."""
        by_host = not self.hosts or any(_alike(one.lower(), host.lower()) for one in self.hosts)
        return by_host and (not self.paths or any(_alike(one, path) for one in self.paths))

    def takes_all_of(self, other: "RequestKeys") -> bool:
        """Whether each request of another service is this one's, too."""
        return all(self.takes(host, path) for host in other.hosts or ["*"] for path in other.paths or ["/*"])

    @property
    def plain_host(self) -> str:
        """The first host that stands for no others; empty where there is none."""
        return next((one for one in self.hosts if not {"*", "?"} & {*one}), "")

    @property
    def takes_the_rest(self) -> bool:
        """Whether it asks for no requests in particular."""
        return not self.paths and not self.hosts


def _alike(pattern: str, text: str) -> bool:
    """As the load balancer compares: * is any characters, ? is one. Of a text that is a pattern itself ? is no *."""
    return fnmatchcase(text, pattern.replace("[", "[[]").replace("?", "[!*]"))
