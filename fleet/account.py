"""Where a fleet works: said before anything is done, so that nobody changes an account by mistake."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from pulumi.automation import LocalWorkspace, PulumiCommand

OWN = ("aws:profile", "aws:assumeRole", "aws:assumeRoles", "aws:assumeRoleWithWebIdentity")
"""Keys of a stack's file by which its provider leaves the environment's credentials for others."""


def place(folder: Path, engine: PulumiCommand, files: Mapping[str, Path]) -> str:
    """The backend and the account, as people call them."""
    if on_the_local_aws():
        return f"on the local AWS at {os.environ['AWS_ENDPOINT_URL']}"
    backend = LocalWorkspace(work_dir=str(folder), pulumi_command=engine).who_am_i().url
    own = sorted(stack for stack, file in files.items() if _config(file).keys() & set(OWN))
    others = f"; {', '.join(own)} with credentials of their own, as their files say" if own else ""
    return f"in {_account()}{others}; state in {backend}"


def on_the_local_aws() -> bool:
    """Whether `./local` runs this: the endpoint is on loopback, whatever the credentials are."""
    host = urlsplit(os.environ.get("AWS_ENDPOINT_URL", "")).hostname
    return host in ("127.0.0.1", "localhost", "::1")


def _account() -> str:
    # Here, because it takes as long as the rest of the start, and the local AWS has one account.
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        return f"AWS account {boto3.client('sts').get_caller_identity()['Account']}"
    except (BotoCoreError, ClientError) as error:
        return f"an AWS account that nobody can name ({error})"


def _config(file: Path) -> dict[str, Any]:
    try:
        said = yaml.safe_load(file.read_text())
    except yaml.YAMLError:
        said = None
    # The engine will say what is wrong with it.
    config = said.get("config") if isinstance(said, dict) else None
    return config if isinstance(config, dict) else {}
