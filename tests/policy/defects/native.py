"""Defects of releases by ECS itself."""

import json

from policy.reading import LISTENER, LISTENER_RULE, ROLE, ROLE_POLICY_ATTACHMENT, SERVICE, TARGET_GROUP
from tests.policy.defects.defect import Broken, defect
from tests.policy.defects.draft import ADVANCED, ENTRY, Draft
from tests.policy.programs import trust

STRATEGY, CALL = "deploymentConfiguration", "lambda:InvokeFunction"


@defect("native")
def bake_time_bounded(draft: Draft) -> Broken:
    service, prop = draft.one(SERVICE), "bakeTimeInMinutes"
    minutes = draft.pick(draft.number(61, 1440), draft.number(0, 4), str(draft.number(61, 1440)), None)
    return draft.drop(service, STRATEGY, prop) if minutes is None else draft.put(service, STRATEGY, prop, to=minutes)


@defect("native")
def native_groups_differ(draft: Draft) -> Broken:
    service, group = draft.one(SERVICE), draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    draft.refer(service, *ENTRY, "targetGroupArn", to=group)
    return draft.refer(service, *ADVANCED, "alternateTargetGroupArn", to=group)


@defect("native")
def native_hooks_complete(draft: Draft) -> Broken:
    role, function = "arn:aws:iam::123456789012:role/hook", "arn:aws:lambda:eu-west-1:123456789012:function:hook"
    stage, moved = draft.pick("PRE_SCALE_UP", "POST_TEST_TRAFFIC_SHIFT"), ["POST_PRODUCTION_TRAFFIC_SHIFT"]
    minutes = draft.pick(0, draft.number(20_161, 100_000))
    hook = draft.pick(
        {"hookTargetArn": function, "lifecycleStages": [stage]},
        {"roleArn": role, "lifecycleStages": [stage]},
        {"hookTargetArn": f"arn:aws:apigateway:eu-west-1:lambda:path/{function}", "roleArn": role},
        {"targetType": draft.text(r"[A-Z]{4,9}"), "hookTargetArn": function, "roleArn": role},
        {"targetType": "PAUSE", "lifecycleStages": [draft.pick("TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT")]},
        {"targetType": "PAUSE", "lifecycleStages": moved, "timeoutConfiguration": {"timeoutInMinutes": minutes}},
        {"targetType": "PAUSE", "lifecycleStages": moved, "timeoutConfiguration": {"action": "GO_ON"}},
    )
    return draft.put(draft.one(SERVICE), STRATEGY, "lifecycleHooks", to=[hook])


@defect("native")
def native_hook_role_invokes(draft: Draft) -> Broken:
    service, other = draft.one(SERVICE), "arn:aws:lambda:eu-west-1:123456789012:function:" + draft.text("[a-g]{1,9}")
    action = draft.pick("lambda:GetFunction", "lambda:Invoke", "ecs:*", "lambda:InvokeFunctionUrl", CALL)
    statement = {"Effect": "Allow", "Action": action, "Resource": other if action == CALL else "*"}
    props = {"assumeRolePolicy": trust("ecs"), "inlinePolicies": [{"policy": json.dumps({"Statement": [statement]})}]}
    role = draft.add(ROLE, "hook-role", props)
    hook = {
        "hookTargetArn": "arn:aws:lambda:eu-west-1:123456789012:function:hook",
        "roleArn": draft.output(role, "arn"),
    }
    draft.put(service, STRATEGY, "lifecycleHooks", to=[hook | {"lifecycleStages": ["POST_SCALE_UP"]}])
    draft.link(service, STRATEGY, role)
    return role


@defect("native")
def native_release_bounded(draft: Draft) -> Broken:
    service, minutes = draft.one(SERVICE), draft.number(1310, 1440)
    steps = {"stepPercent": 3, "stepBakeTimeInMinutes": draft.pick(minutes, str(minutes))}
    draft.put(service, STRATEGY, "linearConfiguration", to=steps)
    return draft.put(service, STRATEGY, "strategy", to="LINEAR")


@defect("native")
def native_fits_provider_wait(draft: Draft) -> Broken:
    service = draft.put(draft.one(SERVICE), "waitForSteadyState", to=draft.pick(True, "true"))
    return draft.put(service, STRATEGY, "bakeTimeInMinutes", to=str(draft.number(20, 1440)))


@defect("native")
def native_steps_have_traffic(draft: Draft) -> Broken:
    service = draft.put(draft.one(SERVICE), STRATEGY, "strategy", to=draft.pick("LINEAR", "CANARY"))
    return (
        draft.drop(service, "loadBalancers") if draft.pick(True, False) else draft.put(service, "loadBalancers", to=[])
    )


