"""What Cloud Map's texts come from."""

from model.texts import cloud_map as say
from ops.explain.reasons.reason import Reason, Reasons

REASONS: Reasons = {
    say.NAMESPACE_IN_USE: Reason(
        cause="The namespace still has services, of this program or of others; Service Connect makes one for each"
        " endpoint, which goes with its ECS service.",
        fix="Delete the ECS services that are in it first, then what ListServices still shows of the namespace.",
    ),
    say.SERVICE_IN_USE: Reason(
        cause="Tasks are still registered. ECS takes them away when its service is gone, but not at once.",
        fix="Try again, or set forceDestroy, with which the provider deregisters what is left.",
    ),
    say.SAME_NAMESPACE: Reason(
        cause="The account has a namespace of this name in this region, with DNS in this VPC.",
        fix="Take another name, or look that one up and use it.",
    ),
    say.SAME_SERVICE: Reason(
        cause="The namespace has a service of this name, which may be an endpoint of Service Connect (discoveryName).",
        fix="Take another name.",
    ),
}
