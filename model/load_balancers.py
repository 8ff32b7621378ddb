"""What load balancers may be told, and what they need."""

from typing import Final, Literal

LoadBalancerType = Literal["application", "network"]
WEB: Final = ("HTTP", "HTTPS")
"""The protocols of an Application Load Balancer, and those in which either asks a target for its health by a path."""
DUAL_STACK: Final = ("dualstack", "dualstack-without-public-ipv4")
"""The IP address types with IPv6 (ELB API reference, SetIpAddressType)."""

IDLE_TIMEOUTS_SECONDS: Final = (1, 4000)
"""First and last of an Application Load Balancer's (ELB API reference, LoadBalancerAttribute)."""
TCP_IDLE_TIMEOUTS_SECONDS: Final = (60, 6000)
"""The same of a TCP listener of a Network Load Balancer (ELB API reference, ListenerAttribute)."""
TCP_IDLE_TIMEOUT_SECONDS: Final = 350
"""Where nothing is said, and always that of a TLS listener (NLB user guide, update the TCP idle timeout)."""
FREE_ADDRESSES: Final = 8
"""Of each of an Application Load Balancer's subnets, so that it can grow (ALB user guide, subnets for your load
balancer)."""
CARRIED: Final = {
    "HTTP": {"HTTP"},
    "HTTPS": {"HTTP"},
    "TCP": {"TCP"},
    "TLS": {"TCP"},
    "UDP": {"UDP"},
    "TCP_UDP": {"TCP", "UDP"},
    "QUIC": {"QUIC"},
    "TCP_QUIC": {"TCP", "QUIC"},
}
"""What comes in by a listener of this protocol, and what a target group of it takes: all that comes in must be taken
(user guides of both types of load balancer, listeners and target groups)."""
METRICS: Final = {"application": "AWS/ApplicationELB", "network": "AWS/NetworkELB"}
"""The namespace of its metrics in CloudWatch (ELB user guides, CloudWatch metrics)."""
