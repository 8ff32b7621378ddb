"""Listeners, the load balancer, and who may call whom."""

from rule import Rules
from rules.way_in.balancer_drops_invalid_headers import balancer_drops_invalid_headers
from rules.way_in.balancer_logs_access import balancer_logs_access
from rules.way_in.balancer_mitigates_desync import balancer_mitigates_desync
from rules.way_in.balancer_protected import balancer_protected
from rules.way_in.listener_https import listener_https
from rules.way_in.listener_ignores_actions import listener_ignores_actions
from rules.way_in.listener_tls_current import listener_tls_current
from rules.way_in.pair_alone_on_listener import pair_alone_on_listener
from rules.way_in.single_forward_at_rest import single_forward_at_rest
from rules.way_in.targets_closed_to_others import targets_closed_to_others
from rules.way_in.targets_open_to_balancer import targets_open_to_balancer
from rules.way_in.test_listener_apart import test_listener_apart
from rules.way_in.test_listener_not_public import test_listener_not_public
from rules.way_in.test_listener_present import test_listener_present
from rules.way_in.test_rule_not_shadowed import test_rule_not_shadowed

RULES: Rules = (
    single_forward_at_rest,
    listener_ignores_actions,
    pair_alone_on_listener,
    test_rule_not_shadowed,
    test_listener_present,
    test_listener_apart,
    test_listener_not_public,
    listener_https,
    listener_tls_current,
    targets_open_to_balancer,
    targets_closed_to_others,
    balancer_drops_invalid_headers,
    balancer_protected,
    balancer_logs_access,
    balancer_mitigates_desync,
)
