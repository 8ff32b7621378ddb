"""Rules on listeners, load balancers and security groups."""

from policy.rule import Rules
from policy.rules.ingress.access_logs_writable import access_logs_writable
from policy.rules.ingress.dual_stack_subnets_have_ipv6 import dual_stack_subnets_have_ipv6
from policy.rules.ingress.listener_complete import listener_complete
from policy.rules.ingress.listener_fits_target_group import listener_fits_target_group
from policy.rules.ingress.listener_for_tests_apart import listener_for_tests_apart
from policy.rules.ingress.listener_for_tests_not_public import listener_for_tests_not_public
from policy.rules.ingress.listener_for_tests_present import listener_for_tests_present
from policy.rules.ingress.listener_https import listener_https
from policy.rules.ingress.listener_ignores_actions import listener_ignores_actions
from policy.rules.ingress.listener_ports_differ import listener_ports_differ
from policy.rules.ingress.listener_tls_current import listener_tls_current
from policy.rules.ingress.load_balancer_drops_invalid_headers import load_balancer_drops_invalid_headers
from policy.rules.ingress.load_balancer_in_one_vpc import load_balancer_in_one_vpc
from policy.rules.ingress.load_balancer_logs_access import load_balancer_logs_access
from policy.rules.ingress.load_balancer_mitigates_desync import load_balancer_mitigates_desync
from policy.rules.ingress.load_balancer_protected import load_balancer_protected
from policy.rules.ingress.load_balancer_spans_zones import load_balancer_spans_zones
from policy.rules.ingress.pair_alone_on_listener import pair_alone_on_listener
from policy.rules.ingress.pair_reached_by_moved_routes import pair_reached_by_moved_routes
from policy.rules.ingress.rule_for_tests_not_shadowed import rule_for_tests_not_shadowed
from policy.rules.ingress.rule_priorities_differ import rule_priorities_differ
from policy.rules.ingress.single_forward_at_rest import single_forward_at_rest
from policy.rules.ingress.targets_closed_to_others import targets_closed_to_others
from policy.rules.ingress.targets_open_to_load_balancer import targets_open_to_load_balancer

RULES: Rules = (
    single_forward_at_rest,
    listener_ignores_actions,
    pair_alone_on_listener,
    pair_reached_by_moved_routes,
    listener_ports_differ,
    rule_priorities_differ,
    listener_complete,
    load_balancer_spans_zones,
    dual_stack_subnets_have_ipv6,
    listener_fits_target_group,
    load_balancer_in_one_vpc,
    rule_for_tests_not_shadowed,
    listener_for_tests_present,
    listener_for_tests_apart,
    listener_for_tests_not_public,
    listener_https,
    listener_tls_current,
    targets_open_to_load_balancer,
    targets_closed_to_others,
    load_balancer_drops_invalid_headers,
    load_balancer_protected,
    load_balancer_logs_access,
    access_logs_writable,
    load_balancer_mitigates_desync,
)
