"""Rules on releases by CodeDeploy."""

from policy.rule import Rules
from policy.rules.codedeploy.alarm_scope import alarm_scope
from policy.rules.codedeploy.alarms_watch_both_groups import alarms_watch_both_groups
from policy.rules.codedeploy.application_for_ecs import application_for_ecs
from policy.rules.codedeploy.deployment_config_known import deployment_config_known
from policy.rules.codedeploy.deployment_config_valid import deployment_config_valid
from policy.rules.codedeploy.deployment_group_shape import deployment_group_shape
from policy.rules.codedeploy.deployment_style_for_ecs import deployment_style_for_ecs
from policy.rules.codedeploy.network_load_balancer_all_at_once import network_load_balancer_all_at_once
from policy.rules.codedeploy.no_servers_in_ecs_group import no_servers_in_ecs_group
from policy.rules.codedeploy.one_deployment_group_a_service import one_deployment_group_a_service
from policy.rules.codedeploy.pair_behind_one_load_balancer import pair_behind_one_load_balancer
from policy.rules.codedeploy.pair_fits_service import pair_fits_service
from policy.rules.codedeploy.ready_wait_bounded import ready_wait_bounded
from policy.rules.codedeploy.release_fits_caller import release_fits_caller
from policy.rules.codedeploy.rollback_alarms_set import rollback_alarms_set
from policy.rules.codedeploy.rollback_automatic import rollback_automatic
from policy.rules.codedeploy.service_for_codedeploy import service_for_codedeploy
from policy.rules.codedeploy.termination_wait_bounded import termination_wait_bounded
from policy.rules.codedeploy.traffic_shift_bounded import traffic_shift_bounded

RULES: Rules = (
    application_for_ecs,
    service_for_codedeploy,
    deployment_style_for_ecs,
    deployment_group_shape,
    no_servers_in_ecs_group,
    one_deployment_group_a_service,
    pair_fits_service,
    pair_behind_one_load_balancer,
    deployment_config_known,
    deployment_config_valid,
    network_load_balancer_all_at_once,
    traffic_shift_bounded,
    termination_wait_bounded,
    ready_wait_bounded,
    release_fits_caller,
    rollback_automatic,
    rollback_alarms_set,
    alarms_watch_both_groups,
    alarm_scope,
)
