"""The keys of requests: which of them a service takes, where several share the load balancer."""

from typing import Annotated

from pydantic import AfterValidator

from components.routing import Requests
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


class RequestKeys(Strict):
    """What a service takes; with neither paths nor hosts, all that no other service takes."""

    paths: Annotated[list[Path], AfterValidator(once)]
    hosts: Annotated[list[Host], AfterValidator(once)]
    priority: Annotated[int, between(1, LAST_PRIORITY, "(the lower is asked first)")]

    @property
    def requests(self) -> Requests:
        """The same for the component."""
        return Requests(paths=self.paths, hosts=self.hosts, priority=self.priority)

    @property
    def takes_the_rest(self) -> bool:
        """Whether it asks for no requests in particular."""
        return not self.paths and not self.hosts
