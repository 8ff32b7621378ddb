"""The local AWS's server starts, answers and ends as whoever runs it expects."""

import errno
import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from math import inf
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from local_aws.home import SPEED, speed
from local_aws.server.reading import only_reads

ROOT = Path(__file__).parents[3]


def test_it_identifies_itself(endpoint) -> None:
    with urllib.request.urlopen(f"{endpoint}/_local", timeout=60) as answer:
        identity = json.load(answer)
    assert identity["server"] == "local_aws"
    assert identity["pid"] > 0
    assert identity["state"] is None


def test_the_account_is_the_local_one(aws) -> None:
    assert aws("sts").get_caller_identity()["Account"] == "123456789012"


@pytest.mark.parametrize(
    ("service", "call", "arguments", "named"),
    [
        ("codedeploy", "list_on_premises_instances", {}, "codedeploy:ListOnPremisesInstances"),
        ("autoscaling", "describe_account_limits", {}, "autoscaling:DescribeAccountLimits"),
        ("ec2", "describe_stale_security_groups", {"VpcId": "vpc-1"}, "ec2:DescribeStaleSecurityGroups"),
        ("codeconnections", "list_connections", {}, "codeconnections"),
    ],
)
def test_a_call_it_does_not_know_is_one_clean_error(aws, service, call, arguments, named) -> None:
    with pytest.raises(ClientError, match=named) as refused:
        getattr(aws(service), call)(**arguments)
    assert refused.value.response["Error"]["Code"] == "UnknownOperationException"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "local_aws.server", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_quietly_on_a_signal(number) -> None:
    process = start("--port", "0")
    assert process.stdout
    assert process.stdout.readline().startswith("http://127.0.0.1:")
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")


def test_nobody_waits_for_an_answer_of_one_that_has_ended() -> None:
    code = """if True:
        import socket
        from local_aws.server import running

        with running() as url:
            port = int(url.rpartition(":")[2])
        with socket.socket() as client:
            print(client.connect_ex(("127.0.0.1", port)))
    """
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    assert int(ended.stdout) == errno.ECONNREFUSED


def test_a_taken_port_is_one_line_that_names_it() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = start("--port", str(port))
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err == (f"local AWS: port {port} is in use by another program; choose another with --port N\n")


@pytest.mark.parametrize(
    ("environ", "body", "reads"),
    [
        ({"HTTP_X_AMZ_TARGET": "Service_2014.DescribeServices"}, b"{}", True),
        ({"HTTP_X_AMZ_TARGET": "Service_2014.CreateService"}, b"{}", False),
        ({}, b"Action=DescribeVpcs&Version=2016-11-15", True),
        ({}, b"Action=CreateVpc&Description=GetAction=DescribeVpcs", False),
        ({"REQUEST_METHOD": "GET"}, b"", True),
        ({"REQUEST_METHOD": "PUT"}, b"", False),
    ],
)
def test_requests_that_only_read_are_recognized(environ, body, reads) -> None:
    assert only_reads({"REQUEST_METHOD": "POST"} | environ, body) is reads


@pytest.mark.parametrize("seconds", ["abc", "", "-5", "nan", "inf", "1e12"])
def test_a_step_that_is_none_is_refused_and_the_next_call_answered(endpoint, aws, seconds) -> None:
    aws("ecs").list_clusters()
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{endpoint}/_local/step?seconds={seconds}", data=b"", timeout=60)
    assert refused.value.code == 400
    assert f"a number from 0 to 2592000; got {seconds!r}" in refused.value.read().decode()
    aws("ecs").list_clusters()


@pytest.mark.parametrize("text", ["fast", "-1", "nan", "1e9"])
def test_a_speed_that_is_none_is_one_line_that_says_what_is(text, monkeypatch) -> None:
    monkeypatch.setenv(SPEED, text)
    process = start("--port", "0")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err.startswith("local AWS: LOCAL_AWS_SPEED is how many seconds of AWS pass in one: a number up to 10000")
    assert err.endswith(f"; got {text!r}\n")


@pytest.mark.parametrize(
    ("text", "found"), [("", 60), ("1", 1), ("0", 0), ("0.5", 0.5), ("10000", 10000), ("inf", inf)]
)
def test_a_speed_is_a_number_or_inf(text, found, monkeypatch) -> None:
    monkeypatch.setenv(SPEED, text)
    assert speed() == found
