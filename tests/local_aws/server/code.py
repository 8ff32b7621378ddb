"""Functions of Lambda that tests make."""

import io
import textwrap
import zipfile
from typing import Any


def function(aws: Any, name: str, text: str, **more: Any) -> str:
    """A Python function whose module is this text; its ARN."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("index.py", textwrap.dedent(text))
    role = aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    details = {"Runtime": "python3.13", "Handler": "index.handler", "Timeout": 30} | more
    made = aws("lambda").create_function(FunctionName=name, Role=role, Code={"ZipFile": data.getvalue()}, **details)
    return made["FunctionArn"]
