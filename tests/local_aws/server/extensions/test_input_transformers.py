"""Targets of EventBridge get the template of their rule with the event's values in its places."""

import pytest

from local_aws.server.extensions.input_transformers import transformed

EVENT = {
    "detail-type": "CodePipeline Pipeline Execution State Change",
    "time": "2026-11-30T09:00:00Z",
    "resources": ["arn:aws:codepipeline:us-east-1:123456789012:web"],
    "detail": {"pipeline": "web", "version": 3, "said": 'no "tests"', "image-tag": "1"},
}
RULE = {"name": "failed", "arn": "arn:aws:events:us-east-1:123456789012:rule/failed"}
PATHS = {
    "pipeline": "$.detail.pipeline",
    "version": "$.detail.version",
    "said": "$.detail.said",
    "tag": "$.detail.image-tag",
    "first": "$.resources[0]",
    "absent": "$.detail.absent",
}


@pytest.mark.parametrize(
    ("template", "sent"),
    [
        ('"<pipeline> failed"', '"web failed"'),
        ('"<pipeline> failed"\n"version <version>"', '"web failed"\n"version 3"'),
        ('{"pipeline": <pipeline>, "version": <version>}', '{"pipeline": "web", "version": 3}'),
        ('{"said": "<said>"}', '{"said": "no \\"tests\\""}'),
        ('"\\"<pipeline>\\" failed"', '"\\"web\\" failed"'),
        ('"<tag> <first>"', '"1 arn:aws:codepipeline:us-east-1:123456789012:web"'),
        ('"<absent>."', '"."'),
        ('"<aws.events.rule-name>"', '"failed"'),
    ],
)
def test_a_place_gets_a_text_within_quotes_and_json_without(template: str, sent: str) -> None:
    assert transformed({"InputPathsMap": PATHS, "InputTemplate": template}, EVENT, RULE) == sent
