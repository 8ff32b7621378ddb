"""The key of telemetry: what the collector beside a service sends."""

from typing import Annotated

from pydantic import BeforeValidator

from components.telemetry import Collector
from model.containers import LEAST_MEMORY_MIB
from model.telemetry import Telemetry
from settings.strict import Strict
from settings.values import Image, User, between, nothing_said


class TelemetryObject(Strict):
    """`telemetry`; what is left out is the component's."""

    sends: Telemetry
    image: Image = Collector.image
    cpu: Annotated[int, between(1, 196_608, "CPU units (1024 are one vCPU)")] = Collector.cpu_units
    memory: Annotated[int, between(LEAST_MEMORY_MIB, 6_291_456, "MiB")] = Collector.memory_mib
    user: User = ""
    read_only_root: bool = False


class TelemetryKeys(Strict):
    """What a service says of it."""

    telemetry: Annotated[TelemetryObject | None, BeforeValidator(nothing_said)]

    @property
    def collector(self) -> Collector | None:
        """The same for the component; None, there is none."""
        if (said := self.telemetry) is None:
            return None
        return Collector(
            sends=said.sends,
            image=said.image,
            cpu_units=said.cpu,
            memory_mib=said.memory,
            user=said.user or None,
            read_only_root=said.read_only_root,
        )
