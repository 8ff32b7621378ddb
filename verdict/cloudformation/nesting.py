"""Where the template of a nested stack is, on this machine.

A path below the template's folder, as `aws cloudformation package` and SAM take it:
https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html. In `cdk.out` the address is that of an
upload, and the metadata of the resource has the file: https://docs.aws.amazon.com/cdk/v2/guide/assets.html.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

STACK = "AWS::CloudFormation::Stack"
OUTPUTS = "Outputs."
"""Before the name of an output in `Fn::GetAtt`."""


def file_of(folder: Path, url: Any, metadata: Mapping[str, Any]) -> Path | None:
    """The file; None where it is not here."""
    if metadata.get("aws:asset:property") == "TemplateURL":
        url = metadata.get("aws:asset:path")
    if not isinstance(url, str) or "://" in url:
        return None
    file = folder / url
    return file.resolve() if file.is_file() else None
