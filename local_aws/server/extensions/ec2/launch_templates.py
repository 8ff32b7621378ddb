"""Launch templates: their tags are not their instances' and follow CreateTags; every version may have user data."""

from typing import Any

from moto.ec2.models import EC2Backend
from moto.ec2.models.launch_templates import LaunchTemplate, LaunchTemplateVersion
from moto.ec2.utils import parse_user_data

from local_aws.server.extensions.patching import patches

_create_launch_template = EC2Backend.create_launch_template
_create_version = LaunchTemplate.create_version


@patches(EC2Backend)
def create_launch_template(
    self: EC2Backend, name: str, description: str, template_data: dict[str, Any], tag_spec: Any
) -> LaunchTemplate:
    """moto's, without the template's own tags among those of its instances."""
    kept = [one for one in template_data.pop("TagSpecifications", []) if one["ResourceType"] != "launch-template"]
    if kept:
        template_data["TagSpecifications"] = kept
    if not template_data.get("UserData"):
        template_data.pop("UserData", None)
    return _create_launch_template(self, name, description, template_data, tag_spec)


@patches(LaunchTemplate)
def create_version(self: LaunchTemplate, data: dict[str, Any], description: str) -> LaunchTemplateVersion:
    """moto's, which can't launch a second version that has user data."""
    if isinstance(data.get("UserData"), str):
        data["UserData"] = parse_user_data(data["UserData"])
    return _create_version(self, data, description)


# moto keeps those of the creation.
LaunchTemplate.tags = property(lambda self: self.get_tags(), lambda self, _: None)  # type: ignore[assignment]
