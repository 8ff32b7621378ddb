"""What moves a service to another revision."""

from model.moving.tasks import TaskSet


class Release:
    """It is kept informed by the service that it moves; whatever it doesn't care for passes."""

    def looked(self) -> None:
        """The scheduler has looked at the service."""

    def steady(self, task_set: TaskSet) -> None:
        """The set is in STEADY_STATE."""

    def task_failed(self, task_set: TaskSet) -> None:
        """A task of it stopped by itself, or was unhealthy."""

    def abandoned(self) -> None:
        """The service is deleted: it ends where it is."""

    def scaled(self) -> None:
        """The service has another desired count."""
