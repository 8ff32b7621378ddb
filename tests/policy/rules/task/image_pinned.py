"""image-pinned: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from policy.reading import DEPLOYMENT_GROUP, SERVICE
from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find, unknown, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, task
from tests.policy.rules.pipeline.pipeline_deploys_blue_green import PIPELINE
from tests.policy.rules.rule_case import Case, Pass

DIGEST = "@sha256:" + "0123456789abcdef" * 4
ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
FROM_ECR = {"allowedRegistries": [ECR, "docker.io/library", "public.ecr.aws/"]}
BY_DIGEST = {"digest": True}


def pulling(image: object, program: Program = BLUE_GREEN) -> Program:
    return change(program, "tasks", "containerDefinitions", to=task({"containerPort": 4000}, image=image))


def in_component(program: Program, **container: Any) -> Program:
    """The task definition in a component whose own inputs have its containers as plain values."""
    component = Declared("shop:index:Task", "component", {"containerDefinitions": [{"name": "web", **container}]})
    inside = change(program, "tasks", "containerDefinitions", to=UNKNOWN)
    return (component, *(replace(one, parent="component") if one.name == "tasks" else one for one in inside))


def watched(program: Program) -> Program:
    """Its service with a circuit breaker."""
    return change(program, "service", "deploymentCircuitBreaker", to={"enable": True, "rollback": True})


STOPS: dict[str, Case] = {
    "latest": Case(pulling("shop.example/web:latest"), on="tasks", says="shop.example/web:latest has the tag latest"),
    "latest, in a first preview": Case(pulling("shop.example/web:latest", FIRST_PREVIEW), on="tasks"),
    "latest behind a registry without a port": Case(pulling("shop.example/team/web:latest"), on="tasks"),
    "latest, of a rolling service with a circuit breaker": Case(
        watched(pulling("shop.example/web:latest", ROLLING)), on="tasks"
    ),
    "latest, of a rolling service with alarms": Case(
        change(pulling("nginx", ROLLING), "service", "alarms", to={"enable": True, "alarmNames": ["errors"]}),
        on="tasks",
    ),
    "latest, of a rolling service that may have a circuit breaker": Case(
        unknown(pulling("nginx", ROLLING), "service", "deploymentCircuitBreaker", of="group"), on="tasks"
    ),
    "latest, of a rolling service that nobody releases": Case(pulling("nginx", ROLLING), on="tasks", advised=True),
    "latest, of a rolling service whose circuit breaker is off": Case(
        change(pulling("nginx", ROLLING), "service", "deploymentCircuitBreaker", to={"enable": False}),
        on="tasks",
        advised=True,
    ),
    "latest, of a task by itself": Case(without(pulling("nginx", ROLLING), "service"), on="tasks", advised=True),
    "latest, of a task by itself beside a release": Case(
        (
            *pulling("nginx", ROLLING),
            Declared(SERVICE, "native", {**find(NATIVE, "service").props, "taskDefinition": "other"}),
        ),
        on="tasks",
        advised=True,
    ),
    "latest, where another program has the service of a deployment group": Case(
        (
            *without(pulling("nginx", ROLLING), "service"),
            Declared(DEPLOYMENT_GROUP, "release", find(BLUE_GREEN, "release").props),
        ),
        on="tasks",
    ),
    "latest, where a pipeline releases": Case((*pulling("nginx", ROLLING), *PIPELINE), on="tasks"),
    "no tag": Case(pulling("nginx"), on="tasks", says="means latest"),
    "no tag, behind a registry with a port": Case(pulling("localhost:5000/web"), on="tasks", says="means latest"),
    "no image": Case(pulling(None), on="tasks", says="the image has no tag"),
    "half a digest": Case(pulling("shop.example/web@sha256:0123"), on="tasks", says="64"),
    "more than a digest": Case(pulling(f"shop.example/web{DIGEST}0"), on="tasks", says="64"),
    "a digest of another kind": Case(pulling(f"shop.example/web{DIGEST.replace('256', '512')}"), on="tasks"),
    "a registry on this host that is not allowed": Case(
        pulling("localhost/shop/web:1"),
        on="tasks",
        says="localhost/shop/web:1 comes",
        options={"allowedRegistries": ["docker.io"]},
    ),
    "a registry with a port that is not allowed": Case(
        pulling("registry:5000/web:1"), on="tasks", says="not allowed", options={"allowedRegistries": ["docker.io"]}
    ),
    "latest in a sidecar": Case(
        change(
            BLUE_GREEN,
            "tasks",
            "containerDefinitions",
            to=task()[:-1] + "," + task(name="agent", image="amazon/cloudwatch-agent:latest")[1:],
        ),
        on="tasks",
        says="agent",
    ),
    "latest, which only the component knows": Case(in_component(FIRST_PREVIEW, image="nginx:latest"), on="tasks"),
    "a tag where a digest is wanted": Case(
        pulling("shop.example/web:1.4.2"), on="tasks", says="imagetools", options=BY_DIGEST
    ),
    "a registry that is not allowed": Case(
        pulling("shop.example/web:1.4.2"), on="tasks", says=f"allowed registry: {ECR}", options=FROM_ECR
    ),
    "a repository of Docker Hub that is not allowed": Case(
        pulling(f"shop/web{DIGEST}"), on="tasks", says="not allowed", options=FROM_ECR
    ),
    "a registry whose name begins like one that is allowed": Case(
        pulling(f"{ECR}.example/web:1"), on="tasks", says="not allowed", options=FROM_ECR
    ),
    "latest from a registry that is not allowed": Case(
        pulling("shop.example/web"), on="tasks", options=FROM_ECR, count=2
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a version": BLUE_GREEN,
    "a version, in a first preview": FIRST_PREVIEW,
    "a commit": pulling(f"{ECR}/shop/web:4b56db8"),
    "a digest": pulling(f"{ECR}/shop/web{DIGEST}"),
    "a digest beside latest": pulling(f"{ECR}/shop/web:latest{DIGEST}"),
    "a version behind a registry with a port": pulling("registry.local:5000/web:1"),
    "a version of which latest is a part": pulling("shop.example/latest:1-latest"),
    "the placeholder of CodePipeline": pulling("<IMAGE1_NAME>"),
    "a placeholder for the tag, where a digest is wanted": Pass(pulling(f"{ECR}/shop/web:<TAG>"), BY_DIGEST),
    "a placeholder where a digest is wanted": Pass(pulling("<IMAGE1_NAME>"), {**BY_DIGEST, **FROM_ECR}),
    "a digest where one is wanted": Pass(pulling(f"shop.example/web{DIGEST}"), BY_DIGEST),
    "a registry that is allowed": Pass(pulling(f"{ECR}/shop/web:1"), FROM_ECR),
    "an official image of Docker Hub": Pass(pulling("nginx:1.27"), FROM_ECR),
    "a registry that was given with a slash": Pass(pulling("public.ecr.aws/nginx/nginx:1.27"), FROM_ECR),
}

UNDECIDED: dict[str, Case] = {
    "containers with an image of a repository that does not exist yet": Case(
        change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"
    ),
    "an image that not even the component knows": Case(
        in_component(FIRST_PREVIEW, image=UNKNOWN), on="tasks", says="the image is not known"
    ),
}
