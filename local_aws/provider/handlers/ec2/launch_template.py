"""Launch template: what an instance is started with. Every change but a renaming makes a new version of it."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.ec2 import tagging
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props

_TOKEN = "aws:ec2/launchTemplate:LaunchTemplate"
_NAMES = {
    "securityGroups": "Groups",
    "securityGroupNames": "SecurityGroups",
    "vpcSecurityGroupIds": "SecurityGroupIds",
    "ipv4Addresses": "PrivateIpAddresses",
    "ipv4AddressCount": "SecondaryPrivateIpAddressCount",
}
_ABOUT = frozenset({"name", "namePrefix", "defaultVersion", "updateDefaultVersion", "region", "tags", "tagsAll"})
"""What concerns the template; the other properties are the data of a version."""
_GONE = ("InvalidLaunchTemplateId.NotFound", "InvalidLaunchTemplateName.NotFoundException")


def create(aws: Aws, props: Props) -> str:
    """Makes the template with its first version, which is the default one."""
    ec2 = aws.client("ec2")
    made = ec2.create_launch_template(
        LaunchTemplateName=props["name"],
        **_version(aws, "CreateLaunchTemplate", props),
        **tagging.specification("launch-template", props),
    )
    id: str = made["LaunchTemplate"]["LaunchTemplateId"]
    return id


def _version(aws: Aws, operation: str, props: Props) -> dict[str, Any]:
    ec2 = aws.client("ec2")
    data = {key: value for key, value in props.items() if key not in _ABOUT | {"description"}}
    if not _burstable(aws, props.get("instanceType")):
        data.pop("creditSpecification", None)
    # userData is sent even when it is unset: as empty text.
    wanted = {"launchTemplateData": {"userData": ""} | data, "versionDescription": props.get("description")}
    return request(ec2, operation, wanted, _NAMES)


def _burstable(aws: Aws, instance_type: str | None) -> bool:
    if not instance_type:
        return False
    answer = aws.client("ec2").describe_instance_types(InstanceTypes=[instance_type])
    return any(one.get("BurstablePerformanceSupported") for one in answer["InstanceTypes"])


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The template with the data of its latest version, which need not be the default one."""
    ec2 = aws.client("ec2")
    with gone_is_fine(*_GONE):
        for template in ec2.describe_launch_templates(LaunchTemplateIds=[id])["LaunchTemplates"]:
            versions = ec2.describe_launch_template_versions(LaunchTemplateId=id, Versions=["$Latest"])
            latest = versions["LaunchTemplateVersions"][0]
            data = fields(_TOKEN, *_ABOUT)
            return {
                **dict.fromkeys(data),
                **from_aws(data, latest["LaunchTemplateData"], _NAMES),
                "name": template["LaunchTemplateName"],
                "description": latest.get("VersionDescription"),
                "defaultVersion": template["DefaultVersionNumber"],
                "latestVersion": template["LatestVersionNumber"],
                "arn": aws.arn("ec2", f"launch-template/{id}"),
                "tagsAll": tag_lists.as_map(template.get("Tags")),
            }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Makes a version when the data changed, then says which version is the default one."""
    ec2 = aws.client("ec2")
    default = change.new.get("defaultVersion") if "defaultVersion" in change.keys else None
    if change.keys - _ABOUT:
        asked = _version(aws, "CreateLaunchTemplateVersion", change.new)
        ec2.create_launch_template_version(LaunchTemplateId=id, **asked)
    if change.new.get("updateDefaultVersion"):
        default = ec2.describe_launch_templates(LaunchTemplateIds=[id])["LaunchTemplates"][0]["LatestVersionNumber"]
    if default:
        ec2.modify_launch_template(LaunchTemplateId=id, DefaultVersion=str(int(default)))
    tagging.retag(aws, id, change)


def unknown_outputs(change: Change) -> frozenset[str]:
    """The numbers of the version to come."""
    if not change.keys - _ABOUT - {"description"}:
        return frozenset()
    return frozenset({"latestVersion"} | ({"defaultVersion"} if change.new.get("updateDefaultVersion") else set()))


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the template with all its versions."""
    with gone_is_fine(*_GONE):
        aws.client("ec2").delete_launch_template(LaunchTemplateId=id)


HANDLERS = (
    ResourceHandler(
        token=_TOKEN, create=create, read=read, update=update, delete=delete, unknown_outputs=unknown_outputs
    ),
)
