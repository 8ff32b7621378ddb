"""Roles and policies."""

from rule import Rules
from rules.permissions.code_deploy_role_limited import code_deploy_role_limited
from rules.permissions.code_deploy_role_suffices import code_deploy_role_suffices
from rules.permissions.no_star_action import no_star_action
from rules.permissions.pass_role_limited import pass_role_limited
from rules.permissions.trust_is_right import trust_is_right

RULES: Rules = (
    no_star_action,
    pass_role_limited,
    trust_is_right,
    code_deploy_role_suffices,
    code_deploy_role_limited,
)
