"""What a stack that is up keeps, by `settings/kept.py`: another value is refused, with why and the way that there is.

What would replace a target group, a listener, the load balancer or the service that users are on, or start a deployment
beside releases.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

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
    "certificateArn": "behind a Network Load Balancer clients speak either TLS or plain TCP, and would get no answer "
    "from listeners of the other",
    "internal": "a load balancer keeps its scheme, so that it, its listeners and its DNS name would be made anew, live",
    "cluster.name": "a service keeps its cluster, so that it would be made anew, live",
    "namespace": "callers and called would be in two until ECS has deployed each anew, and AWS deletes no namespace "
    "that services are in",
    "serviceConnect.appProtocol": "ECS takes no other protocol for the life of a service",
}
"""Of each key that a stack keeps: what another value would do. Which parameters of a service start a deployment is in
the ECS API reference, UpdateService; what is made anew, in the schema of Pulumi's aws provider."""

NEEDED = ("repository", "executionRoleArn", "taskRoleArn", "logGroup")
"""The keys by which a team brings what a task needs to start. Where the program made it before, that is deleted at the
end of the update."""

CONNECT = "serviceConnect"
"""The key of which any other value is possible, but not each in one step: its `model.service_connect.Part`."""

_PARTS: Mapping[str, str] = {"none": "none", "client": "clientOnly", "endpoint": "a port"}

FREE = {("ipAddressType", "ipv4", "dualstack")}
"""Key, old and new value that is no such change."""

HELD: Mapping[str, str] = {
    "priority": "two rules of a listener can't have the same",
    "listenerPort": "two listeners of a load balancer can't have the same port",
}
"""Of each key whose numbers are handed out to the services of a stack: why AWS refuses one for a second service. Rules
and listeners are updated one by one, and those of a service that is taken out are deleted last."""


def problems(olds: Mapping[str, Any], news: Mapping[str, Any]) -> Iterator[str]:
    """A line for each key; of the inputs of a release, before and after. A stack of an older program keeps nothing."""
    old, new = olds.get("kept", {}), news.get("kept", {})
    yield from _changed(old, new)
    yield from _deleted(olds, news)
    yield from _handed_on(news.get("service", ""), old, new)
    yield from _connected(old, new, releases=news.get("rollout") == "onUpdate")


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """A value that is empty or unknown says nothing; a stack of an older program has none."""
    for key, why in WHY.items():
        before, after = old.get(key, UNKNOWN), new.get(key, UNKNOWN)
        known = not {"", UNKNOWN} & {before, after}
        if known and before != after and (key, before, after) not in FREE:
            yield refused(key, before, after, why)


def _deleted(olds: Mapping[str, Any], news: Mapping[str, Any]) -> Iterator[str]:
    """What the stack made and would delete while tasks that need it run, and would be started again."""
    old, new = olds.get("kept", {}), news.get("kept", {})
    for key in NEEDED:
        if not old.get(key) or new.get(key, UNKNOWN):
            continue
        said = f"bluegreen:{key}: the stack is up with its own, which this update deletes at its end"
        images = tuple(olds["outputs"]["repository_url"] + end for end in ":@") if key == "repository" else ()
        if news["image"].startswith(images):
            yield (
                f"{said}, and bluegreen:image = {news['image']} with it, so that no task could start any more; push "
                "that image to the one that you bring, and set image to it there"
            )
        elif (news["rollout"], news["until"]) != ("onUpdate", "done"):
            yield (
                f"{said}, and then tasks of the revision that runs could not start any more; set bluegreen:rollout to "
                "onUpdate and bluegreen:until to done for this update, so that it ends after none of them runs"
            )


def _handed_on(service: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """A number that goes from one service to another in one update; told by the first of those that stay, for all."""
    for key, why in HELD.items():
        before, after = (json.loads(one.get(key, "{}")) for one in (old, new))
        stay = {*before.values()} & {*after.values()}
        if not stay or service != min(stay):
            continue
        for number, holder in after.items():
            holds = before.get(number, holder)
            if holds != holder:
                yield (
                    f"bluegreen:services: {holder} would have {key} {number}, which {holds} has until the update is "
                    f"over, and {why}, so that it would fail half-way; give {holder} another one that is free, or "
                    f"first bring the stack up with {holds} at another one, or without it"
                )


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


def refused(key: str, old: str, new: str, why: str) -> str:
    """A value that a stack that is up cannot take, and the way that there is."""
    return (
        f"bluegreen:{key} = {new}: the stack is up with {old}, and {why}; keep {old}, or make a "
        f"new stack with {new}, move the users there, and destroy this one"
    )
