"""The services of an environment, and what releases them."""

from dataclasses import replace

from components.release import ReleaseArgs
from components.service import Place
from components.services import make_each, release_each
from outputs import of_services
from tests.components.fronts import FRONT
from tests.settings.configured import settings
from verdict.recording import Recording, record

PLACE = Place(
    cluster_name="cluster", capacity_provider_name="FARGATE", vpc_id="vpc-1", subnet_ids=["a", "b"], nat_addresses=[]
)


def released(release: ReleaseArgs | None) -> Recording:
    def build() -> None:
        made = settings("staging").service_args(PLACE, FRONT, "123456789012", {}, {})
        services = make_each({name: replace(one, release=release) for name, one in made.items()})
        release_each(services, of_services(services, "test"))

    return record(build)


def test_a_service_that_is_released_from_outside_needs_nothing_of_our_plugin() -> None:
    assert released(None).all("releases:index:Release") == []
    by_plugin = ReleaseArgs(rollout="onUpdate", until="done", image="web:1", image_gate="none")
    assert len(released(by_plugin).all("releases:index:Release")) == 1
