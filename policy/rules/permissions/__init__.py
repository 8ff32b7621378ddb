"""Rules on roles and policies."""

from policy.rule import Rules
from policy.rules.permissions.codedeploy_role_limited import codedeploy_role_limited
from policy.rules.permissions.codedeploy_role_suffices import codedeploy_role_suffices
from policy.rules.permissions.execution_role_suffices import execution_role_suffices
from policy.rules.permissions.no_star_action import no_star_action
from policy.rules.permissions.pass_role_limited import pass_role_limited
from policy.rules.permissions.trust_is_right import trust_is_right

RULES: Rules = (
    no_star_action,
    pass_role_limited,
    trust_is_right,
    execution_role_suffices,
    codedeploy_role_suffices,
    codedeploy_role_limited,
)
