"""Whatever the local AWS refuses, as AWS does, a rule says in a preview; or a line here says why none does."""

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

from policy.rules import RULES
from tests.policy.refusals import ROOT, quoted, refusals

CALLS: Mapping[str, str] = {
    "autoscaling.py": "hosts are started by their group, long after the preview",
    "cloudwatch/metrics.py": "reading metrics is no part of a program",
    "codebuild/builds.py": "builds are started and stopped from outside of a program",
    "codedeploy/application_revisions.py": "revisions belong to releases, which a program does not start",
    "codedeploy/deployments.py": "releases are started and stopped from outside of a program",
    "codedeploy/lookup.py": "a name that is not there is one of a call from outside, or of what AWS has lost",
    "codedeploy/revisions.py": "revisions belong to releases, which a program does not start",
    "codedeploy/targets.py": "reading releases is no part of a program",
    "codepipeline/actions/approval.py": "approvals are given from outside of a program",
    "codepipeline/executions.py": "executions are started, stopped and repeated from outside of a program",
    "codepipeline/pipeline_state.py": "transitions are disabled from outside of a program",
    "ecr.py": "images are pushed from outside of a program",
    "ecs/hosts.py": "container instances are no resource of a program",
    "ecs/overrides.py": "tasks of their own are no resource of a program",
    "ecs/service_deployments.py": "releases are read and stopped from outside of a program",
    "ecs/task_calls.py": "tasks of their own are no resource of a program",
    "ecs/task_network.py": "tasks of their own are no resource of a program",
    "ecs/task_sets.py": "task sets belong to the controller EXTERNAL; release-judged says that no rule judges it",
    "elbv2/targets.py": "ECS registers the targets",
    "moving/cloud.py": "a release that is under way",
    "moving/codedeploy.py": "a release that is under way",
    "moving/native.py": "a release that is under way",
    "moving/service_deployments.py": "a release that is under way",
    "moving/services.py": "a release that is under way",
}
"""Files of the local AWS whose calls no program makes, and why."""

PROVIDER = "Pulumi's provider refuses the value itself, before any call"
BESIDE = "only AWS knows what is there beside the program"
DELETING = "a program does not say what it deletes, and AWS keeps it while it is used"
NOTHING_RUNS = "AWS refuses it before anything that runs has changed"

