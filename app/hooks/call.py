"""Who calls a hook, and how it is answered."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from app.hooks.revision import Revision

Clients = Callable[[str], Any]
"""boto3's clients, by service."""


class Call(Protocol):
    """One call by CodeDeploy or ECS."""

    @property
    def token(self) -> str:
        """The same whenever the same hook of the same release is called again."""
        ...

    @property
    def details(self) -> Mapping[str, Any] | None:
        """What the hook handed over when it was called before; None where it is called once only."""
        ...

    def revision(self) -> Revision:
        """What is being released. Raises Failed when the caller has not said it yet."""
        ...
