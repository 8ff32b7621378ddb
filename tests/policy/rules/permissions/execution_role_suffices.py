"""execution-role-suffices: what it stops, lets through and leaves undecided."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

from tests.policy import programs
from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked, without
from tests.policy.programs import IMAGE, allow, arn, role
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.task_sized import containers

AWS = "arn:aws:iam::aws:policy"
USUAL = f"{AWS}/service-role/AmazonECSTaskExecutionRolePolicy"
SECRET, PARAMETER = arn("secretsmanager", "secret:database"), arn("ssm", "parameter/shop/key")
LOGS = ("logs:CreateLogStream", "logs:PutLogEvents")
PUBLIC = "shop.example/web:1.4.2"
PULL = (
    "ecr:GetAuthorizationToken",
    "ecr:BatchCheckLayerAvailability",
    "ecr:GetDownloadUrlForLayer",
    "ecr:BatchGetImage",
)


task = partial(programs.task, image=PUBLIC)


def public(program: Program) -> Program:
    """The same with an image that anybody may pull."""
    return tuple(
        replace(one, props={**one.props, "containerDefinitions": text.replace(IMAGE, PUBLIC)})
        if isinstance(text := one.props.get("containerDefinitions"), str)
        else one
        for one in program
    )


BLUE_GREEN, FIRST_PREVIEW = public(programs.BLUE_GREEN), public(programs.FIRST_PREVIEW)
NATIVE, NATIVE_PREVIEW, ROLLING = public(programs.NATIVE), public(programs.NATIVE_PREVIEW), public(programs.ROLLING)


def roles_policy(*policies: Any, program: Program = NATIVE) -> Program:
    """The execution role with these policies instead."""
    own = tuple(
        Declared(
            "aws:iam/rolePolicy:RolePolicy",
            f"own-{number}",
            {"role": "execution", "policy": policy},
            {"role": ["execution"]},
        )
        for number, policy in enumerate(policies)
    )
    return (*without(program, "execution-policy"), *own)


def attached(policy: Any, program: Program = NATIVE) -> Program:
    """The execution role with this policy of AWS's, or of another program, instead."""
    props = {"role": "execution", "policyArn": policy}
    one = Declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", props, {"role": ["execution"]})
    return (*without(program, "execution-policy"), one)


def reading(value: str, *policies: Any, program: Program = NATIVE) -> Program:
    """A container with one secret."""
    of = task({"containerPort": 4000}, secrets=[{"name": "KEY", "valueFrom": value}], logConfiguration=None)
    return containers(roles_policy(*policies, program=program), of)


def plain(program: Program = NATIVE, **more: Any) -> Program:
    """A container without secrets."""
    return containers(program, task({"containerPort": 4000}, secrets=None, **more))


def creating(program: Program) -> Program:
    options = {"awslogs-group": "/ecs/web", "awslogs-region": "eu-west-1", "awslogs-create-group": "true"}
    return plain(program, logConfiguration={"logDriver": "awslogs", "options": options})


def filed(*policies: Any, program: Program = NATIVE, value: str = "arn:aws:s3:::shop/web/prod.env") -> Program:
    """A container with one file of variables."""
    files = [{"type": "s3", "value": value}]
    of = task({"containerPort": 4000}, environmentFiles=files, secrets=None, logConfiguration=None)
    return containers(roles_policy(*policies, program=program), of)


def bucket_policy(bucket: str) -> Declared:
    policy = allow("s3:GetObject", on="*")
    return Declared("aws:s3/bucketPolicy:BucketPolicy", "guard", {"bucket": bucket, "policy": policy})


OBJECT, BUCKET = "arn:aws:s3:::shop/web/prod.env", "arn:aws:s3:::shop"
KEY = Declared("aws:kms/key:Key", "key", {"arn": arn("kms", "key/1"), "keyId": "1"})


def encrypted(kind: str, **props: Any) -> tuple[Declared, Declared]:
    by = "kmsKeyId" if "secret" in kind else "keyId"
    return KEY, Declared(kind, "stored", {**props, by: arn("kms", "key/1")}, {by: ["key"]})


OWN_SECRET = encrypted("aws:secretsmanager/secret:Secret", arn=SECRET, name="database")
OWN_PARAMETER = encrypted("aws:ssm/parameter:Parameter", arn=PARAMETER, name="/shop/key", type="SecureString")
READ_SECRET = allow("secretsmanager:GetSecretValue", on="*")
READ_PARAMETER = allow("ssm:GetParameters", on="*")

