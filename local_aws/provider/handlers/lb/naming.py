"""Names of load balancers and target groups, unique in an account and region.

AWS answers a second create of the same name with the first one, as if it had made it; the real provider looks before.
Here a second try at the same create doesn't: it would find what the first one made.
"""

import secrets
from collections.abc import Callable

from local_aws.provider.handlers.aws import attempt
from local_aws.provider.values import Props


def free(props: Props, what: str, taken: Callable[[str], bool]) -> str:
    """The name to create with: the given one, or `namePrefix` and a unique rest. A ValueError when it is taken."""
    name: str = props.get("name") or props["namePrefix"] + secrets.token_hex(13)
    if not attempt.get().again and taken(name):
        raise ValueError(f"{what} ({name}) already exists: choose another name, or import the one that is there")
    return name
