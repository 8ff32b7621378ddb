"""The alarms that stop a release."""

from ops.checks.check import Finding, Planned, ng, ok, skip


def quiet(planned: Planned) -> Finding:
    """CodeDeploy stops a deployment at once for an alarm that is in ALARM already; ECS waits for one that begins.

    Source: CodeDeploy user guide, alarms; ECS developer guide, deployment alarms (November 2026).
    """
    names = planned.releases.target.alarm_names
    if not names:
        return skip("no alarm watches releases")
    found = planned.releases.aws.client("cloudwatch").describe_alarms(
        AlarmNames=names, AlarmTypes=["MetricAlarm", "CompositeAlarm"]
    )
    states = {
        one["AlarmName"]: one["StateValue"]
        for kind in ("MetricAlarms", "CompositeAlarms")
        for one in found.get(kind, ())
    }
    if missing := sorted(set(names) - states.keys()):
        return ng(f"the alarm {missing[0]} does not exist", "run `pulumi up` on the stack")
    raised = sorted(name for name, state in states.items() if state == "ALARM")
    if not raised:
        return ok(f"{len(names)} alarms watch, none is in ALARM")
    if planned.releases.target.by_codedeploy:
        return ng(
            f"{', '.join(raised)} is in ALARM, for which CodeDeploy stops every deployment at once",
            "mend what it shows, or set it to OK when it is only out of date "
            f"(aws cloudwatch set-alarm-state --alarm-name {raised[0]} --state-value OK --state-reason checked)",
        )
    return skip(f"{', '.join(raised)} is in ALARM already, so ECS will not act on it in this release")


CHECKS = (quiet,)