@defect("native")
def native_interrupt_rolls_back(draft: Draft) -> Broken:
    service = draft.one(SERVICE)
    draft.drop(service, "waitForSteadyState")
    return draft.put(service, "sigintRollback", to=draft.pick(True, "true"))


@defect("native")
def native_pause_asks_once(draft: Draft) -> Broken:
    service = draft.one(SERVICE)
    pause = {"targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"]}
    silent = pause | {"timeoutConfiguration": {"action": "CONTINUE", "timeoutInMinutes": draft.number(1, 1440)}}
    step = pause | {"lifecycleStages": ["PRE_PRODUCTION_TRAFFIC_SHIFT"]}
    if (hook := draft.pick(silent, step)) is step:
        draft.put(service, STRATEGY, "strategy", to=draft.pick("LINEAR", "CANARY"))
    return draft.put(service, STRATEGY, "lifecycleHooks", to=[hook])


@defect("native")
def native_infrastructure_role(draft: Draft) -> Broken:
    role, attached = (
        draft.one(ROLE, "infrastructure"),
        draft.one(ROLE_POLICY_ATTACHMENT, "infrastructure-policy", "infrastructure"),
    )
    match draft.pick("trust", "none", "other"):
        case "trust":
            draft.put(role, "assumeRolePolicy", to=trust(draft.pick("ecs-tasks", "ec2", "codedeploy")))
        case "none":
            draft.remove(attached)
        case _:
            name = draft.pick("ForVolumes", "ForVpcLattice")
            draft.put(attached, "policyArn", to=f"arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicy{name}")
    return role


@defect("native")
def native_waits_for_policies(draft: Draft) -> Broken:
    service, role = draft.wait_for_nothing(draft.one(SERVICE)), draft.one(ROLE, "infrastructure")
    draft.add(
        ROLE_POLICY_ATTACHMENT,
        "late",
        {"role": draft.get(role, "name"), "policyArn": draft.text("[a-z]{3,9}")},
        role=role,
    )
    return service


@defect("native")
def native_load_balancers_complete(draft: Draft) -> Broken:
    return draft.drop(draft.one(SERVICE), *ADVANCED)


@defect("native")
def native_rollback_automatic(draft: Draft) -> Broken:
    service = draft.one(SERVICE)
    for block in ("alarms", "deploymentCircuitBreaker"):
        switch = draft.pick("enable", "rollback", "")
        if switch:
            draft.put(service, block, switch, to=False)
        else:
            draft.drop(service, block)
    return service


@defect("native")
def native_rule_holds_both_groups(draft: Draft) -> Broken:
    """Neither rule has one of the two, or production's has the group of something else."""
    production, test = (
        draft.one(LISTENER_RULE, "production-rule", "production"),
        draft.one(LISTENER_RULE, "test-rule", "test"),
    )
    if draft.pick(True, False):
        held = draft.pick("blue", "green")
        for rule in (production, test):
            draft.forward(rule, {held: draft.number(1, 999)})
        return production, test
    draft.copy(draft.one(TARGET_GROUP, "green"), "third")
    return draft.forward(production, {"third": draft.number(1, 999)})


@defect("native")
def native_shift_complete(draft: Draft) -> Broken:
    service = draft.one(SERVICE)
    kind, block, share, wait = draft.pick(
        ("LINEAR", "linearConfiguration", "stepPercent", "stepBakeTimeInMinutes"),
        ("CANARY", "canaryConfiguration", "canaryPercent", "canaryBakeTimeInMinutes"),
    )
    for one in ("linearConfiguration", "canaryConfiguration"):
        draft.drop(service, STRATEGY, one)
    strategy, values = draft.pick(
        (kind, None),
        ("BLUE_GREEN", {share: 10}),
        (kind, {share: draft.pick(0, 10.25, draft.number(101, 1000))}),
        (kind, {share: 10, wait: draft.pick("soon", -1, draft.number(1441, 9999))}),
    )
    if values:
        draft.put(service, STRATEGY, block, to=values)
    return draft.put(service, STRATEGY, "strategy", to=strategy)


@defect("native")
def native_takes_a_rule(draft: Draft) -> Broken:
    service, rules = draft.one(SERVICE), ("productionListenerRule", "testListenerRule")
    if draft.pick(True, False):  # One rule for both.
        rule = draft.pick(*draft.all(LISTENER_RULE))
        for prop in rules:
            draft.refer(service, *ADVANCED, prop, to=rule)
        return service
    for prop in rules:
        draft.unlink(service, "loadBalancers", LISTENER_RULE)
        draft.refer(service, *ADVANCED, prop, to=draft.one(LISTENER, "production"))
    return service
