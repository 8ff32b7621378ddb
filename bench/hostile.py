"""`python -m bench.hostile [COUNT] [SEED]`: random resources before the pack; those that break a rule are printed, and
what the pack takes for a program in which one resource has a megabyte, without the making of the engine's requests.

The tests do the same with 2,000; this is for a night, or for a change of many rules.
"""

import sys
import time
from collections import Counter

from policy.adapter import Analyzer
from policy.rules import RULES
from tests.policy.analyzer import resource_requests, stack_request
from tests.policy.hostile import broken, programs
from tests.policy.huge import HUGE

COUNT = 100_000


def main(count: int = COUNT, seed: int = 0) -> int:
    """1 if a rule broke."""
    found: Counter[str] = Counter()
    start, judged = time.perf_counter(), 0
    for program in programs(count, seed):
        judged += len(program)
        found.update(f"{one.rule}: {one.text.rpartition('pack. ')[2]}" for one in broken(program))
    print(f"{judged} resources in {time.perf_counter() - start:.0f} s, seed {seed}")
    for text, times in found.most_common():
        print(f"{times:6}  {text}")
    for name, program in HUGE.items():
        analyzer = Analyzer(RULES)
        requests, whole = resource_requests(program), stack_request(program)
        start = time.thread_time()
        for request in requests:
            analyzer.Analyze(request, None)
        analyzer.AnalyzeStack(whole, None)
        print(f"{1000 * (time.thread_time() - start):6.0f} ms  {name}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
