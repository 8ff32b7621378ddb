"""What builds, functions and whatever `./local` runs know of AWS: the local one, and nobody's account."""

import os
from collections.abc import Mapping

ELSEWHERE = "AWS_ENDPOINT_URL_"
"""How the variables begin that lead one service's calls to another endpoint."""


def environment(given: Mapping[str, str], endpoint: str, region: str) -> dict[str, str]:
    """The variables that are given, but none of those by which calls would go anywhere else."""
    return {name: value for name, value in given.items() if not name.startswith(ELSEWHERE)} | {
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,  # the name that boto3 reads
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
