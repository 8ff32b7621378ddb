"""`Fn::ForEach` and what else the language extensions add."""

from pathlib import Path
from typing import Any

import pytest

from policy.reading import UNKNOWN
from tests.verdict.cloudformation.templates import checked, program, resource
from verdict.cloudformation.program import read

GROUP = "ElasticLoadBalancingV2::TargetGroup"


def names(folder: Path, resources: dict[str, Any], **sections: Any) -> list[str]:
    return [one.name for one in program(folder, resources, **sections).resources]


@pytest.mark.parametrize(
    "collection",
    [["Blue", "Green"], {"Ref": "Colours"}, {"Fn::FindInMap": ["Stages", "live", "Colours"]}],
    ids=str,
)
def test_a_loop_makes_a_resource_of_each_member(collection: Any, tmp_path: Path) -> None:
    loop = ["Colour", collection, {"Group${Colour}": resource(GROUP, Name={"Ref": "Colour"}, Port=80)}]
    found = program(
        tmp_path,
        {"Fn::ForEach::Groups": loop},
        Parameters={"Colours": {"Type": "CommaDelimitedList", "Default": "Blue, Green"}},
        Mappings={"Stages": {"live": {"Colours": ["Blue", "Green"]}}},
        Transform="AWS::LanguageExtensions",
    )
    assert {one.name: one.checked["name"] for one in found.resources} == {"GroupBlue": "Blue", "GroupGreen": "Green"}
    assert found.notes == ()


def test_loops_are_inside_of_loops_and_what_they_make_refers_to_itself(tmp_path: Path) -> None:
    rule = resource(
        "ElasticLoadBalancingV2::ListenerRule",
        Actions=[{"Type": "forward", "TargetGroupArn": {"Ref": "${Stage}${Colour}"}}],
    )
    body = {"${Stage}${Colour}": resource(GROUP), "Rule${Stage}${Colour}": rule}
    loops = {"Fn::ForEach::Colours": ["Colour", ["Blue", "Green"], body]}
    found = program(tmp_path, {"Fn::ForEach::Stages": ["Stage", ["a", "b"], loops]}).resources
    assert len(found) == 8
    edges = {one.name: one.edges for one in found}
    assert edges["RulebGreen"] == {"actions": {"bGreen"}}


def test_a_loop_makes_properties_conditions_and_texts(tmp_path: Path) -> None:
    cluster = resource("ECS::Cluster", Tags=[{"Key": "It", "Value": {"Fn::Sub": "${AWS::Region}-${Size}"}}])
    made = names(
        tmp_path,
        {"Fn::ForEach::Sizes": ["Size", ["Small", "Large"], {"Is${Size}": cluster | {"Condition": "Is${Size}"}}]},
        Conditions={
            "Fn::ForEach::Is": ["Size", ["Small", "Large"], {"Is${Size}": {"Fn::Equals": ["${Size}", "Large"]}}]
        },
    )
    assert made == ["IsLarge"]
    service = resource("ECS::Service", **{"Fn::ForEach::All": ["Name", ["Cluster", "Role"], {"${Name}": "a-${Name}"}]})
    found = checked(tmp_path, service)
    assert (found["cluster"], found["iamRole"]) == ("a-Cluster", "a-Role")


def test_a_logical_id_has_letters_and_digits_of_a_member(tmp_path: Path) -> None:
    loop = ["Zone", ["eu-west-1a"], {"Subnet&{Zone}": resource("EC2::Subnet", AvailabilityZone="${Zone}")}]
    [found] = program(tmp_path, {"Fn::ForEach::Zones": loop}).resources
    assert (found.name, found.checked["availabilityZone"]) == ("Subneteuwest1a", "eu-west-1a")


def test_what_a_loop_makes_has_the_line_of_its_body(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "Resources:\n"
        "  'Fn::ForEach::Groups':\n"
        "    - Colour\n"
        "    - [Blue, Green]\n"
        "    - 'Group${Colour}':\n"
        "        Type: AWS::ElasticLoadBalancingV2::TargetGroup\n"
    )
    assert [one.place and one.place.line for one in read(tmp_path / "a.yaml", {}).resources] == [5, 5]


def test_a_loop_over_what_nobody_knows_is_told_wherever_it_is(tmp_path: Path) -> None:
    unknown = {"Ref": "Nobody"}
    resources = {
        "Fn::ForEach::Groups": ["Colour", unknown, {"Group${Colour}": resource(GROUP)}],
        "Half": resource("ECS::Service", **{"Fn::ForEach::All": ["Name", unknown, {"${Name}": "a"}]}),
        "It": resource("ECS::Cluster"),
    }
    found = program(tmp_path, resources)
    assert [one.name for one in found.resources] == ["It"]
    [note] = found.notes
    assert note.endswith("so not judged: Groups, Half")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ({"Fn::Length": ["a", "b"]}, 2),
        ({"Fn::Length": {"Ref": "Zones"}}, 3),
        ({"Fn::ToJsonString": {"a": [1]}}, '{"a":[1]}'),
        ({"Fn::ToJsonString": {"a": {"Ref": "Nobody"}}}, UNKNOWN),
        ({"Fn::FindInMap": ["Sizes", "nobody", "Cpu", {"DefaultValue": "256"}]}, "256"),
        ({"Fn::FindInMap": ["Sizes", "live", "Cpu", {"DefaultValue": "256"}]}, "512"),
    ],
    ids=str,
)
def test_the_functions_of_the_language_extensions_are_known(written: Any, value: Any, tmp_path: Path) -> None:
    made = checked(
        tmp_path,
        resource("ECS::Service", PlatformVersion=written),
        Parameters={"Zones": {"Type": "CommaDelimitedList", "Default": "a,b,c"}},
        Mappings={"Sizes": {"live": {"Cpu": "512"}}},
    )
    assert made["platformVersion"] == value