STOPS: dict[str, Case] = {
    "no policy": Case(without(NATIVE, "execution-policy"), on="execution", says="secretsmanager:GetSecretValue"),
    "no policy, in a first preview": Case(without(NATIVE_PREVIEW, "execution-policy"), on="execution"),
    "no policy, on hosts": Case(
        without(BLUE_GREEN, "execution-policy"), on="execution", says="secrets DATABASE_PASSWORD of container web"
    ),
    "no policy, on hosts, in a first preview": Case(without(FIRST_PREVIEW, "execution-policy"), on="execution"),
    "no policy, in a rolling service": Case(without(ROLLING, "execution-policy"), on="execution"),
    "AWS's policy, which reads no secrets": Case(
        attached(USUAL), on="execution", says="secretsmanager:GetSecretValue on"
    ),
    "secrets alone": Case(roles_policy(READ_SECRET), on="execution", says="logs:CreateLogStream, logs:PutLogEvents"),
    "all that AWS's policy allows": Case(
        plain(without(NATIVE, "execution-policy"), image=IMAGE), on="execution", says=f"Fix: attach {USUAL}. "
    ),
    "logs, without the image": Case(
        plain(roles_policy(allow(*LOGS, on="*")), image=IMAGE), on="execution", says="ecr:GetAuthorizationToken"
    ),
    **{
        f"all but {action}": Case(
            plain(roles_policy(allow(*(set(PULL + LOGS) - {action}), on="*")), image=IMAGE),
            on="execution",
            says=f"allows {action},",
        )
        for action in (*PULL, *LOGS)
    },
    "a log group that the driver makes": Case(creating(attached(USUAL)), on="execution", says="logs:CreateLogGroup"),
    "another secret": Case(
        reading(SECRET, allow("secretsmanager:GetSecretValue", on=arn("secretsmanager", "secret:other-??????"))),
        on="execution",
        says=SECRET,
    ),
    "a secret, without AWS's six characters": Case(
        reading(f"{SECRET}-AbCdEf", allow("secretsmanager:GetSecretValue", on=SECRET)), on="execution", says="AbCdEf"
    ),
    "a parameter": Case(
        reading(PARAMETER, allow("ssm:GetParameter", on="*")), on="execution", says="ssm:GetParameters"
    ),
    "another parameter": Case(
        reading(PARAMETER, allow("ssm:GetParameters", on=arn("ssm", "parameter/other/*"))), on="execution"
    ),
    "a parameter by its name": Case(
        reading("/shop/key", allow("ssm:GetParameters", on=arn("ssm", "parameter/other/*"))),
        on="execution",
        says="allow ssm:GetParameters in a policy of the role",
    ),
    "a secret in an option of the log driver": Case(
        plain(
            roles_policy(allow("ssm:GetParameters", on="*")),
            logConfiguration={"logDriver": "splunk", "secretOptions": [{"name": "splunk-token", "valueFrom": SECRET}]},
        ),
        on="execution",
        says="splunk-token",
    ),
    "the login of a registry": Case(
        plain(roles_policy(allow(*LOGS, on="*")), repositoryCredentials={"credentialsParameter": SECRET}),
        on="execution",
        says="repositoryCredentials",
    ),
    "the key of a secret": Case((*reading(SECRET, READ_SECRET), *OWN_SECRET), on="execution", says="kms:Decrypt"),
    "the key of a parameter": Case(
        (*reading(PARAMETER, READ_PARAMETER), *OWN_PARAMETER), on="execution", says="kms:Decrypt"
    ),
    "the key of a parameter by its name": Case(
        (*reading("/shop/key", READ_PARAMETER), *OWN_PARAMETER), on="execution", says="kms:Decrypt"
    ),
    "a file of variables": Case(
        filed(),
        on="execution",
        says="s3:GetObject, s3:GetBucketLocation, which tasks needs for the environmentFiles of",
    ),
    "a file of variables, on hosts, in a first preview": Case(filed(program=FIRST_PREVIEW), on="execution"),
    "a file of variables in another folder": Case(
        filed(allow("s3:GetObject", on=f"{BUCKET}/api/*"), allow("s3:GetBucketLocation", on=BUCKET)),
        on="execution",
        says=f"allow s3:GetObject on {OBJECT} in a policy",
    ),
    "a file of variables, without its bucket": Case(
        filed(allow("s3:*", on=f"{BUCKET}/*")), on="execution", says=f"allow s3:GetBucketLocation on {BUCKET} in"
    ),
    "a file of variables, with the policy of another bucket": Case(
        (*filed(), bucket_policy("logs")), on="execution", says="s3:GetObject"
    ),
    "a denial alone": Case(
        reading(SECRET, allow("secretsmanager:GetSecretValue", on="*").replace("Allow", "Deny")), on="execution"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "what it needs": NATIVE,
    "what it needs, in a first preview": NATIVE_PREVIEW,
    "what it needs, on hosts": BLUE_GREEN,
    "a file of variables and its bucket": filed(
        allow("s3:GetObject", on=OBJECT), allow("s3:GetBucketLocation", on=BUCKET)
    ),
    "a file of variables by patterns": filed(allow("s3:Get*", on=[BUCKET, f"{BUCKET}/*"])),
    "a file of variables, with a policy of AWS": containers(
        attached(f"{AWS}/AmazonS3ReadOnlyAccess"),
        task(
            {"containerPort": 4000},
            environmentFiles=[{"type": "s3", "value": OBJECT}],
            secrets=None,
            logConfiguration=None,
        ),
    ),
    "a file of variables, whose bucket has a policy": (*filed(), bucket_policy("shop")),
    "a file of variables, with a policy of a bucket that is not known": (*filed(), bucket_policy(UNKNOWN)),
    "a file of variables that is no object": filed(value="web.env"),
    "AWS's policy, without secrets": plain(attached(USUAL), image=IMAGE),
    "an administrator": attached(f"{AWS}/AdministratorAccess"),
    "the usual policy and one of AWS's for secrets": (
        *attached(USUAL),
        Declared(
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            "second",
            {"role": "execution", "policyArn": f"{AWS}/SecretsManagerReadWrite"},
            {"role": ["execution"]},
        ),
    ),
    "AWS's policy as the role has it": change(
        plain(without(NATIVE, "execution-policy"), image=IMAGE), "execution", "managedPolicyArns", to=[USUAL]
    ),
    "no policy, for a public image and no log": plain(without(NATIVE, "execution-policy"), logConfiguration=None),
    "no policy, for an image and a log on hosts": plain(without(BLUE_GREEN, "execution-policy"), image=IMAGE),
    "a policy that allows more": roles_policy(allow("logs:*", "secretsmanager:Get*", on="*")),
    "two statements": roles_policy(
        {"Statement": [one for text in (allow(*LOGS, on="*"), READ_SECRET) for one in json.loads(text)["Statement"]]}
    ),
    "a secret by a pattern": reading(SECRET, allow("secretsmanager:GetSecretValue", on=f"{SECRET}-??????")),
    "a secret with its six characters, by a pattern": reading(
        f"{SECRET}-AbCdEf", allow("secretsmanager:GetSecretValue", on=f"{SECRET}-*")
    ),
    "one key of a secret": reading(
        f"{SECRET}-AbCdEf:password::", allow("secretsmanager:GetSecretValue", on=f"{SECRET}-AbCdEf")
    ),
    "a secret that is not known yet, in the policy": reading(
        SECRET, {"Statement": [{"Effect": "Allow", "Action": "secretsmanager:*", "Resource": UNKNOWN}]}
    ),
    "parameters below a path": reading(PARAMETER, allow("ssm:GetParameters", on=arn("ssm", "parameter/shop/*"))),
    "a parameter by its name, and all parameters": reading("/shop/key", READ_PARAMETER),
    "a parameter by its name, and those below its path": reading(
        "/shop/key", allow("ssm:GetParameters", on=arn("ssm", "parameter/shop/*"))
    ),
    "the key, too": (
        *reading(SECRET, READ_SECRET, allow("kms:Decrypt", on=arn("kms", "key/1"))),
        *OWN_SECRET,
    ),
    "a key with a policy of its own": change((*reading(SECRET, READ_SECRET), *OWN_SECRET), "key", "policy", to="{}"),
    "a key with grants": (
        *reading(SECRET, READ_SECRET),
        *OWN_SECRET,
        Declared("aws:kms/grant:Grant", "grant", {"keyId": "1"}),
    ),
    "a secret that says itself who may read it": (
        *reading(SECRET),
        Declared("aws:secretsmanager/secretPolicy:SecretPolicy", "reader", {"secretArn": SECRET}),
    ),
    "a secret of no origin, which AWS refuses": reading(""),
    "a role of another program": change(NATIVE, "tasks", "executionRoleArn", to=role("elsewhere")),
    "no execution role, which is another rule's": change(NATIVE, "tasks", "executionRoleArn", to=None),
    "an unknown role of unknown origin": unlinked(NATIVE_PREVIEW, "tasks"),
    "unknown containers, and AWS's policy": change(attached(USUAL), "tasks", "containerDefinitions", to=UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "a policy that is not known": Case(roles_policy(UNKNOWN), on="execution", says="not all of them can be read"),
    "a policy of another program": Case(attached("arn:aws:iam::123456789012:policy/own"), on="execution"),
    "a policy of AWS's that the rule does not list": Case(attached(f"{AWS}/AmazonECS_FullAccess"), on="execution"),
    "a policy that may be of any role": Case(
        tuple(
            replace(one, props={**one.props, "role": UNKNOWN, "policy": UNKNOWN}, edges={})
            if one.name == "own-0"
            else one
            for one in roles_policy(READ_SECRET)
        ),
        on="execution",
    ),
    "unknown containers, and no policy": Case(
        change(without(NATIVE, "execution-policy"), "tasks", "containerDefinitions", to=UNKNOWN), on="execution"
    ),
}
