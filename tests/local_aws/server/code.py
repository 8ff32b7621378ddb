"""Functions of Lambda that tests make."""

import io
import textwrap
import zipfile
from collections.abc import Mapping
from typing import Any


def function(aws: Any, name: str, text: str, **more: Any) -> str:
    """A Python function whose module is this text; its ARN."""
    return function_of(aws, name, {"index.py": textwrap.dedent(text)}, **more)


def function_of(aws: Any, name: str, files: Mapping[str, str], **more: Any) -> str:
    """A Python function of these files; its ARN."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    role = aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    details = {"Runtime": "python3.13", "Handler": "index.handler", "Timeout": 30} | more
    made = aws("lambda").create_function(FunctionName=name, Role=role, Code={"ZipFile": data.getvalue()}, **details)
    return made["FunctionArn"]
