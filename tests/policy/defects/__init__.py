"""One way, or several, to break each rule; a file holds the defects of a folder of rules."""

from collections.abc import Mapping

from tests.policy.defects import (
    codedeploy,
    delivery,
    ingress,
    native,
    permissions,
    pipeline,
    service,
    target_groups,
    task,
)
from tests.policy.defects.defect import Defect

FOLDERS = (task, service, target_groups, ingress, codedeploy, native, permissions, delivery, pipeline)
DEFECTS: Mapping[str, Defect] = {
    one.rule: one for folder in FOLDERS for one in vars(folder).values() if isinstance(one, Defect)
}
"""By the name of the rule."""
