"""pulumi_aws is what it always is, only that less of it is loaded, and that where our program asks for it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
SERVICES = ("autoscaling", "codedeploy", "ecs", "iam", "lb", "vpc")
"""With types of every form. All 239 were compared once; EC2 alone would take as long as these."""


def python(*words: str, given: str = "") -> str:
    done = subprocess.run([sys.executable, *words], cwd=ROOT, input=given, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_each_name_is_what_it_is_without_us() -> None:
    theirs: dict[str, dict[str, Any]] = json.loads(python("-m", "tests.components.aws_names", *SERVICES))
    asked = json.dumps({module: [*names] for module, names in theirs.items()})
    ours = json.loads(python("-m", "tests.components.aws_names", *SERVICES, given=asked))
    assert len(theirs["pulumi_aws.ecs"]) > 250
    for module, names in theirs.items():
        assert {name for name, about in names.items() if about != ours[module].get(name)} == set(), module


def test_only_what_is_named_is_loaded() -> None:
    program = """
import sys
import pulumi_aws as aws
import components.quick_start
aws.ec2.SecurityGroup, aws.ec2.SecurityGroupIngressArgs
loaded = {name.removeprefix("pulumi_aws.ec2.") for name in sys.modules if name.startswith("pulumi_aws.ec2.")}
assert loaded == {"security_group", "_inputs", "_enums", "outputs"}, loaded
types = vars(sys.modules["pulumi_aws.ec2._inputs"])
assert {name for name in types if name.endswith("Args")} == {"SecurityGroupEgressArgs", "SecurityGroupIngressArgs"}
"""
    python("-c", program)


def test_a_component_leaves_the_process_as_it_was() -> None:
    """Of pulumi_aws it loads what it names, and of the collector of garbage it changes nothing."""
    program = """
import gc, pkgutil, sys
from importlib import import_module
from types import ModuleType
import pulumi_aws

def process():
    services = {name: one for name, one in vars(pulumi_aws).items() if isinstance(one, ModuleType)}
    return gc.get_threshold(), gc.isenabled(), {name: type(one.__spec__.loader) for name, one in services.items()}

before = process()
import components
modules = [one.name for one in pkgutil.walk_packages(components.__path__, "components.")]
assert {"components.service", "components.rollout.native", "components.quick_start"} <= {*modules}
for module in modules:
    if module != "components.quick_start":
        import_module(module)
assert process() == before
assert type(pulumi_aws.ecs) is ModuleType
import components.quick_start
assert process() != before
"""
    python("-c", program)


def test_our_program_loads_a_quarter_of_what_it_would() -> None:
    program = """
import sys
from types import ModuleType
from verdict.stacks import configuration, run
sys.modules.update({name: ModuleType(name) for name in sys.argv[1:]})
run("test", configuration("dev"))
print(sum(name.count(".") > 1 for name in sys.modules if name.startswith("pulumi_aws.")))
"""
    whole = int(python("-c", program, "components.quick_start"))
    assert int(python("-c", program)) < whole / 4


def test_a_name_that_is_not_there_and_all_names_are_as_ever() -> None:
    program = """
import components.quick_start
import pulumi_aws as aws
from pulumi_aws.ecs import *
from pulumi_aws.lb._inputs import *
assert ServiceLoadBalancerArgs is aws.ecs.ServiceLoadBalancerArgs
assert ListenerDefaultActionArgs is aws.lb.ListenerDefaultActionArgs
assert callable(aws.ec2.get_ami) and {"get_ami", "Vpc", "VpcArgs", "outputs"} <= {*dir(aws.ec2)}
for module in aws.ec2, aws.ec2.outputs, aws.vpc:
    try:
        module.Nothing
    except AttributeError as error:
        assert str(error) == f"module {module.__name__!r} has no attribute 'Nothing'", error
    else:
        raise AssertionError(module)
"""
    python("-c", program)
