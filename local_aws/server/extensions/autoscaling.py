"""Auto Scaling groups that launch what their template says.

Faithful: one zone after another, the template's instance profile, metadata options, user data, security groups and
version; an image given as `resolve:ssm:NAME`; nothing is left after a group's deletion. Not faithful: instances
are InService at once, there are no scaling activities, policies never act, scale-in doesn't look at zones.
"""

from collections import Counter
from copy import deepcopy
from typing import Any

from moto.autoscaling.models import ASG_NAME_TAG, AutoScalingBackend, FakeAutoScalingGroup, InstanceState
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import camelcase_to_underscores
from moto.ssm.models import ssm_backends

from local_aws.server.extensions.patching import AwsError, patches
from model.texts.autoscaling import NO_GROUP, NO_IMAGE_PARAMETER

BY_PARAMETER = "resolve:ssm:"
KEPT = (
    "CapacityRebalance",
    "Context",
    "DefaultCooldown",
    "DefaultInstanceWarmup",
    "DesiredCapacityType",
    "InstanceMaintenancePolicy",
    "MaxInstanceLifetime",
    "PlacementGroup",
    "TerminationPolicies",
)
"""Settings without effect here that read back as they were sent, at creation or later."""

_put_scaling_policy = AutoScalingResponse.put_scaling_policy
_create_auto_scaling_group = AutoScalingResponse.create_auto_scaling_group
_update_auto_scaling_group = AutoScalingResponse.update_auto_scaling_group
_update = FakeAutoScalingGroup.update
_delete_auto_scaling_group = AutoScalingBackend.delete_auto_scaling_group
_set_desired_capacity = AutoScalingBackend.set_desired_capacity


@patches(FakeAutoScalingGroup)
def replace_autoscaling_group_instances(
    self: FakeAutoScalingGroup, count_needed: int, propagated_tags: dict[str, str]
) -> None:
    """Launches instances, each in the zone that has the fewest of the group."""
    ec2 = self.ec2_backend
    subnets = [ec2.get_subnet(subnet) for subnet in (self.vpc_zone_identifier or "").split(",") if subnet]
    where = {subnet.availability_zone: subnet.id for subnet in reversed(subnets)} or dict.fromkeys(
        self.availability_zones
    )
    for _ in range(count_needed):
        used = Counter(state.instance.availability_zone for state in self.active_instances())
        zone = min(where, key=lambda one: (used[one], one))
        reservation = ec2.run_instances(
            _image(self),
            1,
            self.user_data,
            self.security_groups,
            instance_type=self.instance_type,
            tags={"instance": propagated_tags | {ASG_NAME_TAG: self.name} | self.instance_tags},
            placement=zone,
            is_instance_type_default=False,
            region_name=self.region,
            subnet_id=where[zone],
            launch_config=self.launch_config,
            **_of_template(self),
        )
        for instance in reservation.instances:
            instance.autoscaling_group = self  # type: ignore[attr-defined]
            protected = self.new_instances_protected_from_scale_in or getattr(self, "hosts_protected_by_ecs", False)
            self.instance_states.append(InstanceState(instance, protected_from_scale_in=protected))


@patches(AutoScalingResponse)
def create_auto_scaling_group(self: AutoScalingResponse) -> ActionResult:
    """moto's, with every setting kept."""
    answer = _create_auto_scaling_group(self)
    _keep(self)
    return answer


@patches(AutoScalingResponse)
def update_auto_scaling_group(self: AutoScalingResponse) -> ActionResult:
    """moto's, with every setting kept."""
    answer = _update_auto_scaling_group(self)
    _keep(self)
    return answer


@patches(FakeAutoScalingGroup)
def update(self: FakeAutoScalingGroup, *, mixed_instances_policy: Any = None, **changes: Any) -> None:
    """moto's, but a mixed instances policy stays until another template takes its place."""
    replaced = mixed_instances_policy or changes.get("launch_template") or changes.get("launch_config_name")
    if self.mixed_instances_policy and not replaced:
        mixed_instances_policy = deepcopy(self.mixed_instances_policy)
        # moto has added the name to the id and takes only one of them.
        del mixed_instances_policy["LaunchTemplate"]["LaunchTemplateSpecification"]["LaunchTemplateName"]
    _update(self, mixed_instances_policy=mixed_instances_policy, **changes)


@patches(AutoScalingResponse)
def disable_metrics_collection(self: AutoScalingResponse) -> EmptyResult:
    """The metrics named, or all."""
    group = self.autoscaling_backend.autoscaling_groups[self._get_param("AutoScalingGroupName")]
    off = self._get_param("Metrics") or group.metrics
    group.metrics = [metric for metric in group.metrics if metric not in off]
    return EmptyResult()


@patches(AutoScalingBackend)
def delete_auto_scaling_group(self: AutoScalingBackend, group_name: str) -> None:
    """moto's, but protected instances go too."""
    group = self.autoscaling_groups.get(group_name)
    for state in group.instance_states if group else []:
        state.protected_from_scale_in = False
    _delete_auto_scaling_group(self, group_name)


@patches(AutoScalingBackend)
def set_desired_capacity(self: AutoScalingBackend, group_name: str, desired_capacity: int) -> None:
    """moto's, but a group that isn't there is an error as of other calls."""
    if group_name not in self.autoscaling_groups:
        raise AwsError.of(NO_GROUP, group=group_name)
    _set_desired_capacity(self, group_name, desired_capacity)


@patches(AutoScalingResponse)
def put_scaling_policy(self: AutoScalingResponse) -> ActionResult:
    """moto's answers in a member that isn't the API's."""
    answer: Any = _put_scaling_policy(self).result
    return ActionResult({"PolicyARN": answer["PolicyArn"]})


def _keep(response: AutoScalingResponse) -> None:
    group = response.autoscaling_backend.autoscaling_groups[response._get_param("AutoScalingGroupName")]
    for setting in KEPT:
        value = response._get_param(setting)
        if value is not None:
            setattr(group, camelcase_to_underscores(setting), value)


def _image(group: FakeAutoScalingGroup) -> str:
    image = group.image_id
    if not image.startswith(BY_PARAMETER):
        return image
    name = image.removeprefix(BY_PARAMETER)
    parameter = ssm_backends[group.account_id][group.region].get_parameter(name)
    if parameter is None:
        raise AwsError.of(NO_IMAGE_PARAMETER, parameter=name)
    return parameter.value


def _of_template(group: FakeAutoScalingGroup) -> dict[str, Any]:
    template = group.ec2_launch_template
    if template is None:
        public = group.launch_config.associate_public_ip_address if group.launch_config else None
        return {"associate_public_ip": public}
    data = template.get_version(group.launch_template_version).data
    interfaces = data.get("NetworkInterfaces") or [{}]
    profile = data.get("IamInstanceProfile") or {}
    return {
        "launch_template": {"LaunchTemplateId": template.id, "Version": group.launch_template_version},
        "associate_public_ip": interfaces[0].get("AssociatePublicIpAddress"),
        "security_group_ids": list(data.get("SecurityGroupIds") or interfaces[0].get("Groups") or []),
        "iam_instance_profile": profile.get("Arn") or profile.get("Name"),
        "metadata_options": data.get("MetadataOptions") or {},
        "key_name": data.get("KeyName"),
        "ebs_optimized": data.get("EbsOptimized", False),
    }
