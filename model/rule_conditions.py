"""What a listener rule's conditions may hold."""

from typing import Final

LONGEST_VALUE: Final = 128
"""Characters of a value of a path, host, header or query condition (ELB API reference, RuleCondition)."""
MOST_VALUES: Final = 5
"""Values of all conditions of a rule together (user guide, quotas for Application Load Balancers; not adjustable)."""
