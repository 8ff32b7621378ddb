"""A resource of a plan as rules see it: names and nesting, what is unknown, what it is made of."""

import json
from pathlib import Path
from typing import Any

import pytest

from policy import reading
from policy.reading import UNKNOWN
from tests.verdict.terraform.plans import change, configured, program, to
from verdict import shapes
from verdict.program import Declared
from verdict.terraform import names

GROUP, LISTENER, SERVICE, TASK = (
    "aws_lb_target_group.web",
    "aws_lb_listener.web",
    "aws_ecs_service.web",
    "aws_ecs_task_definition.web",
)


def one(folder: Path, changes: list[dict[str, Any]], root: dict[str, Any], name: str, **files: str) -> Declared:
    [found] = [declared for declared in program(folder, changes, root, **files).resources if declared.name == name]
    return found


@pytest.mark.parametrize(
    ("type", "token"),
    [
        ("aws_ecs_task_definition", reading.TASK_DEFINITION),
        ("aws_ecs_cluster_capacity_providers", reading.CLUSTER_CAPACITY_PROVIDERS),
        ("aws_codedeploy_app", reading.APPLICATION),
        ("aws_lb", reading.LOAD_BALANCER),
        ("aws_alb", reading.LOAD_BALANCER),
        ("aws_lb_target_group", reading.TARGET_GROUP),
        ("aws_security_group", reading.SECURITY_GROUP),
        ("aws_launch_template", reading.LAUNCH_TEMPLATE),
        ("aws_vpc_security_group_ingress_rule", reading.INGRESS_RULE),
        ("aws_autoscaling_group", reading.AUTO_SCALING_GROUP),
        ("aws_cloudwatch_log_group", reading.LOG_GROUP),
        ("aws_iam_role_policy_attachment", reading.ROLE_POLICY_ATTACHMENT),
        ("aws_lambda_function", "aws:lambda/function:Function"),
        ("aws_codebuild_project", reading.PROJECT),
        ("aws_codepipeline", "aws:codepipeline/pipeline:Pipeline"),
        ("aws_vpc_endpoint", "aws:ec2/vpcEndpoint:VpcEndpoint"),
        ("aws_no_such_thing", None),
    ],
)
def test_a_type_has_pulumis_token(type: str, token: str | None) -> None:
    assert names.token_of(type) == token


def test_the_older_name_of_balancers_is_the_same_type_to_rules() -> None:
    token = names.token_of("aws_alb_listener")
    assert token is not None
    assert reading.canonical(token) == reading.LISTENER


@pytest.mark.parametrize(
    ("path", "type", "pulumis"),
    [
        ("load_balancer", "aws_ecs_service", "loadBalancers"),
        ("load_balancer[0].target_group_arn", "aws_ecs_service", "loadBalancers[0].targetGroupArn"),
        ("network_configuration[0].subnets", "aws_ecs_service", "networkConfiguration.subnets"),
        ("default_action", "aws_lb_listener", "defaultActions"),
        ("default_action[0].forward[0].target_group", "aws_lb_listener", "defaultActions[0].forward.targetGroups"),
        ("metric_query", "aws_cloudwatch_metric_alarm", "metricQueries"),
        ("alarm_name", "aws_cloudwatch_metric_alarm", "name"),
        ('tags["Owner"]', "aws_ecs_service", 'tags["Owner"]'),
        ("something_newer", "aws_ecs_service", "somethingNewer"),
    ],
)
def test_a_property_has_pulumis_name(path: str, type: str, pulumis: str) -> None:
    token = names.token_of(type)
    assert token is not None
    assert names.path_of(path, shapes.resource(token), names.PROPERTIES.get(type, {})) == pulumis


def test_blocks_of_which_there_is_one_are_objects_and_what_is_left_out_is_not_there(tmp_path: Path) -> None:
    after = {
        "name": "web",
        "iam_role": None,
        "alarms": [],
        "deployment_controller": [{"type": "CODE_DEPLOY"}],
        "load_balancer": [{"container_name": "web", "container_port": 80, "elb_name": ""}],
        "network_configuration": [{"assign_public_ip": False, "subnets": ["subnet-1"]}],
        "tags": {"Owner": ""},
    }
    found = one(tmp_path, [change(SERVICE, after)], {"resources": [configured(SERVICE)]}, SERVICE)
    assert found.checked == {
        "name": "web",
        "deploymentController": {"type": "CODE_DEPLOY"},
        "loadBalancers": [{"containerName": "web", "containerPort": 80}],
        "networkConfiguration": {"assignPublicIp": False, "subnets": ["subnet-1"]},
        "tags": {"Owner": ""},
    }


