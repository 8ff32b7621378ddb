"""The rules of the pack, in the order of the catalogue."""

from rule import ResourceRule, StackRule
from rules.host_port_zero import host_port_zero
from rules.matching_target_ports import matching_target_ports
from rules.single_forward_at_rest import single_forward_at_rest
from rules.termination_wait_bounded import termination_wait_bounded

RULES: tuple[ResourceRule | StackRule, ...] = (
    host_port_zero,
    matching_target_ports,
    single_forward_at_rest,
    termination_wait_bounded,
)
