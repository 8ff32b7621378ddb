"""How long a person waits: `make up` and previews of the dev environment, with the real engine on the local AWS."""

from collections.abc import Sequence
from statistics import median

from bench.checkout import Checkout, Took
from bench.figure import Figure, ratios

PREVIEW = ("./local", "pulumi", "preview", "--stack", "dev", "--non-interactive")

# The SDK takes no pack without a policy, so there is one that finds nothing.
EMPTY_PACK = """from pulumi_policy import PolicyPack, ResourceValidationPolicy

PolicyPack(
    name="empty",
    policies=[ResourceValidationPolicy(name="none", description="Finds nothing.", validate=lambda args, report: None)],
)
"""


def figures(checkout: Checkout, runs: int) -> list[Figure]:
    """Every command `runs` times, the previews by turns."""
    first: list[Took] = []
    second: list[Took] = []
    for _ in range(runs):
        checkout.forget()
        first.append(checkout.time("make", "up"))
        second.append(checkout.time("make", "up"))
    packs = {"ours": ["--policy-pack", "policy"], "empty": ["--policy-pack", empty_pack(checkout)], "none": []}
    previews: dict[str, list[Took]] = {pack: [] for pack in packs}
    for _ in range(runs):
        for pack, words in packs.items():
            previews[pack].append(checkout.time(*PREVIEW, *words))
    ours, empty, none = previews.values()
    return [
        waited("make up, from nothing", first, "local AWS started, stack made, preview and update, judged", aim=10),
        waited("make up again, no change", second, "preview and update, judged", aim=4),
        waited("preview with the pack", ours, "./local, no change", aim=3),
        waited("preview with an empty pack", empty, "the same; its one policy finds nothing"),
        waited("preview without a pack", none, "the same"),
        _times("ours / an empty pack", ours, empty, "our rules' share"),
        _times("ours / no pack", ours, none, "and that of a pack's process and the SDK in it"),
    ]


def waited(label: str, runs: Sequence[Took], includes: str, aim: float | None = None) -> Figure:
    """The clock's time, with the CPU time in words."""
    cpu = median(run.cpu_seconds for run in runs)
    return Figure(
        label=label,
        samples=tuple(run.seconds for run in runs),
        unit="s",
        aim=aim,
        includes=f"{includes}; {cpu:.1f} s of CPU",
    )


def _times(label: str, above: Sequence[Took], below: Sequence[Took], includes: str) -> Figure:
    samples = ratios((run.seconds for run in above), (run.seconds for run in below))
    return Figure(label=label, samples=samples, unit="x", includes=includes)


def empty_pack(checkout: Checkout) -> str:
    """The folder of a pack that finds nothing, inside the checkout."""
    folder = checkout.folder / "empty"
    if not folder.exists():
        folder.mkdir()
        (folder / "PulumiPolicy.yaml").write_text((checkout.folder / "policy" / "PulumiPolicy.yaml").read_text())
        (folder / "__main__.py").write_text(EMPTY_PACK)
    return folder.name
