"""dev with rolling updates, which none of our stacks has."""

from tests.environments.at_rest import AtRest
from tests.environments.gone import Gone
from tests.environments.released import Released
from tests.environments.taken_over import TakenOver


class TestRolling(Gone, TakenOver, Released, AtRest):
    """pytest begins with the tests of the last."""

    STRATEGY, TASKS, NETWORK_MODE = "ROLLING", 2, "bridge"
    KEY, REFUSED = "rolling", ("codedeploy", "only when it is made")