def test_what_is_written_and_unknown_is_an_input_and_what_aws_decides_is_none(tmp_path: Path) -> None:
    unknown = {"arn": True, "iam_role": True, "cluster": True, "load_balancer": [{"target_group_arn": True}]}
    block = [{"container_name": {"constant_value": "web"}, "target_group_arn": to(f"{GROUP}.arn", GROUP)}]
    root = {"resources": [configured(SERVICE, cluster=to("aws_ecs_cluster.web.id"), load_balancer=block)]}
    found = one(tmp_path, [change(SERVICE, {"load_balancer": [{"container_name": "web"}]}, unknown)], root, SERVICE)
    entry = {"containerName": "web", "targetGroupArn": UNKNOWN}
    assert found.checked == {"cluster": UNKNOWN, "loadBalancers": [entry]}
    assert found.outputs == {"cluster": UNKNOWN, "loadBalancers": [entry], "arn": UNKNOWN, "iamRole": UNKNOWN}


def test_of_a_live_resource_only_what_is_written_is_an_input(tmp_path: Path) -> None:
    """AWS's own role of a live service is nothing that the program asked for."""
    live = {"name": "web", "iam_role": "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS", "desired_count": 2}
    root = {"resources": [configured(SERVICE, name={"constant_value": "web"})]}
    found = one(tmp_path, [change(SERVICE, live, before=live, actions=("no-op",))], root, SERVICE)
    assert found.checked == {"name": "web"}
    assert found.outputs == {"name": "web", "iamRole": live["iam_role"], "desiredCount": 2}


def test_what_is_deleted_and_what_is_read_is_no_part_of_the_program(tmp_path: Path) -> None:
    changes = [
        change(GROUP, {}, before={"name": "a"}, actions=("delete",)),
        change(LISTENER, {"port": 80}, before={"port": 81}, actions=("delete", "create")),
        change("aws_vpc.web", {}) | {"mode": "data"},
        change("random_id.web", {}),
    ]
    assert [found.name for found in program(tmp_path, changes, {}).resources] == [LISTENER]


def test_ignored_paths_are_pulumis(tmp_path: Path) -> None:
    ignored = "[task_definition, load_balancer[0].target_group_arn]"
    tf = f'resource "aws_ecs_service" "web" {{\n  lifecycle {{\n    ignore_changes = {ignored}\n  }}\n}}\n'
    found = one(tmp_path, [change(SERVICE, {})], {"resources": [configured(SERVICE)]}, SERVICE, main=tf)
    assert found.ignore_changes == ("taskDefinition", "loadBalancers[0].targetGroupArn")
    everything = tf.replace(ignored, "all")
    found = one(tmp_path, [change(SERVICE, {})], {"resources": [configured(SERVICE)]}, SERVICE, main=everything)
    assert found.ignore_changes == ("*",)


GROUPS = [change(f'{GROUP}["{colour}"]', {"name": colour}) for colour in ("blue", "green")]
BLUE, GREEN = (one["address"] for one in GROUPS)


@pytest.mark.parametrize(
    ("references", "made_of"),
    [
        ((f"{BLUE}.arn", BLUE, GROUP), {BLUE}),
        ((GROUP,), {BLUE, GREEN}),
        ((f"{GROUP}", "each.key"), {BLUE, GREEN}),
        (("local.live",), {BLUE}),
        (("local.both",), {BLUE, GREEN}),
        (("local.round",), set()),
        (("var.image",), set()),
        (("data.aws_lb.other.arn", "data.aws_lb.other"), {GREEN}),
        (("module.nowhere.arn",), set()),
    ],
)
def test_a_reference_leads_to_the_instances_that_it_means(
    references: tuple[str, ...], made_of: set[str], tmp_path: Path
) -> None:
    data = configured("data.aws_lb.other", name=to(f"{GREEN}.name", GREEN, GROUP))
    root = {"resources": [configured(LISTENER, default_action=[{"target_group_arn": to(*references)}]), data]}
    tf = (
        'locals {\n  live = aws_lb_target_group.web["blue"].arn\n'
        "  both = { for name, group in aws_lb_target_group.web : name => group.arn }\n  round = local.round\n}\n"
    )
    found = one(tmp_path, [*GROUPS, change(LISTENER, {})], root, LISTENER, main=tf)
    assert found.edges.get("defaultActions", frozenset()) == made_of


