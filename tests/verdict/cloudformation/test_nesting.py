"""Nested stacks are judged with the one around them, as far as their templates are there."""

import json
from pathlib import Path
from typing import Any

import pytest

from policy.reading import UNKNOWN
from tests.verdict.cloudformation.templates import program, resource
from tests.verdict.command import verdict
from verdict.program import Declared, Program

GROUP = "ElasticLoadBalancingV2::TargetGroup"
NETWORK = {
    "Resources": {
        "Blue": resource(GROUP, Port=80),
        "Production": resource(
            "ElasticLoadBalancingV2::Listener", DefaultActions=[{"Type": "forward", "TargetGroupArn": {"Ref": "Blue"}}]
        ),
    },
    "Outputs": {"Group": {"Value": {"Ref": "Blue"}}, "Name": {"Value": {"Fn::GetAtt": ["Blue", "TargetGroupName"]}}},
}
SERVICE = {
    "Parameters": {"Group": {"Type": "String"}, "Vpc": {"Type": "String"}, "Password": {"Type": "String"}},
    "Resources": {
        "Service": resource(
            "ECS::Service",
            Cluster={"Ref": "Vpc"},
            PlatformVersion={"Ref": "Password"},
            LoadBalancers=[{"ContainerPort": 80, "TargetGroupArn": {"Ref": "Group"}}],
        )
    },
}


def stack(file: str, parameters: dict[str, Any] | None = None, **options: Any) -> dict[str, Any]:
    return resource("CloudFormation::Stack", TemplateURL=file, Parameters=parameters or {}) | options


def nested(folder: Path, resources: dict[str, Any], **sections: Any) -> Program:
    for name, content in (("network", NETWORK), ("service", SERVICE)):
        (folder / f"{name}.json").write_text(json.dumps(content))
    return program(folder, resources, **sections)


def by_name(found: Program) -> dict[str, Declared]:
    return {one.name: one for one in found.resources}


BOTH: dict[str, Any] = {
    "Network": stack("network.json"),
    "App": stack("service.json", {"Group": {"Fn::GetAtt": ["Network", "Outputs.Group"]}, "Vpc": {"Ref": "Vpc"}}),
    "Vpc": resource("EC2::VPC"),
}


def test_their_resources_are_there_with_the_stack_before_their_name(tmp_path: Path) -> None:
    found = nested(tmp_path, BOTH)
    assert by_name(found).keys() == {"Network.Blue", "Network.Production", "App.Service", "Vpc"}
    assert found.notes == ()
    place = by_name(found)["App.Service"].place
    assert place is not None
    assert place.file == tmp_path / "service.json"


def test_parameters_and_outputs_are_followed_from_stack_to_stack(tmp_path: Path) -> None:
    service = by_name(nested(tmp_path, BOTH))["App.Service"]
    assert service.edges == {"loadBalancers": {"Network.Blue"}, "cluster": {"Vpc"}}
    assert service.checked["loadBalancers"] == [{"containerPort": 80, "targetGroupArn": UNKNOWN}]


def test_an_output_of_a_known_name_is_known(tmp_path: Path) -> None:
    here = resource("ECS::Service", Role={"Fn::GetAtt": ["Network", "Outputs.Name"]})
    found = by_name(nested(tmp_path, {"Network": stack("network.json"), "It": here}))["It"]
    assert found.checked["iamRole"] == "Blue"


def test_what_needs_an_output_or_a_stack_waits_for_all_of_it(tmp_path: Path) -> None:
    resources = {
        **BOTH,
        "Late": resource("ECS::Cluster") | {"DependsOn": "App"},
        "App": BOTH["App"] | {"DependsOn": "Early"},
        "Early": resource("ECS::Cluster"),
        "Here": resource("ECS::Service", Role={"Fn::GetAtt": ["Network", "Outputs.Name"]}),
    }
    found = by_name(nested(tmp_path, resources))
    assert found["Late"].depends_on_urns == {"App.Service"}
    assert found["App.Service"].depends_on_urns == {"Early", "Network.Blue", "Network.Production", "Vpc"}
    assert found["Here"].depends_on_urns == {"Network.Blue", "Network.Production"}


def test_a_stack_of_the_cdk_has_its_file_in_its_metadata(tmp_path: Path) -> None:
    cdk = stack("https://s3.us-east-1.amazonaws.com/assets/1.json") | {
        "Metadata": {"aws:asset:path": "network.json", "aws:asset:property": "TemplateURL"}
    }
    assert by_name(nested(tmp_path, {"Network": cdk})).keys() == {"Network.Blue", "Network.Production"}


def test_a_secret_parameter_stays_one_in_a_nested_stack(tmp_path: Path) -> None:
    found = nested(
        tmp_path,
        {"App": stack("service.json", {"Password": {"Fn::Sub": "x${Secret}"}})},
        Parameters={"Secret": {"Type": "String", "NoEcho": True, "Default": "hunter2"}},
    )
    service = by_name(found)["App.Service"]
    assert service.checked["platformVersion"] == "xhunter2"
    assert "xhunter2" in service.secrets


@pytest.mark.parametrize("file", ["nowhere.json", "shop.template.json", "https://bucket.example/a.json", "empty.json"])
def test_one_that_is_not_there_is_told_once(file: str, tmp_path: Path) -> None:
    """Also one that would be inside of itself, and one that is no template."""
    (tmp_path / "empty.json").write_text("{}")
    here = resource("ECS::Service", Role={"Fn::GetAtt": ["Network", "Outputs.Name"]})
    found = nested(tmp_path, {"Network": stack(file), "It": here})
    assert by_name(found)["It"].checked["iamRole"] is UNKNOWN
    [note] = found.notes
    assert "so not judged: Network" in note


def test_stacks_that_need_each_other_end(tmp_path: Path) -> None:
    pair = {
        "A": stack("network.json", {"X": {"Fn::GetAtt": ["B", "Outputs.Name"]}}),
        "B": stack("network.json", {"X": {"Fn::GetAtt": ["A", "Outputs.Name"]}}),
    }
    assert len(nested(tmp_path, pair).resources) == 4


def test_a_finding_in_a_nested_stack_has_its_file(tmp_path: Path) -> None:
    nested(tmp_path, BOTH)
    found = json.loads(verdict("--cloudformation", str(tmp_path / "shop.template.json"), "--format", "json").stdout)[
        "findings"
    ]
    assert ("App.Service", "service.json") in {
        (one["resource"]["name"], Path(one["file"]).name) for one in found if one["resource"]
    }
