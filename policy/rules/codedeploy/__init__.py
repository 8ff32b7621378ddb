"""Releases that CodeDeploy moves."""

from rule import Rules
from rules.codedeploy.alarm_scope import alarm_scope
from rules.codedeploy.alarms_watch_both_groups import alarms_watch_both_groups
from rules.codedeploy.application_for_ecs import application_for_ecs
from rules.codedeploy.deployment_config_known import deployment_config_known
from rules.codedeploy.deployment_config_valid import deployment_config_valid
from rules.codedeploy.deployment_group_shape import deployment_group_shape
from rules.codedeploy.deployment_style_for_ecs import deployment_style_for_ecs
from rules.codedeploy.network_balancer_all_at_once import network_balancer_all_at_once
from rules.codedeploy.no_servers_in_ecs_group import no_servers_in_ecs_group
from rules.codedeploy.one_deployment_group_a_service import one_deployment_group_a_service
from rules.codedeploy.pair_behind_one_balancer import pair_behind_one_balancer
from rules.codedeploy.pair_fits_service import pair_fits_service
from rules.codedeploy.ready_wait_bounded import ready_wait_bounded
from rules.codedeploy.release_fits_caller import release_fits_caller
from rules.codedeploy.rollback_alarms_set import rollback_alarms_set
from rules.codedeploy.rollback_automatic import rollback_automatic
from rules.codedeploy.termination_wait_bounded import termination_wait_bounded
from rules.codedeploy.traffic_shift_bounded import traffic_shift_bounded

RULES: Rules = (
    application_for_ecs,
    deployment_style_for_ecs,
    deployment_group_shape,
    no_servers_in_ecs_group,
    one_deployment_group_a_service,
    pair_fits_service,
    pair_behind_one_balancer,
    deployment_config_known,
    deployment_config_valid,
    network_balancer_all_at_once,
    traffic_shift_bounded,
    termination_wait_bounded,
    ready_wait_bounded,
    release_fits_caller,
    rollback_automatic,
    rollback_alarms_set,
    alarms_watch_both_groups,
    alarm_scope,
)
