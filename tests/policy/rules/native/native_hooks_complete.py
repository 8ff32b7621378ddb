"""native-hooks-complete: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, ROLLING, arn, role
from tests.policy.rules.rule_case import Case, Pass

FUNCTION = {
    "hookTargetArn": arn("lambda", "function:smoke-test"),
    "roleArn": role("hooks"),
    "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"],
}
PAUSE = {"targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"]}


def hooked(*hooks: Any, program: Program = NATIVE) -> Program:
    return change(program, "service", "deploymentConfiguration", "lifecycleHooks", to=list(hooks))


def pausing(**timeout: Any) -> Program:
    return hooked(PAUSE | {"timeoutConfiguration": timeout})


BY_API_GATEWAY = (
    "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/"
    "arn:aws:lambda:eu-west-1:123456789012:function:smoke-test/invocations"
)

STOPS: dict[str, Case] = {
    "a target of another kind": Case(hooked(FUNCTION | {"targetType": "STEP_FUNCTIONS"}), on="service", says="PAUSE"),
    "a function without a role": Case(hooked(FUNCTION | {"roleArn": None}), on="service", says="roleArn"),
    "a role without a function": Case(
        hooked(FUNCTION | {"hookTargetArn": None}), on="service", says="hookTargetArn: not set"
    ),
    "neither": Case(hooked({"lifecycleStages": ["POST_SCALE_UP"]}), on="service", count=2),
    "the ARN for API Gateway": Case(hooked(FUNCTION | {"hookTargetArn": BY_API_GATEWAY}), on="service"),
    "an ARN of something else": Case(
        hooked(FUNCTION | {"hookTargetArn": arn("states", "x")}),
        on="service",
        says="is not the ARN of a Lambda function",
    ),
    "no ARN": Case(hooked(FUNCTION | {"hookTargetArn": "urn:aws:lambda:function"}), on="service"),
    "the name of a function": Case(hooked(FUNCTION | {"hookTargetArn": "smoke-test"}), on="service"),
    "a pause while traffic moves": Case(
        hooked(PAUSE | {"lifecycleStages": ["POST_SCALE_UP", "PRODUCTION_TRAFFIC_SHIFT"]}),
        on="service",
        says="PRODUCTION_TRAFFIC_SHIFT",
    ),
    "a pause while test traffic moves, in a first preview": Case(
        hooked(PAUSE | {"lifecycleStages": ["TEST_TRAFFIC_SHIFT"]}, program=NATIVE_PREVIEW), on="service"
    ),
    "a pause of three weeks": Case(pausing(timeoutInMinutes="30240"), on="service", says="20160"),
    "a pause of no time": Case(pausing(timeoutInMinutes="0"), on="service"),
    "a pause that is not a number": Case(pausing(timeoutInMinutes="1d"), on="service", says="1d is not"),
    "eleven functions": Case(hooked(*[FUNCTION] * 11), on="service", says="the eleventh hook of type AWS_LAMBDA"),
    "a misspelt action": Case(pausing(action="ROLL_BACK"), on="service", says="ROLL_BACK is not CONTINUE or ROLLBACK"),
    "the second hook": Case(hooked(FUNCTION, FUNCTION | {"roleArn": None}), on="service", says="lifecycleHooks[1]"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no hooks": NATIVE,
    "ten functions and ten pauses": hooked(*[FUNCTION, PAUSE] * 10),
    "an action": pausing(action="ROLLBACK"),
    "an action that is not known, which is another rule's": pausing(action=UNKNOWN),
    "a function": hooked(FUNCTION),
    "a function that says so": hooked(FUNCTION | {"targetType": "AWS_LAMBDA"}),
    "a version of a function": hooked(FUNCTION | {"hookTargetArn": arn("lambda", "function:smoke-test:7")}),
    "a function and a role that do not exist yet": hooked(
        FUNCTION | {"hookTargetArn": UNKNOWN, "roleArn": UNKNOWN}, program=NATIVE_PREVIEW
    ),
    "a function while traffic moves": hooked(FUNCTION | {"lifecycleStages": ["PRODUCTION_TRAFFIC_SHIFT"]}),
    "a pause": hooked(PAUSE),
    "a pause before production": hooked(PAUSE | {"lifecycleStages": ["PRE_PRODUCTION_TRAFFIC_SHIFT"]}),
    "a pause of a minute": pausing(timeoutInMinutes="1"),
    "a pause of two weeks": pausing(timeoutInMinutes="20160", action="CONTINUE"),
    "a rolling service with hooks for later": change(
        hooked({"lifecycleStages": []}), "service", "deploymentConfiguration", "strategy", to="ROLLING"
    ),
    "a rolling service": ROLLING,
    "a service of CodeDeploy": BLUE_GREEN,
}

UNDECIDED: dict[str, Case] = {
    "unknown hooks": Case(
        change(NATIVE, "service", "deploymentConfiguration", "lifecycleHooks", to=UNKNOWN), on="service"
    ),
    "eleven hooks of an unknown type": Case(hooked(*[FUNCTION | {"targetType": UNKNOWN}] * 11), on="service"),
    "unknown stages of a pause": Case(hooked(PAUSE | {"lifecycleStages": UNKNOWN}), on="service"),
    "an unknown timeout": Case(pausing(timeoutInMinutes=UNKNOWN), on="service"),
}
