"""The load balancer that an environment makes: one file a type."""

from collections.abc import Mapping

from components.load_balancer import LoadBalancer
from components.network_load_balancer import NetworkLoadBalancer
from model.load_balancers import LoadBalancerType

LOAD_BALANCERS: Mapping[LoadBalancerType, type[LoadBalancer] | type[NetworkLoadBalancer]] = {
    "application": LoadBalancer,
    "network": NetworkLoadBalancer,
}
