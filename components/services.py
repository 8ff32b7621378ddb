"""The services of an environment: each made once, and released one after the other."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pulumi import Resource, ResourceOptions

from components.pipeline import Pipeline
from components.release import Release
from components.service import Service, ServiceArgs


def make_each(args: Mapping[str, ServiceArgs]) -> dict[str, Service]:
    """Each service, by the name that its resources have.

    Those of Service Connect come in this order: a task knows the endpoints that were there when it started (ECS
    developer guide, Service Connect, considerations).
    """
    made: dict[str, Service] = {}
    for name, one in args.items():
        known = [other.rollout for other in made.values() if other.has_endpoint] if one.connect else []
        made[name] = Service(name, replace(one, place=replace(one.place, after=[*one.place.after, *known])))
    return made


def pipe_each(services: Mapping[str, Service], outputs: Mapping[str, Any]) -> None:
    """The pipelines of those that have one. `outputs` are by service."""
    for name, one in services.items():
        if one.args.pipeline:
            said = vars(outputs[one.args.service])
            Pipeline(name, one.args.pipeline, one, said, opts=ResourceOptions(parent=one))


def release_each(services: Mapping[str, Service], outputs: Mapping[str, Any]) -> None:
    """Those whose task definition changes, in this order: one that fails stops the rest. `outputs` are by service."""
    before: list[Resource] = []
    for name, one in services.items():
        if one.args.release:
            said = vars(outputs[one.args.service])
            before = [Release(name, one.args.release, one.args.told_apart_by, said, [one, *before])]
