"""no-plaintext-secrets: what it stops, lets through and leaves undecided.

The credentials below open nothing: AWS's own example key, and texts of the right shape put together here.
"""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, secret, unknown, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, ROLLING, arn, task
from tests.policy.rules.rule_case import Case, Pass


def given(name: str, value: Any, program: Program = BLUE_GREEN) -> Program:
    """The program with one variable more in its container."""
    environment = [{"name": "LOG_LEVEL", "value": "info"}, {"name": name, "value": value}]
    definitions = task({"containerPort": 4000}, environment=environment)
    return change(program, "tasks", "containerDefinitions", to=definitions)


def logging(**options: str) -> Program:
    configuration = {"logDriver": "awsfirelens", "options": options}
    definitions = task({"containerPort": 4000}, logConfiguration=configuration)
    return change(BLUE_GREEN, "tasks", "containerDefinitions", to=definitions)


def building(name: str, value: str, **kind: str) -> Program:
    """A CodeBuild project with one variable, which a pipeline for ECS runs."""
    environment = {
        "computeType": "BUILD_GENERAL1_SMALL",
        "image": "aws/codebuild/amazonlinux-x86_64-standard:5.0",
        "type": "LINUX_CONTAINER",
        "environmentVariables": [{"name": name, "value": value, **kind}],
    }
    actions = [
        {"category": "Build", "provider": "CodeBuild", "configuration": {"ProjectName": "web"}},
        {"category": "Deploy", "provider": "ECS", "configuration": {"ClusterName": "shop", "ServiceName": "web"}},
    ]
    return (
        Declared("aws:codebuild/project:Project", "build", {"name": "web", "environment": environment}),
        Declared("aws:codepipeline/pipeline:Pipeline", "delivery", {"stages": [{"actions": actions}]}),
    )


PROJECT_NAME = ("stages", 0, "actions", 0, "configuration", "ProjectName")
AWS_KEY = "AKIA" + "IOSFODNN7EXAMPLE"
SHAPES = {
    "an AWS access key": AWS_KEY,
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
    "a GitHub token": "ghp" + "_" + "0aA1bB2cC3" * 4,
    "a Slack token": "xoxb" + "-123456789012-abcdefABCDEF",
    "a Slack webhook": "https://hooks.slack.com" + "/services/T0000/B0000/abcdef",
    "a JSON web token": "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0In0" + ".c2lnbmF0dXJlLi4u",
    "a URL with a password": "postgres://web:correct-horse@db.internal:5432/shop",
    "a connection string with a password": "Server=db.internal;User Id=web;Password=correct-horse;",
}
NAMES = (
    "DATABASE_PASSWORD",
    "DB_PASS",
    "MYSQL_PWD",
    "db_password",
    "dbPassword",
    "spring.datasource.password",
    "CLIENT_SECRET",
    "GITHUB_TOKEN",
    "API_KEY",
    "DD_APIKEY",
    "AWS_SECRET_ACCESS_KEY",
    "SECRET_KEY_BASE",
    "PRIVATE_KEY",
    "NEW_RELIC_LICENSE_KEY",
    "API_KEY_2",
    "TOKEN",
)

