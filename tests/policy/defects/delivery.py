"""Defects of images and logs."""

from policy.reading import LOG_GROUP, REPOSITORY
from tests.policy.defects.defect import ANY, Broken, defect
from tests.policy.defects.draft import Draft
from verdict.recording import Recorded


@defect(*ANY)
def images_immutable(draft: Draft) -> Broken:
    repository, prop = _pulled(draft), "imageTagMutability"
    return draft.put(repository, prop, to="MUTABLE") if draft.pick(True, False) else draft.drop(repository, prop)


@defect(*ANY)
def images_scanned(draft: Draft) -> Broken:
    repository, prop = _pulled(draft), "imageScanningConfiguration"
    return (
        draft.put(repository, prop, "scanOnPush", to=False) if draft.pick(True, False) else draft.drop(repository, prop)
    )


@defect(*ANY)
def log_retention_set(draft: Draft) -> Broken:
    group, prop = draft.one(LOG_GROUP), "retentionInDays"
    days = draft.pick(0, draft.number(3654, 10_000), None)
    return draft.drop(group, prop) if days is None else draft.put(group, prop, to=days)


def _pulled(draft: Draft) -> Recorded:
    """The repository, which the task's image comes from."""
    repository = draft.one(REPOSITORY)
    registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
    draft.container("image", to=f"{registry}/{draft.get(repository, 'name')}:1.4.2")
    return repository
