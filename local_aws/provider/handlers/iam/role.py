"""IAM role."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import request
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.iam.answers import GONE, moment, written
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props


def create(aws: Aws, props: Props) -> str:
    """Makes the role, then gives it the policies that the program lists with it."""
    iam = aws.client("iam")
    names = {"name": "RoleName", "assumeRolePolicy": "AssumeRolePolicyDocument"}
    id: str = iam.create_role(**request(iam, "CreateRole", props, names))["Role"]["RoleName"]
    with initializing(id):
        _grant(aws, id, {}, props)
    return id


def _grant(aws: Aws, id: str, old: Props, new: Props) -> None:
    """Inline and managed policies; absent means that somebody else looks after them."""
    iam = aws.client("iam")
    if new.get("inlinePolicies") is not None:
        had, wanted = _inline(old), _inline(new)
        for name in wanted:
            if wanted[name] != had.get(name):
                iam.put_role_policy(RoleName=id, PolicyName=name, PolicyDocument=wanted[name])
        for name in had.keys() - wanted.keys() if new["inlinePolicies"] else ():
            iam.delete_role_policy(RoleName=id, PolicyName=name)
    if new.get("managedPolicyArns") is not None:
        had, wanted = (set(side.get("managedPolicyArns") or ()) for side in (old, new))
        for arn in sorted(wanted - had):
            iam.attach_role_policy(RoleName=id, PolicyArn=arn)
        for arn in sorted(had - wanted):
            iam.detach_role_policy(RoleName=id, PolicyArn=arn)


def _inline(props: Props) -> dict[str, str]:
    # One entry with neither name nor policy stands for: no inline policy at all.
    return {one["name"]: one["policy"] for one in props.get("inlinePolicies") or () if one.get("name")}


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The role with all its policies, also those that are resources of their own."""
    iam = aws.client("iam")
    with gone_is_fine(GONE):
        role = iam.get_role(RoleName=id)["Role"]
        attached = iam.list_attached_role_policies(RoleName=id)["AttachedPolicies"]
        inline = iam.list_role_policies(RoleName=id)["PolicyNames"]
        return {
            "name": role["RoleName"],
            "assumeRolePolicy": written(role["AssumeRolePolicyDocument"]),
            "description": role.get("Description"),
            "inlinePolicies": [
                {
                    "name": name,
                    "policy": written(iam.get_role_policy(RoleName=id, PolicyName=name)["PolicyDocument"]),
                }
                for name in inline
            ],
            "managedPolicyArns": [policy["PolicyArn"] for policy in attached],
            "maxSessionDuration": role["MaxSessionDuration"],
            "path": role["Path"],
            "permissionsBoundary": role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
            "arn": role["Arn"],
            "createDate": moment(role["CreateDate"]),
            "uniqueId": role["RoleId"],
            "tagsAll": tag_lists.as_map(role.get("Tags")),
        }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """A call for each property that changed."""
    iam, new = aws.client("iam"), change.new
    if "assumeRolePolicy" in change.keys:
        iam.update_assume_role_policy(RoleName=id, PolicyDocument=new["assumeRolePolicy"])
    if "description" in change.keys:
        iam.update_role_description(RoleName=id, Description=new.get("description") or "")
    if "maxSessionDuration" in change.keys:
        iam.update_role(RoleName=id, MaxSessionDuration=int(new["maxSessionDuration"]))
    if "permissionsBoundary" in change.keys:
        if new.get("permissionsBoundary"):
            iam.put_role_permissions_boundary(RoleName=id, PermissionsBoundary=new["permissionsBoundary"])
        else:
            iam.delete_role_permissions_boundary(RoleName=id)
    _grant(aws, id, change.old, {key: new.get(key) for key in change.keys})
    tag_lists.retag(iam.tag_role, iam.untag_role, change, RoleName=id)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the role out of its profiles and deletes it.

    Policies that others attached stay in the way, as on AWS, unless `forceDetachPolicies` is set.
    """
    iam = aws.client("iam")
    with gone_is_fine(GONE):
        for profile in iam.list_instance_profiles_for_role(RoleName=id)["InstanceProfiles"]:
            iam.remove_role_from_instance_profile(InstanceProfileName=profile["InstanceProfileName"], RoleName=id)
        if known.get("forceDetachPolicies") or known.get("managedPolicyArns"):
            for policy in iam.list_attached_role_policies(RoleName=id)["AttachedPolicies"]:
                iam.detach_role_policy(RoleName=id, PolicyArn=policy["PolicyArn"])
        if known.get("forceDetachPolicies") or known.get("inlinePolicies"):
            for name in iam.list_role_policies(RoleName=id)["PolicyNames"]:
                iam.delete_role_policy(RoleName=id, PolicyName=name)
        retry(lambda: iam.delete_role(RoleName=id), ("DeleteConflict", ""))


HANDLERS = (ResourceHandler(token="aws:iam/role:Role", create=create, read=read, update=update, delete=delete),)
