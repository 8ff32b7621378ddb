"""Look-ups of IAM: a role, and what its policies allow."""

import json
from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws
from local_aws.provider.values import Props


def get_role(aws: Aws, args: Props) -> Props:
    """By name."""
    role = aws.client("iam").get_role(RoleName=args["name"])["Role"]
    return {
        **args,
        "id": role["RoleName"],
        "arn": role["Arn"],
        "assumeRolePolicy": json.dumps(role["AssumeRolePolicyDocument"]),
        "createDate": role["CreateDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        "description": role.get("Description", ""),
        "maxSessionDuration": role.get("MaxSessionDuration", 3600),
        "path": role["Path"],
        "permissionsBoundary": role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn", ""),
        "roleLastUseds": [],
        "tags": tag_lists.as_map(role.get("Tags")),
        "uniqueId": role["RoleId"],
    }


def get_principal_policy_simulation(aws: Aws, args: Props) -> Props:
    """What IAM answers for each action on each resource."""
    asked = {
        "PolicySourceArn": args["policySourceArn"],
        "ActionNames": args["actionNames"],
        "ResourceArns": args.get("resourceArns") or ["*"],
        "ContextEntries": [
            {"ContextKeyName": one["key"], "ContextKeyType": one["type"], "ContextKeyValues": one["values"]}
            for one in args.get("contexts") or ()
        ],
    }
    found = aws.client("iam").simulate_principal_policy(**asked)["EvaluationResults"]
    results = [_result(one) for one in found]
    return {**args, "id": "-", "allAllowed": all(one["allowed"] for one in results), "results": results}


def _result(found: dict[str, Any]) -> Props:
    return {
        "actionName": found["EvalActionName"],
        "resourceArn": found["EvalResourceName"],
        "decision": found["EvalDecision"],
        "allowed": found["EvalDecision"] == "allowed",
        "decisionDetails": {},
        "matchedStatements": [
            {"sourcePolicyId": one["SourcePolicyId"], "sourcePolicyType": one["SourcePolicyType"]}
            for one in found.get("MatchedStatements", ())
        ],
        "missingContextKeys": found.get("MissingContextValues", []),
    }