FORESEEN: Mapping[str, str] = {
    "autoscaling.BAD_SCHEDULE": "schedule-valid",
    "codebuild.ROLE_NOT_ASSUMED": "trust-is-right",
    "codedeploy.AUTO_SCALING_GROUPS": "no-servers-in-ecs-group",
    "codedeploy.BAD_PAIR": "deployment-group-shape",
    "codedeploy.CONTINUE_WITH_WAIT": "ready-wait-bounded",
    "codedeploy.DEPLOYMENT_STYLE": "deployment-style-for-ecs",
    "codedeploy.HEALTHY_HOSTS": "deployment-config-valid",
    "codedeploy.NEVER_TERMINATED": "termination-wait-bounded",
    "codedeploy.NO_ALARM": "rollback-alarms-set",
    "codedeploy.NO_BLUE_GREEN_CONFIGURATION": "termination-wait-bounded",
    "codedeploy.NO_GRADUAL_SHIFT": "network-load-balancer-all-at-once",
    "codedeploy.NO_LOAD_BALANCER_FOR_SERVERS": "application-for-ecs",
    "codedeploy.NO_LOAD_BALANCER_INFO": "deployment-group-shape",
    "codedeploy.NO_READY_OPTION": "ready-wait-bounded",
    "codedeploy.NO_ROLLBACK_EVENT": "rollback-automatic",
    "codedeploy.ONE_LISTENER": "deployment-group-shape",
    "codedeploy.ONE_SERVICE": "deployment-group-shape",
    "codedeploy.OTHER_CONTROLLER": "service-for-codedeploy",
    "codedeploy.OTHER_PLATFORM": "deployment-config-known",
    "codedeploy.OTHER_SHIFT": "deployment-config-valid",
    "codedeploy.RESERVED_NAME": "deployment-config-valid",
    "codedeploy.SERVERS_LOAD_BALANCERS": "no-servers-in-ecs-group",
    "codedeploy.SERVICE_HAS_A_GROUP": "one-deployment-group-a-service",
    "codedeploy.SERVICE_IN_SERVER_GROUP": "application-for-ecs",
    "codedeploy.SHIFT_INTERVAL": "deployment-config-valid",
    "codedeploy.SHIFT_PERCENT": "deployment-config-valid",
    "codedeploy.STOP_WITHOUT_WAIT": "ready-wait-bounded",
    "codedeploy.TERMINATION_WAIT_TOO_LONG": "termination-wait-bounded",
    "codedeploy.TOO_MANY_ALARMS": "rollback-alarms-set",
    "codedeploy.TOTAL_SHIFT": "deployment-config-valid",
    "codedeploy.UNKNOWN_CONFIG": "deployment-config-known",
    "codepipeline.CONDITIONS_NEED_V2": "pipeline-type-fits",
    "codepipeline.FIRST_STAGE": "pipeline-stages-valid",
    "codepipeline.MISSING_CONFIGURATION": "pipeline-deploys-blue-green",
    "codepipeline.MODE_NEEDS_V2": "pipeline-type-fits",
    "codepipeline.NO_SUCH_ARTIFACT": "pipeline-artifacts-flow",
    "codepipeline.OUTPUT_TWICE": "pipeline-artifacts-flow",
    "codepipeline.ROLE_NOT_ASSUMED": "trust-is-right",
    "codepipeline.SOURCE_IN_LATER_STAGE": "pipeline-stages-valid",
    "codepipeline.STAGE_TWICE": "pipeline-stages-valid",
    "codepipeline.TOO_FEW_STAGES": "pipeline-stages-valid",
    "codepipeline.TRIGGERS_NEED_V2": "pipeline-type-fits",
    "codepipeline.VARIABLES_NEED_V2": "pipeline-type-fits",
    "ecs.AUTO_SCALING_GROUP_IN_USE": "capacity-provider-valid",
    "ecs.CAPACITY_PROVIDER_ALONE": "capacity-provider-valid",
    "ecs.CAPACITY_PROVIDER_ELSEWHERE": "capacity-provider-on-cluster",
    "ecs.CAPACITY_PROVIDER_NAME": "capacity-provider-valid",
    "ecs.CIRCUIT_BREAKER": "codedeploy-service-shape",
    "ecs.CONTAINERS_ABOVE_TASK_CPU": "task-sized",
    "ecs.CONTAINER_ABOVE_TASK_MEMORY": "task-sized",
    "ecs.CONTAINER_NOT_FOUND": "matching-target-ports",
    "ecs.DAEMON_BY_CODEDEPLOY": "codedeploy-service-shape",
    "ecs.DEPLOYMENT_ALARMS": "codedeploy-service-shape",
    "ecs.DEPENDENCY_CIRCLE": "container-dependencies-met",
    "ecs.DEPENDENCY_ESSENTIAL": "container-dependencies-met",
    "ecs.DEPENDENCY_MISSING": "container-dependencies-met",
    "ecs.DEPENDENCY_UNCHECKED": "container-dependencies-met",
    "ecs.EFS_ACCESS_POINT_UNENCRYPTED": "efs-volume-valid",
    "ecs.EFS_IAM_UNENCRYPTED": "efs-volume-valid",
    "ecs.EFS_PORT_UNENCRYPTED": "efs-volume-valid",
    "ecs.EFS_ROOT_DIRECTORY": "efs-volume-valid",
    "ecs.ENVIRONMENT_FILE_ARN": "container-settings-valid",
    "ecs.FARGATE_NETWORK": "fargate-runs-task",
    "ecs.FARGATE_SIZES": "task-sized",
    "ecs.FARGATE_SIZE_MISSING": "task-sized",
    "ecs.GRACE_WITHOUT_LOAD_BALANCER": "grace-period-used",
    "ecs.HOST_PORTS": "host-port-allowed",
    "ecs.LAUNCH_TYPE_AND_PROVIDER": "capacity-strategy-valid",
    "ecs.NETWORK_NOT_VALID": "network-configuration-fits",
    "ecs.NOT_FOR_FARGATE": "network-configuration-fits",
    "ecs.NOT_MOVED_BY_CODEDEPLOY": "service-ignores-releases",
    "ecs.NO_ESSENTIAL_CONTAINER": "task-sized",
    "ecs.NO_LOG_ROUTER": "container-logs-kept",
    "ecs.NO_NETWORK": "network-configuration-fits",
    "ecs.NO_SUBNETS": "network-configuration-fits",
    "ecs.NO_TASK_ROLE": "exec-possible",
    "ecs.PERCENTS_BLOCK": "percent-can-move",
    "ecs.PORT_NAME": "service-connect-port-named",
    "ecs.REGISTRY_CONTAINER": "service-registry-valid",
    "ecs.REGISTRY_PORT": "service-registry-valid",
    "ecs.REGISTRY_WITHOUT_PORT": "service-registry-valid",
    "ecs.PORT_NOT_FOUND": "matching-target-ports",
    "ecs.RESERVATION_ABOVE_MEMORY": "task-sized",
    "ecs.SAME_CONTAINER": "container-names-differ",
    "ecs.SECRETS_WITHOUT_ROLE": "task-roles-separate",
    "ecs.SERVICE_CONNECT": "codedeploy-service-shape",
    "ecs.SERVICE_CONNECT_HOST": "service-connect-proxy-fits",
    "ecs.SERVICE_CONNECT_MEMORY": "service-connect-proxy-fits",
    "ecs.SERVICE_ROLE": "load-balancer-role-left-out",
    "ecs.TARGET_GROUP_UNUSED": "pair-fits-service",
    "ecs.TARGET_TYPE": "target-type-fits-network",
    "ecs.TASK_SIZE": "task-sized",
    "ecs.TOO_MANY_CONTAINERS": "task-sized",
    "ecs.TOO_MANY_ENVIRONMENT_FILES": "container-settings-valid",
    "ecs.ULIMIT": "container-settings-valid",
    "ecs.UNKNOWN_VOLUME": "volumes-declared",
    "ecs.VOLUMES_FROM_NOBODY": "volumes-declared",
    "elbv2.GROUPS_OF_TWO_LOAD_BALANCERS": "target-group-behind-one-load-balancer",
    "elbv2.GROUP_OF_ANOTHER_VPC": "load-balancer-in-one-vpc",
    "elbv2.INCOMPATIBLE_PROTOCOLS": "listener-fits-target-group",
    "elbv2.LOG_BUCKET_DENIED": "access-logs-writable",
    "elbv2.MATCHER": "health-check-valid",
    "elbv2.NO_CERTIFICATE": "listener-complete",
    "elbv2.NO_IPV6": "dual-stack-subnets-have-ipv6",
    "elbv2.NO_TARGET_GROUP": "listener-complete",
    "elbv2.ONE_ZONE": "load-balancer-spans-zones",
    "elbv2.PROTOCOL_VERSION": "listener-fits-target-group",
    "elbv2.SAME_TARGET_GROUP": "listener-complete",
    "elbv2.SAME_ZONE": "load-balancer-spans-zones",
    "native.BLOCK_OF_ANOTHER_STRATEGY": "native-shift-complete",
    "native.CLASSIC_LOAD_BALANCER": "native-load-balancers-complete",
    "native.HOOK_TYPE": "native-hooks-complete",
    "native.HOOK_WITHOUT": "native-hooks-complete",
    "native.NO_ADVANCED": "native-load-balancers-complete",
    "native.NO_RULE_ARN": "native-takes-a-rule",
    "native.NO_TEST_RULE": "native-rule-holds-both-groups",
    "native.ONLY_UNDER_ECS": "codedeploy-service-shape",
    "native.PAUSE_STAGE": "native-hooks-complete",
    "native.SAME_GROUP": "native-groups-differ",
    "native.SAME_RULE": "native-takes-a-rule",
    "native.SOME_WITHOUT_ADVANCED": "native-load-balancers-complete",
    "native.TENTHS": "native-shift-complete",
    "native.TOO_MANY_HOOKS": "native-hooks-complete",
}
"""The rule that says it in a preview."""

