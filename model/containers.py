"""What ECS takes of the containers of a task.

ECS API reference, ContainerDefinition, ContainerDependency and Ulimit; ECS developer guide, service quotas and
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html
"""

from typing import Final, Literal, get_args

Condition = Literal["START", "HEALTHY", "COMPLETE", "SUCCESS"]
"""What a container waits for of another: it began, passes its health check, ended, ended with exit code 0."""
CONDITIONS: Final[tuple[Condition, ...]] = get_args(Condition)
ENDS: Final = ("COMPLETE", "SUCCESS")
"""Of these only a container that is not essential, since the end of one that is ends the task."""

MOST_CONTAINERS: Final = 10
"""Of one task definition."""
LEAST_MEMORY_MIB: Final = 6
"""Of a container: Docker takes no less."""
STOP_SECONDS: Final = 30
"""Between SIGTERM and SIGKILL, where nothing is said."""
MOST_ENVIRONMENT_FILES: Final = 10
"""Of one container."""

UNLIMITED: Final = -1
"""As a ulimit: none, as Linux has it for `memlock` and `core`."""

UlimitName = Literal[
    "core",
    "cpu",
    "data",
    "fsize",
    "locks",
    "memlock",
    "msgqueue",
    "nice",
    "nofile",
    "nproc",
    "rss",
    "rtprio",
    "rttime",
    "sigpending",
    "stack",
]
