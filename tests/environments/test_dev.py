"""dev: all at once by CodeDeploy, on hosts, with hooks."""

from tests.environments.at_rest import AtRest
from tests.environments.gone import Gone
from tests.environments.hooked import Hooked
from tests.environments.released import Released
from tests.environments.taken_over import TakenOver


class TestDev(Gone, TakenOver, Hooked, Released, AtRest):
    """pytest begins with the tests of the last."""

    STRATEGY, TASKS, NETWORK_MODE = "CODE_DEPLOY", 2, "bridge"
    KEY, REFUSED = "codedeploy", ("rolling", "a rolling update moves no traffic")
