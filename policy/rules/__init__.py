"""The rules of the pack, by what they are about, in the order of the catalogue."""

from collections.abc import Mapping

from rule import Rules
from rules import codedeploy, native, permissions, service, surroundings, target_groups, task, way_in

GROUPS: Mapping[str, Rules] = {
    "Tasks": task.RULES,
    "Services": service.RULES,
    "Target groups": target_groups.RULES,
    "The way in": way_in.RULES,
    "Releases by CodeDeploy": codedeploy.RULES,
    "Releases by ECS itself": native.RULES,
    "Permissions": permissions.RULES,
    "Around it": surroundings.RULES,
}

RULES: Rules = tuple(rule for rules in GROUPS.values() for rule in rules)
