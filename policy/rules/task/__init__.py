"""Rules on task definitions."""

from policy.rule import Rules
from policy.rules.task.container_dependencies_met import container_dependencies_met
from policy.rules.task.container_hardened import container_hardened
from policy.rules.task.container_logs_kept import container_logs_kept
from policy.rules.task.container_names_differ import container_names_differ
from policy.rules.task.container_ports_differ import container_ports_differ
from policy.rules.task.container_secrets_differ import container_secrets_differ
from policy.rules.task.container_settings_valid import container_settings_valid
from policy.rules.task.efs_volume_valid import efs_volume_valid
from policy.rules.task.fargate_runs_task import fargate_runs_task
from policy.rules.task.host_port_allowed import host_port_allowed
from policy.rules.task.host_port_zero import host_port_zero
from policy.rules.task.image_pinned import image_pinned
from policy.rules.task.log_group_made import log_group_made
from policy.rules.task.no_plaintext_secrets import no_plaintext_secrets
from policy.rules.task.task_isolated import task_isolated
from policy.rules.task.task_roles_separate import task_roles_separate
from policy.rules.task.task_sized import task_sized
from policy.rules.task.volumes_declared import volumes_declared

RULES: Rules = (
    host_port_zero,
    host_port_allowed,
    container_names_differ,
    container_ports_differ,
    container_secrets_differ,
    task_sized,
    container_dependencies_met,
    volumes_declared,
    efs_volume_valid,
    container_settings_valid,
    fargate_runs_task,
    task_roles_separate,
    task_isolated,
    container_hardened,
    container_logs_kept,
    log_group_made,
    image_pinned,
    no_plaintext_secrets,
)