def test_an_instance_refers_to_the_instance_with_its_own_index(tmp_path: Path) -> None:
    rule = "aws_lb_listener_rule.web"
    changes = [*GROUPS, *(change(f'{rule}["{colour}"]', {}) for colour in ("blue", "green"))]
    root = {"resources": [configured(rule, action=[{"target_group_arn": to(GROUP, "each.key")}])]}
    assert one(tmp_path, changes, root, f'{rule}["green"]').edges["actions"] == {GREEN}


def test_references_go_into_modules_and_out_of_them(tmp_path: Path) -> None:
    changes = [
        change('module.app["a"].aws_ecs_service.web', {}),
        change('module.app["b"].aws_ecs_service.web', {}),
        change('module.app["a"].aws_ecs_cluster.web', {}),
        change('module.app["b"].aws_ecs_cluster.web', {}),
        *GROUPS,
        change(LISTENER, {}),
    ]
    inner = {
        "resources": [configured(SERVICE, cluster=to("aws_ecs_cluster.web.id"), load_balancer=[to("var.group")])],
        "outputs": {"cluster": {"expression": to("aws_ecs_cluster.web.arn", "aws_ecs_cluster.web")}},
    }
    call = {"module": inner, "expressions": {"group": to(f"{BLUE}.arn", BLUE, GROUP)}, "for_each_expression": {}}
    root = {
        "resources": [configured(LISTENER, tags=to('module.app["b"].cluster', 'module.app["b"]', "module.app"))],
        "module_calls": {"app": call},
    }
    service = one(tmp_path, changes, root, 'module.app["b"].aws_ecs_service.web')
    assert service.edges == {"cluster": {'module.app["b"].aws_ecs_cluster.web'}, "loadBalancers": {BLUE}}


def test_an_override_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    head = 'resource "aws_ecs_service" "web" {\n'
    main = f"{head}  name = var.name\n  lifecycle {{\n    ignore_changes = [task_definition]\n  }}\n}}\n"
    changes = [change(SERVICE, {"propagate_tags": "SERVICE"}, {"name": True}, before={})]
    root = {"resources": [configured(SERVICE)]}
    override = f'{head}  propagate_tags = "SERVICE"\n}}\n'
    found = one(tmp_path, changes, root, SERVICE, a_override=override, main=main)
    assert found.ignore_changes == ("taskDefinition",)
    assert found.checked == {"name": UNKNOWN, "propagateTags": "SERVICE"}
    assert found.place is not None
    assert found.place.file.name == "main.tf"


def test_what_a_resource_waits_for_is_known(tmp_path: Path) -> None:
    """By its own word and by that of the module's call; of a module all that is in it."""
    changes = [
        change("module.app[0].aws_ecs_service.web", {}),
        change("module.net.aws_vpc.a", {}),
        change("module.net.aws_subnet.a[0]", {}),
        change("aws_lb_listener.web", {}),
        change("module.app[0].aws_iam_role.a", {}),
    ]
    inner = {"resources": [configured(SERVICE) | {"depends_on": ["aws_iam_role.a"]}]}
    call = {"module": inner, "depends_on": ["module.net", "aws_lb_listener.web"]}
    found = one(tmp_path, changes, {"module_calls": {"app": call}}, "module.app[0].aws_ecs_service.web")
    waits = {
        "module.app[0].aws_iam_role.a",
        "aws_lb_listener.web",
        "module.net.aws_vpc.a",
        "module.net.aws_subnet.a[0]",
    }
    assert found.depends_on_urns == waits


@pytest.mark.parametrize(
    ("timeouts", "minutes"),
    [({"update": "1h30m"}, 90), ({"update": "90s"}, 1.5), ({"update": None}, None), (None, None)],
)
def test_a_time_out_of_updates_is_known(timeouts: Any, minutes: float | None, tmp_path: Path) -> None:
    found = one(tmp_path, [change(SERVICE, {"timeouts": timeouts})], {}, SERVICE)
    assert found.update_minutes == minutes


