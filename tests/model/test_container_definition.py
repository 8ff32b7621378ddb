"""The parameters of containers are those of the installed API."""

from botocore.loaders import Loader

from model.container_definition import PARAMETERS


def test_they_are_those_of_the_api() -> None:
    shapes = Loader().load_service_model("ecs", "service-2")["shapes"]
    found: set[str] = set()
    waiting, seen = ["ContainerDefinition"], set[str]()
    while waiting:
        if (name := waiting.pop()) not in seen:
            seen.add(name)
            members = shapes[name].get("members", {})
            found |= members.keys()
            inner = [*members.values(), *(shapes[name][kind] for kind in ("member",) if kind in shapes[name])]
            waiting += [one["shape"] for one in inner]
    assert found == PARAMETERS
