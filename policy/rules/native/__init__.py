"""Rules on releases by ECS itself."""

from policy.rule import Rules
from policy.rules.native.bake_time_bounded import bake_time_bounded
from policy.rules.native.native_fits_provider_wait import native_fits_provider_wait
from policy.rules.native.native_groups_differ import native_groups_differ
from policy.rules.native.native_hook_role_invokes import native_hook_role_invokes
from policy.rules.native.native_hooks_complete import native_hooks_complete
from policy.rules.native.native_infrastructure_role import native_infrastructure_role
from policy.rules.native.native_interrupt_rolls_back import native_interrupt_rolls_back
from policy.rules.native.native_load_balancers_complete import native_load_balancers_complete
from policy.rules.native.native_pause_asks_once import native_pause_asks_once
from policy.rules.native.native_release_bounded import native_release_bounded
from policy.rules.native.native_rollback_automatic import native_rollback_automatic
from policy.rules.native.native_rule_holds_both_groups import native_rule_holds_both_groups
from policy.rules.native.native_shift_complete import native_shift_complete
from policy.rules.native.native_steps_have_traffic import native_steps_have_traffic
from policy.rules.native.native_takes_a_rule import native_takes_a_rule
from policy.rules.native.native_waits_for_policies import native_waits_for_policies

RULES: Rules = (
    native_takes_a_rule,
    native_rule_holds_both_groups,
    native_groups_differ,
    native_load_balancers_complete,
    native_infrastructure_role,
    native_waits_for_policies,
    native_shift_complete,
    native_steps_have_traffic,
    native_release_bounded,
    native_fits_provider_wait,
    native_interrupt_rolls_back,
    bake_time_bounded,
    native_hooks_complete,
    native_pause_asks_once,
    native_hook_role_invokes,
    native_rollback_automatic,
)
