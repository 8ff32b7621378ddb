"""What the services bring: repositories, roles, topics and log groups."""

from collections.abc import Iterator

import pulumi_aws as aws

from components.brought import BroughtRegistry
from model.tag_mutability import is_mutable
from settings.brought import roles, topics
from settings.brought.seen import Unfit, looked_up, required
from settings.refusal import of_entry
from settings.settings import Settings

SYMMETRIC = "SYMMETRIC_DEFAULT"
"""What KMS calls the only symmetric keys to encrypt with (KMS API reference, KeyMetadata)."""


def find(s: Settings, account: str) -> dict[str, BroughtRegistry]:
    """The repositories, by service. Unfit when any of what they bring will not do."""
    found: dict[str, BroughtRegistry] = {}
    lines: list[str] = []
    for one in s.services:
        try:
            required(_problems(one, account))
            if one.repository:
                found[one.service_name] = _registry(one)
        except Unfit as unfit:
            own = s.entries.get(one.service_name, ())
            lines += [of_entry(line, one.service_name, own) for line in unfit.lines]
    required(dict.fromkeys(lines))
    return found


def _problems(s: Settings, account: str) -> Iterator[str]:
    if s.log_group:
        looked_up("logGroup", lambda: aws.cloudwatch.get_log_group(name=s.log_group))
    if s.log_key_arn:
        yield from _key(s.log_key_arn)
    if s.topic_arn:
        yield from topics.problems(s.topic_arn, account, of_pipeline=s.pipeline is not None)
    yield from roles.problems(s, account)


def _key(key_arn: str) -> Iterator[str]:
    """What CloudWatch Logs refuses (API reference, AssociateKmsKey), but for what the key's policy says."""
    found = looked_up("logKeyArn", lambda: aws.kms.get_key(key_id=key_arn))
    if found.key_state != "Enabled":
        yield f"bluegreen:logKeyArn = {key_arn}: is {found.key_state}; bring one that is Enabled"
    if found.key_spec != SYMMETRIC:
        yield (
            f"bluegreen:logKeyArn = {key_arn}: is {found.key_spec}, and logs take a symmetric key; bring one that "
            f"is {SYMMETRIC}"
        )


def _registry(s: Settings) -> BroughtRegistry:
    found = looked_up("repository", lambda: aws.ecr.get_repository(name=s.repository))
    moving = s.pipeline.pushed_again if s.pipeline else ""
    filters = [one.filter for one in found.image_tag_mutability_exclusion_filters or ()]
    if moving and not is_mutable(moving, found.image_tag_mutability, filters):
        raise Unfit(
            [
                f"bluegreen:repository = {s.repository}: keeps its tags ({found.image_tag_mutability}), and the "
                f"pipeline's tag {moving} moves; let that one move there (IMMUTABLE_WITH_EXCLUSION), or set "
                'bluegreen:pipeline.movingTag to ""'
            ]
        )
    return BroughtRegistry(repository_name=s.repository, repository_arn=found.arn, repository_url=found.repository_url)
