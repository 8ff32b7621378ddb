"""The rules of the pack, by what they are about, in the order of the catalogue."""

from collections.abc import Mapping

from policy.rule import Rules
from policy.rules import codedeploy, delivery, ingress, native, permissions, pipeline, service, target_groups, task

GROUPS: Mapping[str, Rules] = {
    "Tasks": task.RULES,
    "Services": service.RULES,
    "Target groups": target_groups.RULES,
    "Ingress": ingress.RULES,
    "Releases by CodeDeploy": codedeploy.RULES,
    "Releases by ECS itself": native.RULES,
    "Permissions": permissions.RULES,
    "Images and logs": delivery.RULES,
    "Pipelines": pipeline.RULES,
}

RULES: Rules = tuple(rule for rules in GROUPS.values() for rule in rules)
