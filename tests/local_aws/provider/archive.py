"""Archives as the engine hands them over: with the hash of their content."""

import hashlib
import json
from typing import Any

from local_aws.provider.archives import ARCHIVE, ASSET
from local_aws.provider.values import SIGNATURE


def archive(**texts: str) -> dict[str, Any]:
    """Of these texts, as files `name.py`."""
    assets = {f"{name}.py": {SIGNATURE: ASSET, "text": text} for name, text in texts.items()}
    digest = hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()
    return {SIGNATURE: ARCHIVE, "assets": assets, "hash": digest}
