"""An image that nobody scanned is released with vulnerabilities that everybody knows."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource, Unknown, flag, items, read
from policy.rule import Option, Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.reach import repositories
from policy.views.wildcards import fits

REGISTRY_SCANNING = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration"


@stack_rule(
    remedy="Scan on push: in the registry's scanning configuration, or in the repository itself.",
    source="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
    severity="medium",
    symptoms=(Symptom.INTRUSION,),
    cost="known vulnerabilities of an image are found after the release, by others.",
    options=(
        Option(
            name="accountScans",
            description="Whether the account's registry scans every repository by a configuration outside the program.",
            default=False,
        ),
    ),
)
def images_scanned(stack: Stack, options: Options) -> Findings:
    """Images are scanned for known vulnerabilities when they are pushed.

    A release that was stopped by its pipeline costs minutes; one that is found vulnerable in production costs a
    night. By default AWS scans nothing.

    Looks at the repositories of the program that an image of a task comes from, or that a pipeline for ECS takes
    its image from. `scanOnPush` of the repository is enough, and so is a scanning
    configuration of the registry with a rule, on push or continuous, whose filter fits the repository's name. AWS
    has one for each account and region, so it is often in another program: then set `accountScans`.
    """
    if options["accountScans"]:
        return
    for repository in repositories(stack):
        on_push = repository.declared("imageScanningConfiguration", "scanOnPush", default=False)
        scanned: set[bool | Unknown] = {UNKNOWN if on_push is UNKNOWN else flag(on_push) is True}
        scanned |= {_scans(registry, repository.get("name")) for registry in stack.of(REGISTRY_SCANNING)}
        if True in scanned:
            continue
        if UNKNOWN in scanned:
            yield Undecided(
                resource=repository,
                path="imageScanningConfiguration",
                reason="whether its images are scanned is not known yet",
            )
        else:
            yield Violation(
                resource=repository,
                path="imageScanningConfiguration.scanOnPush",
                wrong="not true, and no rule of a registry scanning configuration fits the repository",
                fix="set it to true, or add a registry rule with SCAN_ON_PUSH or CONTINUOUS_SCAN that fits the name.",
            )


def _scans(registry: Resource, name: str | Unknown | None) -> bool | Unknown:
    """Whether the registry scans the repository by itself."""
    answers: set[bool | Unknown] = set()
    for _, rule in items(registry.get("rules")):
        frequency = read(rule, "scanFrequency")
        if frequency is UNKNOWN or frequency in ("SCAN_ON_PUSH", "CONTINUOUS_SCAN"):
            fits = {_fits(read(one, "filter"), name) for _, one in items(read(rule, "repositoryFilters"))}
            answers |= {UNKNOWN} if frequency is UNKNOWN and fits - {False} else fits
    return True if True in answers else UNKNOWN if UNKNOWN in answers else False


def _fits(pattern: object, name: object) -> bool | Unknown:
    """AWS: without a wildcard, a filter fits every name that has it somewhere."""
    if pattern == "*":
        return True
    if pattern is UNKNOWN or name is UNKNOWN:
        return UNKNOWN
    pattern = str(pattern) if "*" in str(pattern) else f"*{pattern}*"
    return fits(pattern, str(name))
