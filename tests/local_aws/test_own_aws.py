"""No variable leads the calls of a build, a function or `./local` to another AWS."""

from local_aws import own_aws


def test_what_would_lead_elsewhere_is_left_out_and_the_rest_stays() -> None:
    given = {
        "COLOUR": "blue",
        "AWS_ENDPOINT_URL": "https://elsewhere",
        "AWS_ENDPOINT_URL_ECR": "https://elsewhere",
        "AWS_ACCESS_KEY_ID": "AKIAREAL",
        "AWS_CONFIG_FILE": "/home/me/.aws/config",
        "AWS_REGION": "eu-west-1",
    }
    ignoring = {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}
    found = own_aws.environment(given | ignoring, "http://127.0.0.1:4566", "us-east-1")
    assert found["COLOUR"] == "blue"
    assert not [name for name, value in found.items() if value in set(given.values()) - {"blue"}]
    assert found["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] == "false"
    assert {found["AWS_ENDPOINT_URL"], found["AWS_REGION"]} == {"http://127.0.0.1:4566", "us-east-1"}