def test_the_files_show_what_the_plan_hides(tmp_path: Path) -> None:
    """The length of a list with an unknown member, what is inside of jsonencode, and a dynamic block."""
    tf = """
variable "port" { default = 8000 }
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{
    name  = "web", image = "${aws_ecr_repository.web.repository_url}:1", portMappings = [{ containerPort = var.port }]
  }])
}
resource "aws_lb" "web" {
  security_groups = [aws_security_group.a.id, "sg-1"]
  dynamic "subnet_mapping" {
    for_each = aws_subnet.web
    content { subnet_id = subnet_mapping.value.id }
  }
}
"""
    unknown = {"security_groups": True, "subnet_mapping": True}
    changes = [
        change(TASK, {}, {"container_definitions": True}),
        change("aws_lb.web", {}, unknown),
        change("aws_security_group.a", {}),
        change("aws_subnet.web[0]", {}),
    ]
    root = {
        "resources": [configured(TASK), configured("aws_lb.web")],
        "variables": {"port": {"default": 8000}},
    }
    found = {declared.name: declared for declared in program(tmp_path, changes, root, main=tf).resources}
    assert found[TASK].checked["containerDefinitions"] == [
        {"name": "web", "image": UNKNOWN, "portMappings": [{"containerPort": 8000}]}
    ]
    balancer = found["aws_lb.web"]
    assert balancer.checked == {"securityGroups": [UNKNOWN, "sg-1"], "subnetMappings": UNKNOWN}
    assert balancer.edges == {"securityGroups": {"aws_security_group.a"}, "subnetMappings": {"aws_subnet.web[0]"}}
    assert balancer.place is not None
    assert balancer.place.line == 8


def test_files_in_json_are_read_as_well(tmp_path: Path) -> None:
    """With blocks that stand alone or in lists, and overrides."""
    service = {
        "task_definition": "${local.task}",
        "propagate_tags": "SERVICE",
        "lifecycle": [{"ignore_changes": ["task_definition", "load_balancer"]}],
        "dynamic": {
            "load_balancer": {
                "for_each": "${aws_lb_target_group.web}",
                "content": {"target_group_arn": "${load_balancer.value.arn}"},
            }
        },
    }
    root = {"locals": {"task": "${aws_ecs_task_definition.web.arn}"}, "resource": {"aws_ecs_service": {"web": service}}}
    override = {"resource": [{"aws_ecs_service": [{"web": [{"lifecycle": {"ignore_changes": "all"}}]}]}]}
    changes = [
        change(SERVICE, {}, {"task_definition": True, "load_balancer": True}),
        change(TASK, {}),
        change(GROUP, {}),
    ]
    configuration = {"resources": [configured(SERVICE, task_definition=to("local.task"))]}
    files = {"main": json.dumps(root, indent=2), "z_override": json.dumps(override)}
    found = one(tmp_path, changes, configuration, SERVICE, **files)
    assert found.ignore_changes == ("*",)
    assert found.edges == {"taskDefinition": {TASK}, "loadBalancers": {GROUP}}
    assert found.place is not None
    assert (found.place.file.name, found.place.line) == ("main.tf.json", 7)


def test_a_type_that_pulumi_lacks_is_named(tmp_path: Path) -> None:
    found = program(tmp_path, [change("aws_simpledb_domain.web", {}), change(GROUP, {})], {})
    assert [one.name for one in found.resources] == [GROUP]
    assert "aws_simpledb_domain" in found.notes[0]


def test_a_number_of_tasks_that_is_scaled_counts_as_ignored_without_the_files(tmp_path: Path) -> None:
    service = change("aws_ecs_service.web", {"name": "web", "desired_count": 2})
    target = change("aws_appautoscaling_target.web", {"service_namespace": "ecs", "resource_id": "service/shop/web"})
    root = {"resources": [configured("aws_ecs_service.web", desired_count={"constant_value": 2})]}
    scaled, _ = program(tmp_path, [service, target], root).resources
    [alone] = program(tmp_path, [service], root).resources
    assert "desiredCount" in scaled.ignore_changes
    assert "desiredCount" not in alone.ignore_changes
    written = 'resource "aws_ecs_service" "web" {\n  desired_count = 2\n}\n'
    known, _ = program(tmp_path, [service, target], root, main=written).resources
    assert known.ignore_changes == ()