STOPS: dict[str, Case] = {
    **{f"{name} with a literal": Case(given(name, "correct-horse"), on="tasks", says=name) for name in NAMES},
    **{f"{kind}, whatever its name": Case(given("SETTING", SHAPES[kind]), on="tasks", says=kind) for kind in SHAPES},
    "in a first preview": Case(given("DB_PASSWORD", "correct-horse", FIRST_PREVIEW), on="tasks", says="DB_PASSWORD"),
    "of a rolling service": Case(given("DB_PASSWORD", "correct-horse", ROLLING), on="tasks"),
    "a password that looks like a sentence": Case(given("DB_PASSWORD", "oh no D:"), on="tasks"),
    "a password with a dollar in it": Case(given("DB_PASSWORD", "$ecret-horse"), on="tasks"),
    "an access key in the middle of a text": Case(given("NOTE", f"key={AWS_KEY};"), on="tasks", says="AWS access key"),
    "a password in a URL beside a host from elsewhere": Case(
        given("DATABASE_URL", "postgres://web:correct-horse@${DB_HOST}/shop"), on="tasks", says="DATABASE_URL"
    ),
    "a password in the query of a URL": Case(
        given("JDBC_URL", "jdbc:postgresql://db/shop?user=web&password=correct-horse"), on="tasks", says="JDBC_URL"
    ),
    "a password in libpq's form": Case(given("DSN", "host=db user=web password=correct-horse"), on="tasks", says="DSN"),
    "a config value that Pulumi keeps as a secret": Case(
        change(
            BLUE_GREEN,
            "tasks",
            "containerDefinitions",
            to=secret(task(environment=[{"name": "DB_PASSWORD", "value": "correct-horse"}])),
        ),
        on="tasks",
        says="DB_PASSWORD",
    ),
    "two variables": Case(
        change(
            BLUE_GREEN,
            "tasks",
            "containerDefinitions",
            to=task(environment=[{"name": name, "value": "correct-horse"} for name in ("API_KEY", "API_TOKEN")]),
        ),
        on="tasks",
        count=2,
    ),
    "in a sidecar": Case(
        change(
            BLUE_GREEN,
            "tasks",
            "containerDefinitions",
            to=task()[:-1] + "," + task(name="agent", environment=[{"name": "DD_API_KEY", "value": "0aA1bB2c"}])[1:],
        ),
        on="tasks",
        says='"agent"',
    ),
    "in the environment": Case(given("API_KEY", "0aA1bB2c"), on="tasks", says="name it in the container's secrets"),
    "an API key in the options of a log driver": Case(
        logging(Name="datadog", apikey="0aA1bB2cC3dD"), on="tasks", says="secretOptions"
    ),
    "a token in the options of Splunk": Case(logging(**{"splunk-token": "0aA1bB2c-dD3e"}), on="tasks"),
    "a variable of a build": Case(
        building("NPM_TOKEN", "0aA1bB2cC3dD", type="PLAINTEXT"), on="build", says="SECRETS_MANAGER"
    ),
    "a variable of a build, which others read": Case(
        building("NPM_TOKEN", "0aA1bB2cC3dD"), on="build", says='environmentVariables["NPM_TOKEN"]: '
    ),
    "a credential without a name": Case(
        change(BLUE_GREEN, "tasks", "containerDefinitions", to=task(environment=[{"value": SHAPES["a GitHub token"]}])),
        on="tasks",
        says="a GitHub token",
    ),
    "a variable of a build without a type, which is plain text": Case(
        building("NPM_TOKEN", "0aA1bB2cC3dD"), on="build", says="NPM_TOKEN"
    ),
    "an access key in a build": Case(building("KEY", AWS_KEY), on="build", says="AWS access key"),
    "a token in a build, and who reads it": Case(
        building("NPM_TOKEN", "0aA1bB2cC3dD"), on="build", says="everybody who may look at the project"
    ),
    "a variable of a build that a pipeline runs by a name that is not known yet": Case(
        unknown(building("NPM_TOKEN", "0aA1bB2cC3dD"), "delivery", *PROJECT_NAME, of="build"), on="build"
    ),
    "a variable of a build that no pipeline runs": Case(
        without(building("NPM_TOKEN", "0aA1bB2cC3dD"), "delivery"), on="build", advised=True
    ),
    "a variable of a build for servers": Case(
        change(
            building("NPM_TOKEN", "0aA1bB2cC3dD"), "delivery", "stages", 0, "actions", 1, "provider", to="CodeDeploy"
        ),
        on="build",
        advised=True,
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a secret that is referred to": BLUE_GREEN,
    "a secret that is referred to, in a first preview": FIRST_PREVIEW,
    **{
        f"{name}, which says something about a secret": given(name, "correct-horse")
        for name in (
            "TOKEN_URL",
            "SECRET_ARN",
            "SECRET_NAME",
            "PASSWORD_FILE",
            "PASSWORD_MIN_LENGTH",
            "TOKEN_TTL",
            "AWS_ACCESS_KEY_ID",
            "API_KEY_HEADER",
            "MAX_TOKENS",
            "PUBLIC_KEY",
            "PARTITION_KEY",
            "PWD",
            "COMPASS",
            "SECRETARY",
        )
    },
    **{
        f"SESSION_TOKEN={value!r}": given("SESSION_TOKEN", value)
        for value in (
            "",
            "true",
            "Yes",
            "none",
            "4096",
            "***",
            "$SESSION_TOKEN",
            "${SESSION_TOKEN}",
            "prefix-${SESSION_TOKEN}",
            "$(SESSION_TOKEN)",
            "#{Source.TOKEN}",
            "{{resolve:secretsmanager:session}}",
            "<SESSION_TOKEN>",
            "%SESSION_TOKEN%",
            arn("secretsmanager", "secret:session"),
            "https://login.example/token",
            "ssm:/shop/session",
            "/shop/session",
            "shop/prod/session",
            "/run/secrets/session",
            "./session.pem",
        )
    },
    "a switch": given("USE_TOKEN", "true"),
    "a switch of an image": given("ALLOW_EMPTY_PASSWORD", "yes"),
    "a key that a page publishes": given("NEXT_PUBLIC_API_KEY", "0aA1bB2cC3dD"),
    "a token that a page publishes": given("NEXT_PUBLIC_ANON_KEY", SHAPES["a JSON web token"]),
    "a URL with a user": given("DATABASE_URL", "postgres://web@db.internal:5432/shop"),
    "a URL with a port and an address in its query": given("URL", "https://shop.example:8443/?from=shop@shop.example"),
    "a list of URLs": given("BROKERS", "http://one:9092,http://two:9092"),
    "a URL whose password is put in later": given("DATABASE_URL", "postgres://${DB_USER}:${DB_PASSWORD}@db/shop"),
    "a connection string whose password is put in later": given("DSN", "Server=db;Password={password};"),
    "a digest": given("COMMIT", "4b56db8bb345b1084b56db8bb345b108deadbeef"),
    "a number": given("API_KEY", 5),
    "an option that is not a secret": logging(Name="cloudwatch", region="eu-west-1", auto_create_group="true"),
    "a variable of a build that is a parameter": building("NPM_TOKEN", "npm-token", type="PARAMETER_STORE"),
    "a variable of a build that is a secret": building("NPM_TOKEN", "npm:token", type="SECRETS_MANAGER"),
    "a variable of a build that is not a secret": building(
        "REPOSITORY_URI", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web"
    ),
    "a variable of a build that another resource gives": building("REPOSITORY_URI", UNKNOWN),
    "an unknown token of a build that no pipeline runs": without(building("NPM_TOKEN", UNKNOWN), "delivery"),
    "a variable of a build of unknown type, of another name": building("REPOSITORY_URI", "shop", type=UNKNOWN),
    "a project without variables": (
        Declared("aws:codebuild/project:Project", "build", {"environment": {"type": "LINUX_CONTAINER"}}),
    ),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
    "a token of a build that another resource gives": Case(
        building("NPM_TOKEN", UNKNOWN), on="build", says="NPM_TOKEN"
    ),
    "a token of a build of unknown type": Case(building("NPM_TOKEN", "npm-token", type=UNKNOWN), on="build"),
    "an unknown variable of a build": Case(
        change(building("NPM_TOKEN", "x"), "build", "environment", "environmentVariables", to=[UNKNOWN]), on="build"
    ),
    "a variable of a build of unknown name": Case(building(UNKNOWN, "correct-horse"), on="build", says="not known"),
    "unknown variables of a build": Case(
        change(building("NPM_TOKEN", "x"), "build", "environment", "environmentVariables", to=UNKNOWN), on="build"
    ),
    "an unknown environment of a build": Case(
        change(building("NPM_TOKEN", "x"), "build", "environment", to=UNKNOWN), on="build"
    ),
}
