"""One measurement in a process of its own: `python -m bench.program raw|ours SERVICES` prints it as JSON.

No engine: a monitor in the same process answers at once with what was asked for and made-up values for what AWS would
decide. So a figure holds the program's own work (the components, pulumi_aws, the SDK) and little else. Imports come
before the clock starts, and the clock counts CPU time, which other work on the machine disturbs least.
"""

import gc
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pulumi
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.mocks import MockMonitor, Mocks, set_mocks
from pulumi.runtime.proto.resource_pb2 import RegisterResourceResponse

WAYS = ("raw", "ours")

DECIDED = ("arn", "arnSuffix", "dnsName", "repositoryUrl", "name", "dashboardName", "deploymentGroupName")
"""Properties that AWS answers with and that the declared resources pass on."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one process took to declare its services."""

    seconds: float
    """Of CPU."""
    before_mib: float
    """Peak of the process after the imports."""
    peak_mib: float
    """Of the whole process, resident."""
    types: dict[str, int]
    """AWS resources by type; the components aren't among them."""

    @property
    def resources(self) -> int:
        """AWS resources in all."""
        return sum(self.types.values())


def run(way: str, services: int) -> Run:
    """Declares that many services and waits until each resource has its answer."""
    import_module("components.quick_start")  # how seldom it looks for garbage halves the time: both ways alike
    declare = import_module(f"bench.{way}").declare
    _monitored(lambda: declare(1))  # the first use of an AWS service loads its module: import, too
    gc.collect()
    before = _peak_mib()
    start = time.process_time()
    types = _monitored(lambda: declare(services))
    return Run(seconds=time.process_time() - start, before_mib=before, peak_mib=_peak_mib(), types=types)


def _monitored(declare: Callable[[], None]) -> dict[str, int]:
    """The AWS resources that were declared, by type."""
    monitor = _Monitor()
    set_mocks(monitor.mocks, project="bench", stack="dev", preview=False, monitor=monitor)
    pulumi.runtime.test(declare)()
    return dict(monitor.types)


class _Nothing(Mocks):
    def call(self, args: Any) -> Any:
        raise AssertionError(f"nothing is looked up here, but {args.token} was")

    def new_resource(self, args: Any) -> Any:
        raise AssertionError("the monitor answers by itself")


class _Monitor(MockMonitor):
    """Pulumi's own mock turns every request into Python values and back, which would cost more than the program."""

    def __init__(self) -> None:
        super().__init__(_Nothing())
        self.types: Counter[str] = Counter()

    def RegisterResource(self, request: Any) -> RegisterResourceResponse:
        urn = self.make_urn(request.parent, request.type, request.name)
        if not request.custom:
            return RegisterResourceResponse(urn=urn)
        self.types[request.type] += 1
        made = Struct()
        made.CopyFrom(request.object)
        for name in DECIDED:
            if name not in made.fields:
                made.fields[name].string_value = f"{request.name}-{name}"
        return RegisterResourceResponse(urn=urn, id=f"{request.name}-id", object=made)


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in KiB


if __name__ == "__main__":
    print(json.dumps(vars(run(sys.argv[1], int(sys.argv[2])))))
