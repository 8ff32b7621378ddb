"""Builds: those of a pipeline for ECS end in a release, and the others do not."""

from collections.abc import Callable
from dataclasses import replace

from policy.finding import Findings, Violation
from policy.reading import PROJECT, Resource
from policy.stack import Stack
from policy.views.reach import builds


def judged(stack: Stack, judge: Callable[[Resource], Findings]) -> Findings:
    """What is found of each CodeBuild project; only a warning of one that no pipeline for ECS runs."""
    of_releases = set(builds(stack))
    for project in stack.of(PROJECT):
        for finding in judge(project):
            if project in of_releases:
                yield finding
            elif isinstance(finding, Violation):
                yield replace(finding, advice=True)
