"""rule-for-tests-not-shadowed: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, find, unlinked, without
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, ROLLING, arn, before_create, linear, listener_rule
from tests.policy.rules.rule_case import Case, Pass

HEADER = {"httpHeader": {"httpHeaderName": "X-Test", "values": ["green"]}}


def path(*patterns: str) -> dict[str, Any]:
    return {"pathPattern": {"values": list(patterns)}}


def host(*patterns: str) -> dict[str, Any]:
    return {"hostHeader": {"values": list(patterns)}}


def query(value: str, **key: str) -> dict[str, Any]:
    return {"queryStrings": [{**key, "value": value}]}


def shared(production: Any, test: Any, *, priorities: tuple[Any, Any] = (10, 20), program: Program = NATIVE) -> Program:
    """A service whose two rules are on one listener, with these conditions."""
    for name, conditions, priority in (
        ("production-rule", production, priorities[0]),
        ("test-rule", test, priorities[1]),
    ):
        program = change(change(program, name, "conditions", to=conditions), name, "priority", to=priority)
    program = change(program, "test-rule", "listenerArn", to=find(program, "production-rule").props["listenerArn"])
    return tuple(
        replace(one, edges={**one.edges, "listenerArn": ["production"]}) if one.name == "test-rule" else one
        for one in program
    )


SHADOWED = shared([path("/*")], [path("/*"), HEADER])
TESTED = shared([path("/*")], [path("/*"), HEADER], priorities=(20, 10))

STOPS: dict[str, Case] = {
    "a header, behind all paths": Case(SHADOWED, on="test-rule", says="production-rule is evaluated first, with 10"),
    "a header, behind all paths, in a first preview": Case(before_create(SHADOWED), on="test-rule", says="10"),
    "moving in steps": Case(linear(SHADOWED), on="test-rule", says="10"),
    "a header only, behind all paths": Case(shared([path("*")], [HEADER]), on="test-rule"),
    "priorities as text": Case(shared([path("/*")], [HEADER], priorities=("9", "10")), on="test-rule"),
    "a path below production's": Case(shared([path("/api/*")], [path("/api/v2/*")]), on="test-rule"),
    "a path below one of production's": Case(shared([path("/web/*", "/api/*")], [path("/api/v2")]), on="test-rule"),
    "two paths, each below one of production's": Case(
        shared([path("/web/*", "/api/*")], [path("/api/a", "/web/b")]), on="test-rule"
    ),
    "a host below production's": Case(shared([host("*.Shop.example")], [host("test.shop.example")]), on="test-rule"),
    "one character where production takes any text": Case(shared([path("/a*")], [path("/a?")]), on="test-rule"),
    "a certain character where production takes any": Case(shared([path("/a?")], [path("/ab")]), on="test-rule"),
    "the same header": Case(shared([HEADER], [HEADER, path("/a")]), on="test-rule"),
    "a query below production's": Case(shared([query("*", key="v")], [query("2", key="v")]), on="test-rule"),
    "a query of any key": Case(shared([query("2")], [query("2", key="v")]), on="test-rule"),
    "the same method": Case(
        shared(
            [{"httpRequestMethod": {"values": ["GET", "HEAD"]}}],
            [{"httpRequestMethod": {"values": ["GET"]}}, HEADER],
        ),
        on="test-rule",
    ),
    "the same regular expression": Case(
        shared([{"pathPattern": {"regexValues": ["^/a"]}}], [{"pathPattern": {"regexValues": ["^/a"]}}, HEADER]),
        on="test-rule",
    ),
    "a test rule that takes the users' requests": Case(
        shared([path("/*")], [path("/*")], priorities=(20, 10)),
        on="production-rule",
        says="test-rule is evaluated first",
    ),
    "the same, in a first preview": Case(
        before_create(shared([path("/*")], [path("/*")], priorities=(20, 10))), on="production-rule"
    ),
    "a listener of another program": Case(without(SHADOWED, "production"), on="test-rule"),
    "a condition that is not known yet, of a rule that all paths are taken from": Case(
        shared([path("/*")], [path("/*"), UNKNOWN]), on="test-rule"
    ),
    "beside a service that ECS rolls": Case(
        (replace(find(ROLLING, "service"), name="rolled", edges={}), *SHADOWED), on="test-rule"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "rules on two listeners": NATIVE,
    "rules on two listeners, in a first preview": NATIVE_PREVIEW,
    "rules on two listeners, with the test rule's number above": change(NATIVE, "test-rule", "priority", to=20),
    "rules on two listeners, with the number above, in a first preview": change(
        NATIVE_PREVIEW, "test-rule", "priority", to=20
    ),
    "production without conditions, which AWS refuses": shared([], [HEADER]),
    "a regular expression that would be met if it were a pattern": shared(
        [{"pathPattern": {"regexValues": ["/a*"]}}], [{"pathPattern": {"regexValues": ["/ab"]}}]
    ),
    "a header, before all paths": TESTED,
    "a header, before all paths, in a first preview": before_create(TESTED),
    "another path": shared([path("/api/*")], [path("/test/*")]),
    "a path above production's": shared([path("/api/v2/*")], [path("/api/*")]),
    "a second path that production does not have": shared([path("/api/*")], [path("/api/v2", "/test")]),
    "a path in another case": shared([path("/API/*")], [path("/api/v2")]),
    "any text where production takes one character": shared([path("/a?")], [path("/a*")]),
    "a dot, which is no wildcard": shared([host("a.example")], [host("a-example")]),
    "production for one host only": shared([path("/*"), host("shop.example")], [path("/*")]),
    "another header": shared([HEADER], [{"httpHeader": {"httpHeaderName": "X-Other", "values": ["green"]}}]),
    "production for any value of a header that tests need not have": shared(
        [{"httpHeader": {"httpHeaderName": "X-Test", "values": ["*"]}}], [path("/test")]
    ),
    "another query": shared([query("2", key="v")], [query("2", key="w")]),
    "a query whose value looks like another's key": shared([query("2")], [query("1=2", key="v")]),
    "regular expressions": shared(
        [{"pathPattern": {"regexValues": ["^/.*"]}}], [{"pathPattern": {"regexValues": ["^/a"]}}]
    ),
    "a regular expression that reads like production's path": shared(
        [path("/a*")], [{"pathPattern": {"regexValues": ["/a*"]}}]
    ),
    "another rule of the listener": (*NATIVE, listener_rule("other", "production", 5)),
    "a service that ECS rolls": change(SHADOWED, "service", "deploymentConfiguration", "strategy", to="ROLLING"),
    "CodeDeploy's rules": (
        *BLUE_GREEN,
        listener_rule("one", "production", 10),
        listener_rule("two", "production", 20),
    ),
    "no test rule": without(
        change(SHADOWED, "service", "loadBalancers", 0, "advancedConfiguration", "testListenerRule", to=None),
        "test-rule",
    ),
    "listeners of a Network Load Balancer": change(
        change(
            without(NATIVE, "production-rule", "test-rule"),
            "service",
            "loadBalancers",
            0,
            "advancedConfiguration",
            "productionListenerRule",
            to=arn("elasticloadbalancing", "listener/production"),
        ),
        "service",
        "loadBalancers",
        0,
        "advancedConfiguration",
        "testListenerRule",
        to=arn("elasticloadbalancing", "listener/test"),
    ),
    "an unknown header that only the test rule asks for": shared(
        [path("/*")],
        [path("/*"), {"httpHeader": {"httpHeaderName": "X-Test", "values": [UNKNOWN]}}],
        priorities=(20, 10),
    ),
    "a test rule that nothing leads to": unlinked(
        change(SHADOWED, "service", "loadBalancers", 0, "advancedConfiguration", "testListenerRule", to=UNKNOWN),
        "service",
    ),
    "the same number, which AWS refuses": shared([path("/*")], [path("/*"), HEADER], priorities=(10, 10)),
}

UNDECIDED: dict[str, Case] = {
    "a priority that AWS gives": Case(shared([path("/*")], [HEADER], priorities=(10, UNKNOWN)), on="test-rule"),
    "an unknown path of production": Case(shared([path(UNKNOWN)], [path("/a")]), on="test-rule"),
    "an unknown header name of production": Case(
        shared([{"httpHeader": {"httpHeaderName": UNKNOWN, "values": ["green"]}}], [HEADER]), on="test-rule"
    ),
    "unknown conditions": Case(shared(UNKNOWN, [path("/a")]), on="test-rule"),
    "a listener that is not known yet": Case(
        unlinked(change(SHADOWED, "test-rule", "listenerArn", to=UNKNOWN), "test-rule"), on="test-rule"
    ),
    **{
        f"the {name} rule on one of two listeners": Case(
            tuple(
                replace(one, edges={**one.edges, "listenerArn": ["production", "test"]})
                if one.name == f"{name}-rule"
                else one
                for one in before_create(SHADOWED)
            ),
            on="test-rule",
        )
        for name in ("production", "test")
    },
}
