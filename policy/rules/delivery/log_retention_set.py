"""A log group without a retention keeps every line, and its price, for ever."""

from model.logs import RETENTION_DAYS
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, whole
from policy.rule import Option, Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.reach import log_groups

LONGEST_DAYS = RETENTION_DAYS[-1]


@stack_rule(
    remedy="Set retentionInDays to what you really need, such as 30.",
    source="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
    severity="low",
    symptoms=(Symptom.COST,),
    cost="the lines of every task of every release are kept, and paid for each month, for ever.",
    options=(
        Option(
            name="maxDays",
            description="The longest that logs may be kept.",
            default=LONGEST_DAYS,
            minimum=1,
            maximum=LONGEST_DAYS,
        ),
    ),
)
def log_retention_set(stack: Stack, options: Options) -> Findings:
    """Logs are kept for a set time.

    The default is for ever, and nobody notices before the bill does. Log lines also tend to hold personal data,
    which must be deleted after a while.

    Looks at the log groups of the program that containers of tasks write to; those that AWS makes by itself are
    not in it. Lets the class DELIVERY through, for which AWS sets the time.
    """
    most = options["maxDays"]
    for group in log_groups(stack):
        days = whole(group.declared("retentionInDays", default=0))
        if group.declared("logGroupClass", default="STANDARD") == "DELIVERY":
            continue
        if days is UNKNOWN:
            yield Undecided(resource=group, path="retentionInDays", reason="its value is not known yet")
        elif days is None or not 0 < days <= most:
            yield Violation(
                resource=group,
                path="retentionInDays",
                wrong=f"{days} days, more than the {most} allowed" if days else "not set, so logs are kept for ever",
                fix=f"set it to a number of days that CloudWatch Logs takes, of at most {most}.",
            )
