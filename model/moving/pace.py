"""How long AWS takes for what nobody sets: one place for each figure, with where it comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Seconds. "Seen": in the log of a run of a linear CodeDeploy release on AWS in August 2026, polled each 23 s."""

    fargate_start: float = 60
    """From placing a task on Fargate to RUNNING: network interface, image, start. Not measured alone; see `settle`."""
    host_start: float = 10
    """The same on a container instance, which has most layers of the image. Not measured."""
    stop: float = 5
    """From the stop signal to STOPPED, of a container that heeds it. ECS kills it after 30 s by default."""
    scheduler: float = 1
    """Until ECS's scheduler acts on a change. Not measured."""
    settle: float = 38
    """From the last healthy target to STEADY_STATE. Seen: 112 to 140 s from the start of a release to its first step
    with one Fargate task, of which `fargate_start`, a health check and this are the most."""
    restart_gap: float = 10
    """Between two starts of tasks that fail, doubled each time after the third, up to `longest_restart_gap`."""
    longest_restart_gap: float = 900
    """15 minutes: ECS developer guide, service throttle logic."""
    evaluation: float = 60
    """Between two looks of a capacity provider at its hosts: ECS developer guide, cluster auto scaling."""
    host_boot: float = 90
    """From the Auto Scaling group's start of a host to its registration with ECS. Not measured."""
    warm_up: float = 300
    """Of new hosts, before the provider asks for more: ECS API reference, ManagedScaling, instanceWarmupPeriod."""
    created: float = 5
    """A CodeDeploy deployment is Created for so long. Seen: at 3 s, no more at 26 s."""
    lifecycle_event: float = 0.4
    """Of a lifecycle event with nothing to do. Seen: 0.2 to 0.6 s."""
    listener: float = 1
    """For a change of weights. Seen: ten steps of a minute took 552 s, at most 12 s above nine minutes."""
    alarm_poll: float = 15
    """Until a deployment takes notice of an alarm. Seen: stopped 23 s, one poll, after the alarm was set."""
    alarm_bake: float = 180
    """How long a rolling update with alarms is watched once all tasks are the new ones. ECS computes it of the alarms
    and gives no formula; three minutes is enough for an alarm of two periods of a minute."""
    rollback: float = 2
    """Of a rollback deployment that only moves traffic back. Seen: at once."""
    stage: float = 2
    """Of a native deployment's stage with nothing to do. Not measured."""
    network_load_balancer: float = 600
    """What each shift of a native deployment takes longer behind a Network Load Balancer: about ten minutes, ECS
    developer guide, November 2026."""
