"""Random resources that no provider has checked: wrong types, odd texts, odd shapes, unknown and secret values.

The same seed gives the same resources.
"""

import json
import random
from collections.abc import Collection, Iterator
from typing import Any, Final

from policy.adapter import Analyzer
from policy.rules import RULES
from tests.policy.analyzer import UNKNOWN, Declared, Diagnostic, Program, answers, secret
from tests.policy.pipelines import DELIVERED, ROLLED
from tests.policy.programs import BLUE_GREEN, NATIVE, ROLLING
from tests.policy.rules.pipeline.pipeline_deploys_blue_green import PIPELINE

ODD: Final = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    1e308,
    80,
    "",
    " ",
    "0",
    "-1.5",
    "nan",
    "1e999",
    "true",
    "*",
    "arn:aws:ecs",
    "arn:::::",
    "{}",
    "[]",
    "[1]",
    '[{"a": []}]',
    '{"Statement": [1]}',
    '{"Statement": {"Effect": [], "Action": {}, "Principal": 1, "Condition": {"a": 1}}}',
    '[{"name": [], "image": {}, "portMappings": [1, {"containerPort": []}], "environment": {}, "logConfiguration": 1}]',
    "\u0660",
    "\ud7ff\x00",
    "/" * 9,
    "[" * 50,
    [],
    {},
    [None],
    [[]],
    [{}],
    {"": None},
    {"a": {"b": [1]}},
    UNKNOWN,
)
"""What may stand anywhere."""


def programs(count: int, seed: int) -> Iterator[Program]:
    """Programs of together at least this many resources."""
    made = 0
    randomly = random.Random(seed)
    while made < count:
        program = randomly.choice((BLUE_GREEN, NATIVE, ROLLING, (*BLUE_GREEN, *PIPELINE), DELIVERED, ROLLED))
        kept = [one for one in program if randomly.random() < 0.8]
        names = {one.name for one in kept}
        made += len(kept)
        yield tuple(_changed(one, names, randomly) for one in kept)


def _changed(one: Declared, kept: Collection[str], randomly: random.Random) -> Declared:
    props = _odd(dict(one.props), randomly, randomly.choice((0.0, 0.02, 0.1, 0.4)))
    return Declared(
        one.type,
        one.name,
        props if isinstance(props, dict) else {},
        {prop: [name for name in made_of if name in kept] for prop, made_of in one.edges.items()},
        ignore_changes=tuple(randomly.sample(("*", "[", "a[0].b", "taskDefinition", "loadBalancers[0]"), 2)),
    )


def _odd(value: Any, randomly: random.Random, share: float) -> Any:
    """The value with this share of the values inside it replaced."""
    if randomly.random() < share:
        odd = randomly.choice(ODD)
        return secret(odd) if randomly.random() < 0.1 else odd
    if isinstance(value, dict):
        kept = {key: _odd(inside, randomly, share) for key, inside in value.items()}
        return kept | {randomly.choice(("a", "type", "values")): randomly.choice(ODD)} if share > 0.3 else kept
    if isinstance(value, list):
        return [_odd(inside, randomly, share) for inside in value] * randomly.choice((1, 1, 1, 2))
    if isinstance(value, str) and value[:1] in ("[", "{"):
        return json.dumps(_odd(json.loads(value), randomly, share))
    return value


def broken(program: Program) -> list[Diagnostic]:
    """What rules of the pack broke on."""
    return [one for one in answers(Analyzer(RULES), program) if "fault of the policy pack" in one.text]
