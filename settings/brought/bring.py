"""All that is brought, for the program: looked up and checked before anything is created."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from components.brought import BroughtCluster, BroughtNamespace, BroughtNetwork, BroughtRegistry
from components.domain import Domain
from components.shared_load_balancer import SharedLoadBalancerArgs
from settings.brought import cluster, hosted_zone, load_balancer, namespace, services, vpc, ways
from settings.brought.seen import Unfit, required
from settings.refusal import refusal, reported_once
from settings.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A part is None where the program makes its own."""

    network: BroughtNetwork | None = None
    load_balancer: SharedLoadBalancerArgs | None = None
    cluster: BroughtCluster | None = None
    registries: Mapping[str, BroughtRegistry] = field(default_factory=dict)
    """Repositories of services, by name; of the others one is made."""
    namespace: BroughtNamespace | None = None
    domain: Domain | None = None


def bring(s: Settings, account: str, tags: Mapping[str, str]) -> Brought:
    """What the stack brings. When any of it will not do, a message that says so and the end of the run."""
    with reported_once():
        try:
            return _found(s, account, tags)
        except Unfit as unfit:
            raise refusal(s.stack, unfit.lines) from None


def _found(s: Settings, account: str, tags: Mapping[str, str]) -> Brought:
    place = cluster.find(s) if s.cluster.given else None
    registries = services.find(s, account)
    names = namespace.find(s.namespace) if s.namespace and s.namespace.existing else None
    domain = hosted_zone.find(s)
    if not s.vpc.given:
        return Brought(cluster=place, registries=registries, namespace=names, domain=domain)
    ground = vpc.find(s)
    balancer = None
    if s.load_balancer.given:
        balancer = load_balancer.find(s, ground, tags)
        required(ways.problems(s, ground, balancer))
    elif ways.calls(s) and not s.internal and not ground.nat_addresses:
        raise Unfit(
            [
                "bluegreen:hooks: a probe and code of your own call the load balancer from bluegreen:vpc's private "
                "subnets, which have no NAT gateway with a public address that could be let in; take them out, or name "
                "subnets that have one"
            ]
        )
    return Brought(
        network=BroughtNetwork(
            vpc_id=ground.vpc_id,
            public_subnet_ids=[one.id for one in ground.public],
            private_subnet_ids=[one.id for one in ground.private],
            nat_addresses=ground.nat_addresses,
        ),
        load_balancer=balancer.args if balancer else None,
        cluster=place,
        registries=registries,
        namespace=names,
        domain=domain,
    )