NOT_FORESEEN: Mapping[str, str] = {
    "autoscaling.BAD_TIMEZONE": NOTHING_RUNS,
    "autoscaling.CAPACITIES_REVERSED": NOTHING_RUNS,
    "autoscaling.NO_CAPACITY": PROVIDER,
    "autoscaling.NO_TARGET": BESIDE,
    "autoscaling.SERVICE_MISSING": BESIDE,
    "autoscaling.UNKNOWN_RESOURCE": BESIDE,
    "cloud_map.NAMESPACE_IN_USE": DELETING,
    "cloud_map.SAME_NAMESPACE": BESIDE,
    "cloud_map.SAME_SERVICE": BESIDE,
    "cloud_map.SERVICE_IN_USE": DELETING,
    "codebuild.BAD_COMPUTE_TYPE": NOTHING_RUNS,
    "codebuild.BAD_MINUTES": PROVIDER,
    "codebuild.BAD_PROJECT_NAME": PROVIDER,
    "codebuild.BAD_TYPE": PROVIDER,
    "codebuild.BOTH_CODEPIPELINE": NOTHING_RUNS,
    "codebuild.NO_ARTIFACTS_WITH": NOTHING_RUNS,
    "codebuild.NO_LOCATION": NOTHING_RUNS,
    "codebuild.NO_PROJECT": BESIDE,
    "codebuild.OTHER_ACCOUNTS_ROLE": BESIDE,
    "codebuild.PROJECT_EXISTS": BESIDE,
    "codedeploy.APPLICATION_EXISTS": BESIDE,
    "codedeploy.CONFIG_EXISTS": BESIDE,
    "codedeploy.CONFIG_IN_USE": DELETING,
    "codedeploy.GROUP_EXISTS": BESIDE,
    "codedeploy.LISTENER_NOT_FOUND": BESIDE,
    "codedeploy.NO_HEALTHY_HOSTS": "it is of configurations for servers, which no rule is about",
    "codedeploy.PREDEFINED_CONFIG": DELETING,
    "codedeploy.SAME_TRIGGER": "notifications move no release, and no rule is about them",
    "codedeploy.SERVICE_NOT_LOADED": BESIDE,
    "codedeploy.TOO_MANY_TRIGGERS": "notifications move no release, and no rule is about them",
    "codedeploy.UNKNOWN_PLATFORM": PROVIDER,
    "codepipeline.ACTION_TWICE": NOTHING_RUNS,
    "codepipeline.BAD_NAME": PROVIDER,
    "codepipeline.LONG_NAME": PROVIDER,
    "codepipeline.NAMESPACE_TWICE": NOTHING_RUNS,
    "codepipeline.NO_PIPELINE": BESIDE,
    "codepipeline.NO_SUCH_ACTION_TYPE": NOTHING_RUNS,
    "codepipeline.PIPELINE_EXISTS": BESIDE,
    "codepipeline.TOO_FEW_ARTIFACTS": NOTHING_RUNS,
    "codepipeline.TOO_MANY_ARTIFACTS": NOTHING_RUNS,
    "codepipeline.TRIGGER_WITHOUT_CONNECTION": NOTHING_RUNS,
    "codepipeline.UNKNOWN_CONFIGURATION": NOTHING_RUNS,
    "codepipeline.VARIABLE_TWICE": NOTHING_RUNS,
    "ec2.ENDPOINT_NOT_FOUND": BESIDE,
    "ec2.GROUP_IN_USE": DELETING,
    "ec2.SUBNET_IN_USE": DELETING,
    "ecs.CAPACITY_PROVIDER_EXISTS": BESIDE,
    "ecs.CAPACITY_PROVIDER_IN_USE": DELETING,
    "ecs.CAPACITY_PROVIDER_OF_CLUSTER": DELETING,
    "ecs.CLASSIC_LOAD_BALANCER_NOT_FOUND": BESIDE,
    "ecs.CLUSTER_HAS_INSTANCES": DELETING,
    "ecs.CLUSTER_HAS_SERVICES": DELETING,
    "ecs.CLUSTER_HAS_TASKS": DELETING,
    "ecs.CLUSTER_NOT_FOUND": BESIDE,
    "ecs.CLUSTER_SETTING": PROVIDER,
    "ecs.DAEMON_PERCENT": "Pulumi's provider sends no maximum for daemons",
    "ecs.EXTERNAL_LOAD_BALANCERS": "release-judged says that no rule judges the controller EXTERNAL",
    "ecs.EXTERNAL_TASK_DEFINITION": "release-judged says that no rule judges the controller EXTERNAL",
    "ecs.MAX_RESULTS": "reading is no part of a program",
    "ecs.NEXT_TOKEN": "reading is no part of a program",
    "ecs.NOT_IDEMPOTENT": BESIDE,
    "ecs.NO_AUTO_SCALING_GROUP": BESIDE,
    "ecs.NO_CAPACITY_PROVIDER": BESIDE,
    "ecs.NO_NAMESPACE": BESIDE,
    "ecs.NO_REGISTRY": BESIDE,
    "ecs.NO_TASK_DEFINITION": NOTHING_RUNS,
    "ecs.SCALED_ABOVE_ZERO": "Pulumi's provider scales the service down before it deletes it",
    "ecs.SECURITY_GROUP_NOT_FOUND": BESIDE,
    "ecs.SERVICE_NOT_ACTIVE": BESIDE,
    "ecs.STILL_DRAINING": BESIDE,
    "ecs.SUBNET_NOT_FOUND": BESIDE,
    "ecs.TARGET_GROUP_NOT_FOUND": BESIDE,
    "ecs.TASK_DEFINITION_INACTIVE": BESIDE,
    "elbv2.ATTRIBUTE_RANGE": PROVIDER,
    "elbv2.ATTRIBUTE_UNKNOWN": PROVIDER,
    "elbv2.CERTIFICATE_NOT_FOUND": BESIDE,
    "elbv2.DEFAULT_RULE_DELETED": "a listener's default rule is no resource of a program",
    "elbv2.DEFAULT_RULE_MODIFIED": "a listener's default rule is no resource of a program",
    "elbv2.DELETION_PROTECTED": DELETING,
    "elbv2.LOG_BUCKET_ELSEWHERE": BESIDE,
    "elbv2.LOG_BUCKET_EMPTY": PROVIDER,
    "elbv2.NAME_TOO_LONG": NOTHING_RUNS,
    "elbv2.SECURITY_GROUP_NOT_FOUND": BESIDE,
    "elbv2.SUBNET_NOT_FOUND": BESIDE,
    "elbv2.WEIGHT": PROVIDER,
    "logs.RETENTION": PROVIDER,
    "native.HOOK_STAGE": PROVIDER,
    "native.INCOMPLETE_ADVANCED": PROVIDER,
    "native.MIXED_LOAD_BALANCERS": "new programs have no Classic Load Balancers, and no rule is about these",
    "native.NOT_FOR_HOOK": "AWS's pages do not say that it refuses what the other type of hook has",
    "native.NO_RULE": BESIDE,
    "native.RANGE": PROVIDER,
    "native.STRATEGY": PROVIDER,
}
"""Why no rule says it."""


