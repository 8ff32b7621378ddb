"""Rules on target groups."""

from policy.rule import Rules
from policy.rules.target_groups.deregistration_delayed import deregistration_delayed
from policy.rules.target_groups.health_check_on_traffic_port import health_check_on_traffic_port
from policy.rules.target_groups.health_check_quick import health_check_quick
from policy.rules.target_groups.health_check_valid import health_check_valid
from policy.rules.target_groups.hosts_not_registered import hosts_not_registered
from policy.rules.target_groups.target_group_behind_one_load_balancer import target_group_behind_one_load_balancer
from policy.rules.target_groups.target_groups_alike import target_groups_alike
from policy.rules.target_groups.target_groups_kept import target_groups_kept
from policy.rules.target_groups.target_type_fits_network import target_type_fits_network
from policy.rules.target_groups.zones_enabled import zones_enabled

RULES: Rules = (
    target_groups_alike,
    target_groups_kept,
    target_type_fits_network,
    zones_enabled,
    target_group_behind_one_load_balancer,
    hosts_not_registered,
    health_check_on_traffic_port,
    health_check_valid,
    health_check_quick,
    deregistration_delayed,
)
