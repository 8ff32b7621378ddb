"""The policy pack in a worker: the engine gets its address, and gets it for our pack alone."""

from pathlib import Path

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerStub
from pulumi.runtime.proto.language_pb2 import RunPluginRequest
from pulumi.runtime.proto.language_pb2_grpc import LanguageRuntimeStub

from fleet.pack import FOLDER, hosted
from policy.rules import RULES


def test_the_engine_is_told_where_the_pack_answers() -> None:
    with hosted({"policy_packs": [str(FOLDER)]}) as variables:
        address = variables["PULUMI_DEBUG_LANGUAGES"].replace("python", "127.0.0.1")
        with grpc.insecure_channel(address) as host:
            running = LanguageRuntimeStub(host).RunPlugin(RunPluginRequest(kind="analyzer"))
            port = int(next(running).stdout)
            with grpc.insecure_channel(f"127.0.0.1:{port}") as pack:
                described = AnalyzerStub(pack).GetAnalyzerInfo(Empty())
            assert {one.name for one in described.policies} >= {rule.name for rule in RULES}
            running.cancel()


def test_another_plugin_in_python_is_refused() -> None:
    with hosted({"policy_packs": [str(FOLDER)]}) as variables:
        address = variables["PULUMI_DEBUG_LANGUAGES"].replace("python", "127.0.0.1")
        with grpc.insecure_channel(address) as host, pytest.raises(grpc.RpcError, match="but the policy pack"):
            next(LanguageRuntimeStub(host).RunPlugin(RunPluginRequest(kind="resource")))


def test_another_pack_is_left_to_the_engine(tmp_path: Path) -> None:
    with hosted({"policy_packs": [str(tmp_path)]}) as variables:
        assert variables == {}