QUOTED = {
    rule.name: quoted(ast.parse(Path(ROOT, *rule.check.__module__.split(".")).with_suffix(".py").read_text("utf-8")))
    for rule in RULES
}
"""The texts that each rule quotes."""


def of_programs() -> set[str]:
    """The texts with which a call is refused that a program may make."""
    return {text for text, files in refusals().items() if not files <= CALLS.keys()}


def test_each_refusal_has_a_rule_or_a_line_why_not() -> None:
    assert FORESEEN.keys() | NOT_FORESEEN.keys() == of_programs()
    assert not FORESEEN.keys() & NOT_FORESEEN.keys()


def test_the_files_of_other_calls_are_there() -> None:
    assert CALLS.keys() <= {file for files in refusals().values() for file in files}


@pytest.mark.parametrize("text", FORESEEN)
def test_the_rule_is_there_and_is_the_one_that_quotes_the_refusal(text: str) -> None:
    quoting = {name for name, texts in QUOTED.items() if text in texts}
    assert FORESEEN[text] in QUOTED
    assert not quoting or FORESEEN[text] in quoting


@pytest.mark.parametrize("text", NOT_FORESEEN)
def test_no_rule_quotes_what_none_foresees(text: str) -> None:
    assert not [name for name, texts in QUOTED.items() if text in texts]
