"""What a task is."""

from rule import Rules
from rules.task.container_hardened import container_hardened
from rules.task.container_logs_kept import container_logs_kept
from rules.task.host_port_allowed import host_port_allowed
from rules.task.host_port_zero import host_port_zero
from rules.task.image_pinned import image_pinned
from rules.task.no_plaintext_secrets import no_plaintext_secrets
from rules.task.task_isolated import task_isolated
from rules.task.task_roles_separate import task_roles_separate
from rules.task.task_sized import task_sized

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
