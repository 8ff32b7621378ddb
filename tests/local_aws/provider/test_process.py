"""The plugin as the engine meets it: installed in a Pulumi home, started, ended."""

import os
import select
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import provider_pb2_grpc

from local_aws.provider import install


def start(launcher: Path, tmp_path: Path) -> subprocess.Popen[str]:
    """The launcher, run as by an engine: from another folder, with nothing of ours on its path."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [launcher, "127.0.0.1:1"], stdout=pipe, stderr=pipe, text=True, cwd=tmp_path, env=environment
    )


@pytest.fixture(scope="module")
def launcher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install.into(tmp_path_factory.mktemp("home")) / "pulumi-resource-aws"


def test_it_is_where_the_engine_looks_for_the_sdks_version(tmp_path: Path) -> None:
    folder = install.into(tmp_path)
    assert folder == tmp_path / "plugins" / f"resource-aws-v{version('pulumi-aws')}"
    assert [file.name for file in folder.iterdir()] == ["pulumi-resource-aws"]
    assert os.access(folder / "pulumi-resource-aws", os.X_OK)


def test_installing_again_changes_nothing_and_repairs_a_broken_launcher(tmp_path: Path) -> None:
    launcher = install.into(tmp_path) / "pulumi-resource-aws"
    text, made = launcher.read_text(), launcher.stat().st_mtime_ns
    install.into(tmp_path)
    assert launcher.stat().st_mtime_ns == made
    launcher.write_text("#!/bin/sh\n")
    install.into(tmp_path)
    assert launcher.read_text() == text


def test_a_package_schema_that_pulumi_has_kept_is_made_anew_when_its_maker_has_changed(tmp_path: Path) -> None:
    folder = install.into(tmp_path)
    os.utime(folder, (0, 0))  # Pulumi makes anew what is older than the plugin's folder.
    install.into(tmp_path)
    changed = folder.stat().st_mtime_ns
    assert changed > install.PACKAGE_SCHEMA.stat().st_mtime_ns
    install.into(tmp_path)
    assert folder.stat().st_mtime_ns == changed


def test_it_prints_its_port_answers_and_ends_quietly(launcher: Path, tmp_path: Path) -> None:
    with start(launcher, tmp_path) as plugin:
        assert plugin.stdout
        assert plugin.stderr
        port = int(plugin.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            info = provider_pb2_grpc.ResourceProviderStub(channel).GetPluginInfo(Empty())
        plugin.send_signal(signal.SIGINT)
        assert plugin.wait(timeout=60) == 0
        assert (plugin.stdout.read(), plugin.stderr.read()) == ("", "")
    assert info.version == version("pulumi-aws")


def test_it_ends_with_an_engine_that_was_killed(launcher: Path, tmp_path: Path) -> None:
    engine = (
        "import subprocess, sys\n"
        f"plugin = subprocess.Popen([{str(launcher)!r}], stdout=subprocess.PIPE)\n"
        "plugin.stdout.readline()\n"
        "print(plugin.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", engine], stdin=pipe, stdout=pipe, stderr=pipe) as parent:
        assert parent.stdout
        assert parent.stderr
        plugin = int(parent.stdout.readline())
        parent.kill()
        # The plugin holds the other end of its engine's stderr: it reads as ended when the last holder has ended.
        ended, _, _ = select.select([parent.stderr], [], [], 60)
        if not ended:
            os.kill(plugin, signal.SIGKILL)
        assert ended
        assert parent.stderr.read() == b""
