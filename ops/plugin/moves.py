"""What a stack that is up cannot become by an update: said in its preview, with the way that there is.

What would replace a target group, a listener, the load balancer or the service that users are on, or start a deployment
beside releases, is refused. `settings/kept.py` says which values of keys a stack keeps.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from model.fargate import FARGATE_PROVIDERS
from model.strategy import NATIVE, Strategy
from ops.plugin.inputs import UNKNOWN

_ADDRESSES = (
    "tasks have their addresses there: AWS changes that of a service that CodeDeploy moves in a release only, and of "
    "any other ECS would start a deployment beside releases"
)
WHY: Mapping[str, str] = {
    "containerPort": "its target groups are made for that port, so that they, their rules and the service would be "
    "made anew, live",
    "stickinessSeconds": "its rules keep what they forward to, with stickiness or without, while the target groups "
    "would change",
    "vpc": "target groups are of one VPC, so that they, the load balancer and the service would be made anew, live",
    "vpcCidr": "a VPC keeps its network, so that it and all that is in it would be made anew, live",
    "zones": _ADDRESSES,
    "vpc.privateSubnetIds": _ADDRESSES,
    "loadBalancer.productionListenerArn": "its rules would be taken from where users are and made at another listener",
    "loadBalancer.testListenerArn": "its rule there would be another one, of which ECS starts a deployment beside "
    "releases",
    "loadBalancer.targetSecurityGroupId": _ADDRESSES,
    "ipAddressType": "subnets keep their IPv6 blocks as long as something has an address there, so that the update "
    "would fail half-way",
    "loadBalancerType": "a load balancer keeps its type, so that it, its listeners, its target groups and the service "
    "would be made anew, live",
    "internal": "a load balancer keeps its scheme, so that it, its listeners and its DNS name would be made anew, live",
    "cluster.name": "a service keeps its cluster, so that it would be made anew, live",
    "namespace": "callers and called would be in two until ECS has deployed each anew, and AWS deletes no namespace "
    "that services are in",
    "serviceConnect.appProtocol": "ECS takes no other protocol for the life of a service",
}
"""Of each key that a stack keeps: what another value would do. Which parameters of a service start a deployment is in
the ECS API reference, UpdateService; what is made anew, in the schema of Pulumi's aws provider."""

CONNECT = "serviceConnect"
"""The key of which any other value is possible, but not each in one step: its `model.service_connect.Part`."""

_PARTS: Mapping[str, str] = {"none": "none", "client": "clientOnly", "endpoint": "a port"}

FREE = {("ipAddressType", "ipv4", "dualstack")}
"""Key, old and new value that is no such change."""


def refusals(olds: dict[str, Any], news: dict[str, Any]) -> list[str]:
    """Why a running service cannot become what is asked for; nothing, where one of the two is not known."""
    if not olds or UNKNOWN in (olds["outputs"], news["outputs"]):
        return []
    old, new = olds["outputs"], news["outputs"]
    strategies = Strategy(old["strategy"]), Strategy(new["strategy"])
    return [
        *refused_moves(*strategies),
        *(_launch_type(old, new) or _capacity(strategies[1], old, new)),
        *_kept(olds.get("kept", {}), news.get("kept", {})),
        *_connected(olds.get("kept", {}), news.get("kept", {}), releases=news.get("rollout") == "onUpdate"),
    ]


def refused_moves(old: Strategy, new: Strategy) -> list[str]:
    """Why a stack that is up cannot go on with another strategy; empty: it can."""
    if new is old or new in NATIVE:
        return []
    why = "the service may be in either target group, and a rolling update moves no traffic"
    if new is Strategy.CODEDEPLOY:
        why = "ECS gives a service to CodeDeploy only when it is made"
    return [_refused("strategy", _strategy(old), _strategy(new), why)]


def _launch_type(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    before, after = ("FARGATE" if one["capacity_provider"] in FARGATE_PROVIDERS else "EC2" for one in (old, new))
    why = "its target groups hold the other kind of target, so that they and the service would be made anew, live"
    return [] if before == after else [_refused("launchType", before, after, why)]


def _capacity(strategy: Strategy, old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """CodeDeploy takes its tasks to other capacity with a release; ECS has no such release."""
    before, after = (one.get("capacity_provider_strategy", UNKNOWN) for one in (old, new))
    if strategy is Strategy.CODEDEPLOY or UNKNOWN in (before, after) or before == after:
        return []
    key = "spot" if old["capacity_provider"] == new["capacity_provider"] else "cluster.capacityProvider"
    why = "a service that ECS releases takes other capacity with a deployment that is forced, beside releases"
    return [_refused(key, _shares(before), _shares(after), why)]


def _kept(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """A value that is empty or unknown says nothing; a stack of an older program has none."""
    for key, why in WHY.items():
        before, after = old.get(key, UNKNOWN), new.get(key, UNKNOWN)
        known = not {"", UNKNOWN} & {before, after}
        if known and before != after and (key, before, after) not in FREE:
            yield _refused(key, before, after, why)


def _connected(old: Mapping[str, str], new: Mapping[str, str], *, releases: bool) -> Iterator[str]:
    """ECS takes an endpoint only whose port the running tasks name, and starts a deployment of each change, which a
    release of the same update finds under way. What is ready changes the tasks alone, or Service Connect alone."""
    before, after = old.get(CONNECT, ""), new.get(CONNECT, "")
    if before == after or {"", UNKNOWN, "ready"} & {before, after} or not (releases or after == "endpoint"):
        return
    why = "ECS starts a deployment of that, which the release of the new tasks would find under way"
    if after == "endpoint":
        why = "ECS refuses an endpoint whose port the running tasks do not name"
    steps: list[str] = []
    if before != "none":
        steps.append("set enabled: false in what there is, and wait for that with `bluegreen follow`")
    if after != "none":
        steps += ["release what it is to be with enabled: false", "take enabled out"]
    else:
        steps.append("take the key out")
    yield f"bluegreen:{CONNECT}: the stack is up with {_PARTS[before]}, and {why}; {', then '.join(steps)}"


def _refused(key: str, old: str, new: str, why: str) -> str:
    return (
        f"bluegreen:{key} = {new}: the stack is up with {old}, and {why}; keep {old}, or make a "
        f"new stack with {new}, move the users there, and destroy this one"
    )


def _strategy(one: Strategy) -> str:
    """As `bluegreen:strategy` has it."""
    return {Strategy.CODEDEPLOY: "codedeploy", Strategy.ROLLING: "rolling"}.get(one, "native")


def _shares(strategy: str) -> str:
    """A capacity provider strategy, for people."""
    return " and ".join(
        f"{one['capacityProvider']} (base {one['base']}, weight {one['weight']})" for one in json.loads(strategy)
    )


def drops_the_certificate(olds: dict[str, Any], news: dict[str, Any]) -> bool:
    """Whether HTTPS becomes plain HTTP: the port that production moves to is the redirect's."""
    if not olds or UNKNOWN in (olds["outputs"], news["outputs"]):
        return False
    return olds["outputs"]["url"].startswith("https:") and news["outputs"]["url"].startswith("http:")


PORT_TAKEN = (
    "bluegreen:certificateArn: the stack is up with HTTPS, and the redirect holds port 80, which production would move "
    "to; end it first with `pulumi destroy --target '**-redirect' --stack {stack}`, then `pulumi up` again"
)
