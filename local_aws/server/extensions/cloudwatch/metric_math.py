"""Metric math: an expression over series of one value a period, such as `IF(requests > 0, 100 * errors / requests, 0)`.

Known: + - * / ^, comparisons, AND, OR, !, IF, FILL, ABS, CEIL, FLOOR, and MIN, MAX, SUM, AVG of one series (over its
periods) or of a list of several (period by period). A period in which one of its series has no value has no result,
except by FILL. Source: CloudWatch user guide, using math expressions with CloudWatch metrics.
"""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence

Value = float | None
Series = list[Value]
Operand = float | Series

_WORDS = ((r"&&|\bAND\b", " and "), (r"\|\||\bOR\b", " or "), (r"!(?!=)", " not "), (r"\^", "**"))
_ARITHMETIC: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_SINGLE: dict[str, Callable[[float], float]] = {
    "ABS": abs,
    "CEIL": lambda value: float(math.ceil(value)),
    "FLOOR": lambda value: float(math.floor(value)),
}
_SEVERAL: dict[str, Callable[[Sequence[float]], float]] = {
    "MIN": min,
    "MAX": max,
    "SUM": sum,
    "AVG": lambda values: sum(values) / len(values),
}


class BadExpression(ValueError):
    """What the expression says cannot be worked out here."""


def evaluate(expression: str, series: Mapping[str, Series], periods: int) -> Series:
    """One value for each period. Raises BadExpression."""
    result = _Expression(series, periods).work_out(_parsed(expression))
    if isinstance(result, list):
        return result
    return [float(result)] * periods


def resolve(expressions: Mapping[str, str], series: Mapping[str, Series], periods: int) -> dict[str, Series]:
    """All series by their id, with those of the expressions, which may be about each other. Raises BadExpression."""
    known = {id_: values for id_, values in series.items() if id_ not in expressions}
    left = dict(expressions)
    while left:
        ready = [id_ for id_, text in left.items() if not _names(text) & left.keys()]
        if not ready:
            raise BadExpression(f"the expressions of {', '.join(sorted(left))} go round in a circle")
        for id_ in ready:
            known[id_] = evaluate(left.pop(id_), known, periods)
    return known


def _names(expression: str) -> set[str]:
    return {node.id for node in ast.walk(_parsed(expression)) if isinstance(node, ast.Name)}


def _parsed(expression: str) -> ast.expr:
    text = expression
    for word, python in _WORDS:
        text = re.sub(word, python, text)
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        raise BadExpression(f"{expression!r} is no metric math that the local AWS can work out") from None


class _Expression:
    def __init__(self, series: Mapping[str, Series], periods: int) -> None:
        self._series = series
        self._periods = periods

    def work_out(self, node: ast.expr) -> Operand:
        match node:
            case ast.Constant(value=int() | float() as number):
                return float(number)
            case ast.Name(id=id_) if id_ in self._series:
                return self._series[id_]
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return self._each(lambda value: -value, inner)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return self._each(lambda value: float(not value), inner)
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _ARITHMETIC:
                return self._each(_ARITHMETIC[type(sign)], left, right)
            case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in _COMPARISONS:
                compare = _COMPARISONS[type(sign)]
                return self._each(lambda one, other: float(compare(one, other)), left, right)
            case ast.BoolOp(op=sign, values=parts):
                every = all if isinstance(sign, ast.And) else any
                return self._each(lambda *values: float(every(values)), *parts)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(name, arguments)
        raise BadExpression(f"{ast.unparse(node)!r} is no metric math that the local AWS can work out")

    def _call(self, name: str, arguments: list[ast.expr]) -> Operand:
        match name, arguments:
            case "FILL", [series, ast.Name(id="REPEAT")]:
                return self._repeated(self._as_series(series))
            case "FILL", [series, filling]:
                values, others = self._as_series(series), self._as_series(filling)
                return [other if value is None else value for value, other in zip(values, others, strict=True)]
            case "IF", [condition, yes, *rest] if len(rest) < 2:
                return self._chosen(condition, yes, rest)
            case _, [one] if name in _SINGLE:
                return self._each(_SINGLE[name], one)
            case _, [ast.List(elts=several)] if name in _SEVERAL:
                combine = _SEVERAL[name]
                return self._each(lambda *values: combine(values), *several)
            case _, [one] if name in _SEVERAL:
                values = [value for value in self._as_series(one) if value is not None]
                return _SEVERAL[name](values) if values else self._nothing()
        raise BadExpression(
            f"{name}() with {len(arguments)} arguments is no metric math that the local AWS can work out"
        )

    def _chosen(self, condition: ast.expr, yes: ast.expr, rest: list[ast.expr]) -> Series:
        no = self._as_series(rest[0]) if rest else self._nothing()
        return [
            None if test is None else one if test else other
            for test, one, other in zip(self._as_series(condition), self._as_series(yes), no, strict=True)
        ]

    def _each(self, function: Callable[..., float], *nodes: ast.expr) -> Operand:
        """The function of these, period by period."""
        operands = [self.work_out(node) for node in nodes]
        if not any(isinstance(one, list) for one in operands):
            result = _value(function, operands)
            return self._nothing() if result is None else result
        columns = [one if isinstance(one, list) else [one] * self._periods for one in operands]
        return [
            None if any(value is None for value in row) else _value(function, row) for row in zip(*columns, strict=True)
        ]

    def _as_series(self, node: ast.expr) -> Series:
        operand = self.work_out(node)
        if isinstance(operand, list):
            return operand
        return [float(operand)] * self._periods

    def _nothing(self) -> Series:
        return [None] * self._periods

    @staticmethod
    def _repeated(values: Series) -> Series:
        filled: Series = []
        for value in values:
            filled.append(filled[-1] if value is None and filled else value)
        return filled


def _value(function: Callable[..., float], arguments: Sequence[object]) -> Value:
    try:
        return function(*arguments)
    except (ArithmeticError, ValueError):
        return None  # CloudWatch has no value where something is divided by zero
