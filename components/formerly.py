"""Where resources stood when an environment had one service: a live stack keeps them as they are."""

from typing import Final

import pulumi
from pulumi import Alias

AT_THE_TOP: Final = Alias(parent=pulumi.ROOT_STACK_RESOURCE)
"""Most components of the service."""


def of_the_load_balancer(name: str) -> Alias:
    """The service's target groups and rules."""
    return _below(f"bluegreen:index:LoadBalancer::{name}")


def of_the_service(name: str) -> Alias:
    """What is below the rollout now."""
    return _below(f"bluegreen:index:Service::{name}")


def _below(component: str) -> Alias:
    return Alias(parent=f"urn:pulumi:{pulumi.get_stack()}::{pulumi.get_project()}::{component}")
