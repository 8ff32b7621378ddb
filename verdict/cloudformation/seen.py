"""What was met while templates were read."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(kw_only=True)
class Seen:
    """What was met in a template and in those nested in it."""

    types: dict[str, str] = field(default_factory=dict)
    """Those that were read, by Pulumi's tokens."""
    unmapped: Counter[str] = field(default_factory=Counter)
    maybe: list[str] = field(default_factory=list)
    """What a condition without a value decides."""
    macros: dict[str, None] = field(default_factory=dict)
    hooks: dict[str, None] = field(default_factory=dict)
    loops: list[str] = field(default_factory=list)
    """Loops over something unknown, and resources that have one inside."""
    stacks: dict[str, str] = field(default_factory=dict)
    """Nested ones whose template is not there, or why it is none."""

    def notes(self) -> Iterator[str]:
        """What could not be read."""
        if self.macros:
            yield (
                f"{', '.join(self.macros)} rewrites this template when it is deployed, and what stands here is judged; "
                "to judge the outcome: `aws cloudformation get-template --template-stage Processed`"
            )
        if self.hooks:
            yield f"hooks are not judged: {', '.join(self.hooks)}"
        if self.loops:
            yield f"made by a loop over what is not known, so not judged: {', '.join(self.loops)}"
        if self.stacks:
            stacks = ", ".join(f"{name} ({why})" if why else name for name, why in self.stacks.items())
            yield (
                f"nested stacks whose template is not beside this one, so not judged: {stacks}; judge the template "
                "before it is packaged, or each of them by itself"
            )
        if self.unmapped:
            types = ", ".join(f"{type} ({count})" for type, count in sorted(self.unmapped.items()))
            yield f"types that are not known here, so not judged: {types}"
        if self.maybe:
            made = ", ".join(self.maybe)
            yield f"a parameter without a value decides whether these are made, so they are judged: {made}"
