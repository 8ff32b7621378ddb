"""Defects of roles and policies."""

from policy.reading import ROLE, ROLE_POLICY, ROLE_POLICY_ATTACHMENT
from tests.policy.defects.defect import ANY, OURS, Broken, defect
from tests.policy.defects.draft import Draft
from tests.policy.programs import allow, trust
from verdict.recording import Recorded


@defect(*ANY)
def no_star_action(draft: Draft) -> Broken:
    actions = draft.pick(["*"], ["*:*"], ["logs:PutLogEvents", "*"])
    return _permit(draft, allow(*actions, on=draft.pick("*", "arn:aws:s3:::shop/*")))


@defect(*ANY)
def pass_role_limited(draft: Draft) -> Broken:
    action = draft.pick("iam:PassRole", "iam:passrole", "iam:*", "iam:Pass*")
    on = draft.pick("*", "arn:aws:iam::123456789012:role/*", "arn:aws:iam::*:role/*")
    return _permit(draft, allow("ecs:RegisterTaskDefinition", action, on=draft.pick(on, ["arn:aws:s3:::shop", on])))


def _permit(draft: Draft, document: str) -> Recorded:
    """A policy of the program that says this, wherever it may."""
    match draft.pick("role's", "new", "inline"):
        case "role's":
            return draft.put(draft.pick(*draft.all(ROLE_POLICY)), "policy", to=document)
        case "new":
            return draft.add("aws:iam/policy:Policy", "wide", {"policy": document})
        case _:
            return draft.put(draft.pick(*draft.all(ROLE)), "inlinePolicies", to=[{"name": "wide", "policy": document}])


@defect(*ANY)
def trust_is_right(draft: Draft) -> Broken:
    used = ("execution", "task", "task-role", "codedeploy", "host")
    role = draft.pick(*(one for one in draft.all(ROLE) if one.name.endswith(used)))
    return draft.put(role, "assumeRolePolicy", to=trust(draft.pick("ecs", "lambda", "elasticloadbalancing")))


@defect(*OURS)
def codedeploy_role_suffices(draft: Draft) -> Broken:
    policy, role = draft.one(ROLE_POLICY, "codedeploy"), draft.one(ROLE, "codedeploy")
    match draft.pick("none", "too little", "another's"):
        case "none":
            draft.remove(policy)
        case "too little":
            draft.put(policy, "policy", to=allow("ecs:DescribeServices", "ecs:CreateTaskSet", on="*"))
        case _:
            draft.remove(policy)
            name = draft.pick("AWSCodeDeployRole", "AWSCodeDeployRoleForLambda", "AmazonECSTaskExecutionRolePolicy")
            _attach(draft, role, f"service-role/{name}")
    return role


@defect(*OURS)
def codedeploy_role_limited(draft: Draft) -> Broken:
    name = draft.pick("AdministratorAccess", "PowerUserAccess", "IAMFullAccess")
    return _attach(draft, draft.one(ROLE, "codedeploy"), name)


def _attach(draft: Draft, role: Recorded, name: str) -> Recorded:
    """One of AWS's policies besides."""
    props = {"role": draft.get(role, "name"), "policyArn": f"arn:aws:iam::aws:policy/{name}"}
    return draft.add(ROLE_POLICY_ATTACHMENT, "more", props, role=role)


@defect(*ANY)
def execution_role_suffices(draft: Draft) -> Broken:
    region = draft.pick("us-east-1", "eu-west-1")
    parameter = f"arn:aws:ssm:{region}:123456789012:parameter/{draft.text(r'other/[a-z]{1,9}')}"
    value = draft.pick(parameter, f"/{draft.text(r'other/[a-z]{1,9}')}")
    if draft.pick(True, False):
        draft.container("secrets", to=[{"name": "KEY", "valueFrom": value}])
    else:
        file = f"arn:aws:s3:::{draft.text('[a-z]{3,9}')}/{draft.text(r'other/[a-z]{1,9}[.]env')}"
        draft.container("environmentFiles", to=[{"type": "s3", "value": file}])
    return draft.one(ROLE, "execution")
