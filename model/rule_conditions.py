"""What a listener rule's conditions may hold, and its place among the others."""

from typing import Final

LONGEST_VALUE: Final = 128
"""Characters of a value of a path, host, header or query condition (ELB API reference, RuleCondition)."""
MOST_VALUES: Final = 5
"""Values of all conditions of a rule together (user guide, quotas for Application Load Balancers; not adjustable)."""
LAST_PRIORITY: Final = 50000
"""AWS's highest number (Elastic Load Balancing API reference, CreateRule): all other rules come before."""
