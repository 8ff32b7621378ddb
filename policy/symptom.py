"""What a user sees of a failure that a rule stops: one closed set, in the words of users, and the index of RULES.md."""

from enum import Enum


class Symptom(Enum):
    """In the order of the index, which is about that of a release. A rule names each that its failure leads to."""

    REFUSED = "`pulumi up` is refused by AWS"
    PENDING = "Tasks stay PENDING, or never start"
    UNHEALTHY = "Tasks run, and never get healthy"
    INSTALL_HANGS = "A CodeDeploy deployment hangs in Install"
    RELEASE_FAILS = "Every release fails, or is rolled back"
    SECOND_RELEASE = "The first release works, and the next one fails or behaves differently"
    SLOW = "A release takes far longer than it should, or does not end"
    UNTESTED = "Tests of the new tasks pass or fail, whatever these do"
    ERRORS_IN_SHIFT = "Users get errors such as 503 while the traffic moves"
    NOT_STOPPED = "A bad release goes on, and nothing rolls it back"
    NO_WAY_BACK = "A rollback is not possible any more, or starts what has just failed"
    CALLER_GIVES_UP = "The pipeline fails, or gives up on a release that goes on"
    SENT_BACK = "The next `pulumi up` sends users back, or undoes a release"
    UNANSWERED = "Users get no answer outside of releases"
    SCALING = "The number of tasks is not what the load needs"
    INTRUSION = "Strangers reach what they should not, or may do more than they should"
    LEAK = "A secret leaks, or is read on its way"
    UNEXPLAINED = "Afterwards nobody can tell what happened"
    COST = "The bill grows"
