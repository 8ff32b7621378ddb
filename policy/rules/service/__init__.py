"""How a service runs and replaces its tasks."""

from rule import Rules
from rules.service.code_deploy_service_shape import code_deploy_service_shape
from rules.service.grace_period_set import grace_period_set
from rules.service.green_has_room import green_has_room
from rules.service.matching_target_ports import matching_target_ports
from rules.service.percent_can_move import percent_can_move
from rules.service.percents_left_to_code_deploy import percents_left_to_code_deploy
from rules.service.service_ignores_releases import service_ignores_releases
from rules.service.service_ignores_scaling import service_ignores_scaling
from rules.service.tasks_spread_over_zones import tasks_spread_over_zones
from rules.service.two_tasks_at_least import two_tasks_at_least

RULES: Rules = (
    matching_target_ports,
    service_ignores_releases,
    service_ignores_scaling,
    code_deploy_service_shape,
    percent_can_move,
    percents_left_to_code_deploy,
    grace_period_set,
    two_tasks_at_least,
    tasks_spread_over_zones,
    green_has_room,
)
