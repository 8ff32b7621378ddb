"""Rules on task definitions."""

from policy.rule import Rules
from policy.rules.task.container_hardened import container_hardened
from policy.rules.task.container_logs_kept import container_logs_kept
from policy.rules.task.host_port_allowed import host_port_allowed
from policy.rules.task.host_port_zero import host_port_zero
from policy.rules.task.image_pinned import image_pinned
from policy.rules.task.no_plaintext_secrets import no_plaintext_secrets
from policy.rules.task.task_isolated import task_isolated
from policy.rules.task.task_roles_separate import task_roles_separate
from policy.rules.task.task_sized import task_sized

RULES: Rules = (
    host_port_zero,
    host_port_allowed,
    task_sized,
    task_roles_separate,
    task_isolated,
    container_hardened,
    container_logs_kept,
    image_pinned,
    no_plaintext_secrets,
)
