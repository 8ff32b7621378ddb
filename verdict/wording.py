"""The pack's texts in the words of the format that a program is written in.

Rules know properties by Pulumi's names, and say so. Whoever reads another format knows that one's names: here they take
the places of Pulumi's, at the head of a text and inside of its sentences.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from model.container_definition import PARAMETERS
from policy import reading
from verdict import shapes
from verdict.shapes import Shape

KNOWN = (
    reading.SERVICE,
    reading.TASK_DEFINITION,
    reading.DEPLOYMENT_GROUP,
    reading.TARGET_GROUP,
    reading.LISTENER,
    reading.LISTENER_RULE,
    reading.LOAD_BALANCER,
    reading.CLUSTER_CAPACITY_PROVIDERS,
    reading.CAPACITY_PROVIDER,
    reading.AUTO_SCALING_GROUP,
    reading.LAUNCH_TEMPLATE,
    reading.ROLE,
    "aws:lambda/function:Function",
)
"""The types whose properties texts on other resources mention; the first that has a name gives it."""

CONTAINERS = "containerDefinitions"

KEPT = re.compile(r"“[^”]*”|https?://\S+")
"""What stays as it is: AWS's own words, and addresses."""

STEP = r"\w+(?:\[[^\]\s]*\])*"
NAME = re.compile(rf"(?<![\w/.:@-])(?=[a-z]){STEP}(?:\.{STEP})*(?![\w/@]|-\w)")
"""What could be a property, or the way to one: `desiredCount`, `loadBalancers[0].containerPort`."""

IGNORED = re.compile(r" (?:is not )?(?:in|to) ignore_changes")
"""Behind a property, even where it is called like an English word."""

TYPE = re.compile(r" \((aws:[\w/]+:\w+)\)")


class Naming(Protocol):
    """How a format calls what rules know by Pulumi's names."""

    @property
    def commands(self) -> Mapping[str, str]:
        """What texts say of Pulumi's own command, and what they say instead."""
        ...

    def type(self, token: str) -> str:
        """A type; empty where the name of a resource says it already."""
        ...

    def path(self, token: str, steps: Sequence[str]) -> str:
        """The way to a property of this type, without indexes."""
        ...


@dataclass(frozen=True)
class Wording:
    """The words of one program."""

    naming: Naming
    resources: Collection[str]
    """What its resources are called: nothing of theirs is a property."""

    def said(self, text: str, token: str) -> str:
        """A text about a resource of this type."""
        for pulumis, own in self.naming.commands.items():
            text = text.replace(pulumis, own)
        text = TYPE.sub(lambda found: f" ({own})" if (own := self.naming.type(found[1])) else "", text)
        return "".join(self._parts(text, token))

    def _parts(self, text: str, token: str) -> Iterator[str]:
        at = 0
        for found in NAME.finditer(text):
            if found.start() >= at and not _kept(text, found):
                yield text[at : found.start()]
                yield self._spelt(text, found, token)
                at = found.end()
        yield text[at:]

    def _spelt(self, text: str, found: re.Match[str], token: str) -> str:
        written = found[0]
        steps = re.findall(r"(\w+)((?:\[[^\]\s]*\])*)", written)
        if self._called(written):
            return written
        plain = re.fullmatch(r"[a-z]+", written) is not None
        if plain and not _stands_for_itself(text, found):
            return written
        for first, (name, _) in enumerate(steps):
            # Whatever is before it may be a resource: `web.desiredCount`.
            if first and not _camel(name):
                continue
            if place := _place(token, [name for name, _ in steps[first:]]):
                before = ".".join(f"{name}{index}" for name, index in steps[:first])
                return f"{before}." * bool(first) + self._way(*place, steps[first:])
        return written

    def _called(self, written: str) -> bool:
        """Whether it is a resource, or a part of one."""
        return any(written[: found.start()] in self.resources for found in re.finditer(r"[.\[]|$", written))

    def _way(self, token: str, around: Sequence[str], steps: Sequence[tuple[str, str]]) -> str:
        """The way in the format's words, from where the text begins, with its indexes."""
        said, before = "", self.naming.path(token, around) if around else ""
        path = [*around]
        for name, index in steps:
            path.append(name)
            now = self.naming.path(token, path)
            # Some formats have another place for it than inside of what is around it.
            said = (said + now.removeprefix(before) if before and now.startswith(f"{before}.") else now) + index
            before = now
        return said.removeprefix(".")


def _kept(text: str, name: re.Match[str]) -> bool:
    return any(kept.start() <= name.start() < kept.end() for kept in KEPT.finditer(text))


def _stands_for_itself(text: str, found: re.Match[str]) -> bool:
    """Whether a word that is English, too, is meant as a property here: the place of a finding, or what is ignored."""
    head = found.start() == 0 or text[: found.start()].endswith("), ")
    return (head and text[found.end() :][:1] in ("", ":")) or bool(IGNORED.match(text, found.end()))


def _camel(name: str) -> bool:
    return re.search(r"[a-z0-9][A-Z]", name) is not None


def _place(token: str, names: Sequence[str]) -> tuple[str, Sequence[str]] | None:
    """The type that has these steps, and what is around the first of them."""
    if _has(token, names):
        return token, ()
    if _camel(names[0]):
        for one in (token, *KNOWN):
            around = _inside(one).get(names[0])
            if around is not None and _has(one, (*around, *names)):
                return one, around
    return None


def _has(token: str, names: Sequence[str]) -> bool:
    shape = shapes.resource(token)
    for step in names:
        if not shape.fields:
            return shape is not shapes.NOTHING  # A JSON text or a map: whoever writes it names what is in it.
        if step not in shape.fields:
            return False
        shape = _within(shape.fields[step])
    return True


@cache
def _inside(token: str) -> Mapping[str, tuple[str, ...]]:
    """What is around each property of a type, at any depth; of several that are called alike the outermost."""
    found: dict[str, tuple[str, ...]] = {}
    level: list[tuple[tuple[str, ...], Shape]] = [((), shapes.resource(token))]
    seen: set[str] = set()
    if token == reading.TASK_DEFINITION:
        found |= dict.fromkeys(PARAMETERS - level[0][1].fields.keys(), (CONTAINERS,))
    while level:
        deeper = []
        for around, shape in level:
            for name, field in shape.fields.items():
                found.setdefault(name, around)
                inner = _within(field)
                if inner.fields and (kind := str(inner.spec)) not in seen:
                    seen.add(kind)
                    deeper.append(((*around, name), inner))
        level = deeper
    return found


def _within(shape: Shape) -> Shape:
    while shape.kind == "list":
        shape = shape.members
    return shape
