"""Metric math, period by period."""

import pytest

from local_aws.server.extensions.cloudwatch.metric_math import BadExpression, Series, evaluate

SERIES: dict[str, Series] = {"a": [4, None, 0], "b": [2, 2, None]}


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        ("a", [4, None, 0]),
        ("a + b", [6, None, None]),
        ("a / 0", [None, None, None]),
        ("100 * FILL(a, 0) / b", [200, 0, None]),
        ("FILL(a, REPEAT)", [4, 4, 0]),
        ("IF(b > 0, 100 * FILL(a, 0) / b, 0)", [200, 0, None]),
        ("IF(a > 0 AND b == 2, 1)", [1, None, None]),
        ("IF(FILL(b, 0) < 1 || a > 3, 1, 0)", [1, None, 1]),
        ("SUM([a, b])", [6, None, None]),
        ("MAX(a)", [4, 4, 4]),
        ("-a ^ 2", [-16, None, 0]),
        ("7", [7, 7, 7]),
    ],
)
def test_an_expression_has_a_value_for_each_period(expression: str, values: Series) -> None:
    assert evaluate(expression, SERIES, 3) == values


@pytest.mark.parametrize(
    "expression", ["", "a +", "c", "SEARCH('x', 'Sum')", "a.b", "__import__('os')", "SELECT SUM(a)"]
)
def test_what_it_cannot_work_out_is_refused(expression: str) -> None:
    with pytest.raises(BadExpression):
        evaluate(expression, SERIES, 3)
