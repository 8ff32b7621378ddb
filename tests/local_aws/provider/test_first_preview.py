"""The face that the verdict uses: what the provider makes of a resource in a first preview."""

import subprocess
import sys
from pathlib import Path

from local_aws.provider.first_preview import Previewed, first_preview
from local_aws.provider.protocol.wire import encode, plain
from local_aws.provider.values import UNKNOWN, Props
from tests.local_aws.provider.plugin import Plugin

ROOT = Path(__file__).parents[3]
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
LISTENER = "aws:alb/listener:Listener"
IMPORTED = """
import sys
import local_aws.provider.first_preview
print(sorted({name.split(".")[0] for name in sys.modules} & {"boto3", "botocore", "grpc", "moto", "pulumi"}))
"""


def previewed(token: str, **inputs: object) -> Previewed:
    found = first_preview(token, "web", encode(inputs), "eu-west-1")
    assert found
    return found


def test_it_starts_without_the_sdks_of_aws_and_of_the_protocol() -> None:
    found = subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True, cwd=ROOT)
    assert (found.stdout, found.stderr) == ("[]\n", "")


def test_it_is_what_the_plugin_answers_in_a_preview(endpoint: str) -> None:
    inputs: Props = {"name": "web", "tags": {"team": "shop"}, "kmsKeyId": UNKNOWN}
    with Plugin(endpoint, region="eu-west-1") as plugin:
        state = plugin.preview(LOG_GROUP, inputs, "web")
    assert plain(previewed(LOG_GROUP, **inputs).state) == state


def test_names_and_defaults_are_inputs_and_what_aws_decides_is_unknown() -> None:
    found = previewed(LOG_GROUP)
    inputs, state = plain(found.inputs), plain(found.state)
    assert inputs["name"].startswith("web-")
    assert (inputs["retentionInDays"], inputs["region"]) == (0, "eu-west-1")
    assert "arn" not in inputs
    assert (state["name"], state["arn"]) == (inputs["name"], UNKNOWN)
    assert "__defaults" not in inputs


def test_a_module_of_another_name_has_the_same_type() -> None:
    assert plain(previewed(LISTENER, port=80).state)["protocol"] == UNKNOWN


def test_failures_are_those_of_check() -> None:
    assert previewed(LOG_GROUP, nmae="web").failures == ["Invalid or unknown key. Examine values at 'web.nmae'."]


def test_a_type_that_the_schema_lacks_has_no_preview() -> None:
    assert first_preview("aws:rds/cluster:Cluster", "web", encode({}), "eu-west-1") is None
