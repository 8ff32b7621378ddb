"""What CloudWatch refuses of a question about metrics."""

from model.texts.text import Text

NO_STATISTIC = Text(
    words="Must specify either Statistics or ExtendedStatistics",
    code="InvalidParameterCombination",
    seen="quoted",
    source="GetMetricStatistics",
)
START_NOT_BEFORE_END = Text(
    words="The parameter StartTime must be less than the parameter EndTime.",
    code="InvalidParameterValue",
    seen="quoted",
    source="GetMetricStatistics",
)
START_IS_END = Text(
    words="The parameter StartTime must not equal parameter EndTime.",
    code="ValidationError",
    seen="quoted",
    source="GetMetricData",
)
START_AFTER_END = Text(
    words="The parameter EndTime must be greater than StartTime.",
    code="ValidationError",
    seen="quoted",
    source="GetMetricData",
)
NO_METRIC = Text(
    words="The parameter MetricDataQueries.member.{number}.MetricStat is required.\n",
    code="ValidationError",
    seen="quoted",
    source="GetMetricData",
)
BAD_EXPRESSION = Text(
    words="Error in expression: {problem}",
    code="ValidationError",
    seen="unseen",
    source="GetMetricData",
)
