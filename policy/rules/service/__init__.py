"""Rules on services."""

from policy.rule import Rules
from policy.rules.service.architecture_fits_hosts import architecture_fits_hosts
from policy.rules.service.capacity_provider_on_cluster import capacity_provider_on_cluster
from policy.rules.service.capacity_provider_valid import capacity_provider_valid
from policy.rules.service.capacity_strategy_valid import capacity_strategy_valid
from policy.rules.service.codedeploy_service_shape import codedeploy_service_shape
from policy.rules.service.constraint_has_hosts import constraint_has_hosts
from policy.rules.service.exec_possible import exec_possible
from policy.rules.service.file_system_reachable import file_system_reachable
from policy.rules.service.grace_period_set import grace_period_set
from policy.rules.service.grace_period_used import grace_period_used
from policy.rules.service.green_has_room import green_has_room
from policy.rules.service.hosts_join_cluster import hosts_join_cluster
from policy.rules.service.load_balancer_role_left_out import load_balancer_role_left_out
from policy.rules.service.matching_target_ports import matching_target_ports
from policy.rules.service.names_follow_releases import names_follow_releases
from policy.rules.service.network_configuration_fits import network_configuration_fits
from policy.rules.service.percent_can_move import percent_can_move
from policy.rules.service.percents_left_to_codedeploy import percents_left_to_codedeploy
from policy.rules.service.placement_on_hosts import placement_on_hosts
from policy.rules.service.rebalancing_possible import rebalancing_possible
from policy.rules.service.release_judged import release_judged
from policy.rules.service.rolling_has_room import rolling_has_room
from policy.rules.service.scaling_follows_traffic import scaling_follows_traffic
from policy.rules.service.schedule_valid import schedule_valid
from policy.rules.service.security_groups_let_out import security_groups_let_out
from policy.rules.service.service_connect_has_namespace import service_connect_has_namespace
from policy.rules.service.service_connect_port_named import service_connect_port_named
from policy.rules.service.service_connect_proxy_fits import service_connect_proxy_fits
from policy.rules.service.service_ignores_releases import service_ignores_releases
from policy.rules.service.service_ignores_scaling import service_ignores_scaling
from policy.rules.service.service_registry_valid import service_registry_valid
from policy.rules.service.service_waits_for_listener import service_waits_for_listener
from policy.rules.service.service_waits_for_policies import service_waits_for_policies
from policy.rules.service.spot_beside_on_demand import spot_beside_on_demand
from policy.rules.service.target_ignores_schedule import target_ignores_schedule
from policy.rules.service.tasks_have_addresses import tasks_have_addresses
from policy.rules.service.tasks_have_way_out import tasks_have_way_out
from policy.rules.service.tasks_spread_over_zones import tasks_spread_over_zones
from policy.rules.service.termination_protection_scales import termination_protection_scales
from policy.rules.service.two_tasks_at_least import two_tasks_at_least

RULES: Rules = (
    matching_target_ports,
    service_ignores_releases,
    service_ignores_scaling,
    scaling_follows_traffic,
    target_ignores_schedule,
    schedule_valid,
    network_configuration_fits,
    capacity_strategy_valid,
    spot_beside_on_demand,
    capacity_provider_on_cluster,
    capacity_provider_valid,
    placement_on_hosts,
    termination_protection_scales,
    hosts_join_cluster,
    architecture_fits_hosts,
    constraint_has_hosts,
    codedeploy_service_shape,
    load_balancer_role_left_out,
    service_connect_port_named,
    service_connect_has_namespace,
    service_connect_proxy_fits,
    service_registry_valid,
    names_follow_releases,
    percent_can_move,
    rebalancing_possible,
    percents_left_to_codedeploy,
    grace_period_set,
    service_waits_for_listener,
    service_waits_for_policies,
    grace_period_used,
    two_tasks_at_least,
    tasks_spread_over_zones,
    tasks_have_way_out,
    security_groups_let_out,
    file_system_reachable,
    green_has_room,
    rolling_has_room,
    tasks_have_addresses,
    exec_possible,
    release_judged,
)
