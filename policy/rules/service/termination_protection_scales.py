"""ECS protects hosts from scale-in only while it does the scaling."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import CAPACITY_PROVIDER, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom

PROVIDER = "autoScalingGroupProvider"


@resource_rule(
    CAPACITY_PROVIDER,
    level="advisory",
    remedy="Turn managed scaling on, or managed termination protection off.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-termination-protection.html",
    severity="medium",
    symptoms=(Symptom.UNANSWERED, Symptom.SCALING),
    cost="the Auto Scaling group ends hosts on which tasks run, or never ends one that is protected.",
)
def termination_protection_scales(provider: Resource, options: Options) -> Findings:
    """A capacity provider that protects its hosts scales them, too.

    With managed termination protection ECS takes the protection from a host when the last task on it has ended, as a
    step of its own scaling. Without managed scaling that step never comes, and AWS says that the protection does not
    work.

    Looks at capacity providers with managedTerminationProtection ENABLED whose managedScaling has the status
    DISABLED. One that says nothing of scaling is let through. That the Auto Scaling group protects its instances is
    not asked for: ECS turns that on by itself.
    """
    if provider.declared(PROVIDER, "managedTerminationProtection") != "ENABLED":
        return
    status = provider.declared(PROVIDER, "managedScaling", "status")
    path = f"{PROVIDER}.managedTerminationProtection"
    if status is UNKNOWN:
        yield Undecided(resource=provider, path=path, reason="whether it scales is not known yet")
    elif status == "DISABLED":
        yield Violation(
            resource=provider,
            path=path,
            wrong="ENABLED, while managedScaling is DISABLED",
            fix="set managedScaling.status to ENABLED, or managedTerminationProtection to DISABLED.",
        )
