"""What goes with which type of load balancer.

An Application Load Balancer knows HTTP; a Network Load Balancer connections only, by the port that they come to.
"""

from collections import Counter
from collections.abc import Iterator

from components.listener_ports import TEST_OFFSET
from components.load_balancer import LoadBalancerArgs
from model.load_balancers import TCP_IDLE_TIMEOUT_SECONDS
from model.ports import LAST_PORT
from model.rule_conditions import LAST_PRIORITY
from settings.settings import Settings

NETWORK = "bluegreen:loadBalancerType network"
PLAIN_IDLE_TIMEOUT_SECONDS = LoadBalancerArgs.idle_timeout_seconds


def of_the_environment(s: Settings) -> Iterator[str]:
    """A line for each: the key, its value, what it does not go with and what to do."""
    yield from _idle_timeout(s)
    if not s.network or s.load_balancer.given:
        return
    if s.web_acl_arn:
        yield (
            f"bluegreen:webAclArn: AWS WAF looks at HTTP, which a load balancer of {NETWORK} does not; take it out, or "
            "set loadBalancerType to application"
        )
    if not s.http2:
        yield f"bluegreen:http2 = false: with {NETWORK} clients and tasks agree on it themselves; take it out"
    if s.access_log_days and not s.secure:
        yield (
            f"bluegreen:accessLogDays = {s.access_log_days}: with {NETWORK} AWS logs connections of TLS alone; set it "
            "to 0, or set bluegreen:certificateArn or bluegreen:domain"
        )
    yield from _one_port_each(s)


def of_a_service(s: Settings) -> Iterator[str]:
    """The same of one service, whatever others there are."""
    if s.network:
        yield from _requests(s)
        yield from _targets(s)
        yield from _answers(s)
    else:
        for key, port in (("listenerPort", s.listener_port), ("testListenerPort", s.test_listener_port)):
            if port:
                yield (
                    f"bluegreen:{key} = {port}: services share the two listeners of an Application Load Balancer, by "
                    "paths and hosts; take it out, or set bluegreen:loadBalancerType to network"
                )
        if s.health_check.protocol == "TCP":
            yield (
                "bluegreen:healthCheck.protocol = TCP: an Application Load Balancer asks by HTTP; take it out, or set "
                "bluegreen:loadBalancerType to network"
            )


def _idle_timeout(s: Settings) -> Iterator[str]:
    own = TCP_IDLE_TIMEOUT_SECONDS
    if s.network and s.idle_timeout_seconds != PLAIN_IDLE_TIMEOUT_SECONDS:
        yield (
            f"bluegreen:idleTimeoutSeconds = {s.idle_timeout_seconds}: is of HTTP; with {NETWORK} take it out, and set "
            "tcpIdleTimeoutSeconds"
        )
    if s.tcp_idle_timeout_seconds == own:
        return
    said = f"bluegreen:tcpIdleTimeoutSeconds = {s.tcp_idle_timeout_seconds}"
    if not s.network:
        yield f"{said}: is of a Network Load Balancer; take it out, and set bluegreen:idleTimeoutSeconds"
    elif s.secure:
        yield f"{said}: with a certificate listeners speak TLS, whose connections AWS closes after {own}; take it out"


def _one_port_each(s: Settings) -> Iterator[str]:
    """Of production and of tests; two listeners can't have the same."""
    ports = [(one, port) for one in s.services for port in one.own_ports.both]
    taken = Counter(port for _, port in ports)
    for port in sorted(port for port, times in taken.items() if times > 1):
        names = list(dict.fromkeys(one.service_name for one, own in ports if own == port))
        who = " and ".join(names) if len(names) > 1 else f"production and tests of {names[0]}"
        yield (
            f"bluegreen:{'services' if s.several else 'testListenerPort'}: {who} have port {port}, and with {NETWORK} "
            "a port leads to one service or its tests; give each its own by listenerPort and testListenerPort"
        )
    for one, port in ports:
        if port > LAST_PORT:
            yield (
                f"bluegreen:testListenerPort: of {one.service_name} would be {port}, {TEST_OFFSET} above listenerPort, "
                f"and the last port is {LAST_PORT}; set it"
            )


def _requests(s: Settings) -> Iterator[str]:
    asked = [("paths", s.paths, []), ("hosts", s.hosts, []), ("priority", s.priority, LAST_PRIORITY)]
    for key, value, default in asked:
        if value != default:
            shown = f" = {value}" if key == "priority" else ""
            yield (
                f"bluegreen:{key}{shown}: with {NETWORK} nothing tells requests apart but the port that they come to; "
                "take it out and set listenerPort, or set loadBalancerType to application"
            )
    if s.scaling and s.scaling.requests_per_task:
        yield (
            f"bluegreen:scaling.requestsPerTask = {s.scaling.requests_per_task}: with {NETWORK} AWS counts no "
            "requests; scale by cpuPercent or memoryPercent"
        )


def _targets(s: Settings) -> Iterator[str]:
    if s.slow_start_seconds:
        yield (
            f"bluegreen:slowStartSeconds = {s.slow_start_seconds}: a load balancer of {NETWORK} has none; set it to 0"
        )
    if s.stickiness_seconds:
        yield (
            f"bluegreen:stickinessSeconds = {s.stickiness_seconds}: a load balancer of {NETWORK} reads no cookies; set "
            "it to 0 and keep sessions outside of tasks"
        )
    if s.health_check.protocol == "TCP":
        if s.health_check_path != "/":
            yield (
                f"bluegreen:healthCheckPath = {s.health_check_path}: with bluegreen:healthCheck.protocol TCP nobody "
                "asks for it; take one of the two out"
            )
        if "matcher" in s.health_check.model_fields_set:
            yield (
                f"bluegreen:healthCheck.matcher = {s.health_check.matcher}: with protocol TCP there is no answer to "
                "look at; take one of the two out"
            )
        for number, one in enumerate(s.asked):
            if one.probe:
                yield (
                    f"bluegreen:hooks.{number}.probe: asks by HTTP, and bluegreen:healthCheck.protocol TCP says that "
                    "the service speaks something else; take protocol out, or write a check as code"
                )


def _answers(s: Settings) -> Iterator[str]:
    """What only who reads answers could measure."""
    for key, field in (("target5xxPercent", "target_5xx_percent"), ("responseSeconds", "response_seconds")):
        if field in s.rollback_alarms.model_fields_set:
            yield (
                f"bluegreen:rollbackAlarms.{key}: with {NETWORK} AWS sees no answers, and measures neither errors nor "
                "times; take it out, and let hooks try what is released"
            )
