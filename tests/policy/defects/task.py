"""Defects of tasks."""

import json

from policy.reading import ROLE, SERVICE, TASK_DEFINITION
from tests.policy.defects.defect import ANY, Broken, defect
from tests.policy.defects.draft import ENTRY, Draft


@defect("hosts")
def host_port_zero(draft: Draft) -> Broken:
    return draft.container("portMappings", 0, "hostPort", to=draft.number(1, 65535))


@defect("fargate", "native")
def host_port_allowed(draft: Draft) -> Broken:
    return draft.container("portMappings", 0, "hostPort", to=draft.number(1, 65535, but=draft.port))


@defect(*ANY)
def task_sized(draft: Draft) -> Broken:
    task = draft.one(TASK_DEFINITION)
    match draft.pick("memory", "cpu", "too small", "dispensable", "reserved", "no size", "many", "too large"):
        case "many":
            containers = json.loads(draft.get(task, "containerDefinitions"))
            more = [{"name": f"sidecar-{number}", "image": "web:1"} for number in range(draft.number(10, 20))]
            return draft.put(task, "containerDefinitions", to=json.dumps([*containers, *more]))
        case "too large":
            return draft.container("memory", to=int(draft.get(task, "memory")) + draft.number(1, 4096))
        case "reserved":
            memory = draft.number(6, 4096)
            draft.container("memory", to=memory)
            return draft.container("memoryReservation", to=memory + draft.number(1, 4096))
        case "above":
            return draft.container("memory", to=int(draft.get(task, "memory")) + draft.number(1, 10_000))
        case "no size":
            return draft.put(task, draft.pick("cpu", "memory"), to=draft.text("[0-9]{1,4} ?(MiB|units)|much"))
        case "too small":
            return draft.container("cpu", to=int(draft.get(task, "cpu")) + draft.number(1, 10_000))
        case "dispensable":
            return draft.container("essential", to=False)
        case size:
            draft.container(size, to=None)
            return draft.drop(task, size)


@defect(*ANY)
def container_names_differ(draft: Draft) -> Broken:
    task = draft.one(TASK_DEFINITION)
    containers = json.loads(draft.get(task, "containerDefinitions"))
    return draft.put(task, "containerDefinitions", to=json.dumps([*containers, draft.pick(*containers)]))


@defect(*ANY)
def container_secrets_differ(draft: Draft) -> Broken:
    name = draft.text("[A-Z]{1,9}_[A-Z0-9]{1,9}")
    secret = {"name": name, "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:parameter/other"}
    if draft.pick(True, False):
        return draft.container("secrets", to=[secret, secret])
    draft.container("secrets", to=[secret])
    return draft.container("environment", to=[{"name": name, "value": ""}])


@defect(*ANY)
def task_roles_separate(draft: Draft) -> Broken:
    task = draft.one(TASK_DEFINITION)
    roles = {"executionRoleArn": draft.one(ROLE, "task", "task-role"), "taskRoleArn": draft.one(ROLE, "execution")}
    prop = draft.pick(*roles)
    harmless = prop == "taskRoleArn" and draft.get(task, "requiresCompatibilities") == ["FARGATE"]
    if harmless or draft.pick(True, False):
        return draft.refer(task, prop, to=roles[prop])
    return draft.drop(task, prop)


@defect(*ANY)
def task_isolated(draft: Draft) -> Broken:
    prop = draft.pick("pidMode", "ipcMode", "privileged")
    if prop == "privileged":
        return draft.container(prop, to=draft.pick(True, "true"))
    return draft.put(draft.one(TASK_DEFINITION), prop, to="host")


@defect("native")
def container_hardened(draft: Draft) -> Broken:
    prop = draft.pick("user", "readonlyRootFilesystem")
    return draft.container(prop, to=draft.pick(None, False) if prop != "user" else draft.pick(None, "root", "0:0", "0"))


@defect(*ANY)
def container_logs_kept(draft: Draft) -> Broken:
    if draft.pick(True, False):
        return draft.container("firelensConfiguration", to={"type": draft.pick("fluentbit", "fluentd")})
    path = draft.pick((), ("options", "awslogs-group"), ("options", "awslogs-region"), ("logDriver",))
    return draft.container("logConfiguration", *path, to=None)


@defect(*ANY)
def image_pinned(draft: Draft) -> Broken:
    name = draft.pick("nginx", "team/web", "registry.example:5000/team/web", "public.ecr.aws/nginx/nginx")
    return draft.container("image", to=name + draft.pick("", ":latest", "@sha256:abc", ":1@md5:0123"))


@defect(*ANY)
def no_plaintext_secrets(draft: Draft) -> Broken:
    named = (
        draft.text(r"(DB_|API_|[A-Z]{1,5}_)(PASSWORD|TOKEN|SECRET|API_KEY)(_OLD|_2)?"),
        draft.text(r"[a-z][A-Z!]{9,20}"),
    )
    shaped = "MODE", draft.text(r"AKIA[A-Z2-7]{16}")
    name, draft.hidden = draft.pick(named, shaped)
    return draft.container("environment", to=[{"name": "LOG", "value": "info"}, {"name": name, "value": draft.hidden}])


@defect(*ANY)
def container_dependencies_met(draft: Draft) -> Broken:
    own = str(draft.get(draft.one(SERVICE), *ENTRY, "containerName"))
    on = draft.pick("sidecar", own)
    condition = draft.pick("START", "HEALTHY", "COMPLETE", "SUCCESS")
    return draft.container("dependsOn", to=[{"containerName": on, "condition": condition}])


@defect(*ANY)
def container_ports_differ(draft: Draft) -> Broken:
    awsvpc = draft.get(draft.one(TASK_DEFINITION), "networkMode") == "awsvpc"
    port = draft.number(1, 65535)
    mapping = {"containerPort": port} if awsvpc else {"containerPort": port, "hostPort": draft.number(1, 65535)}
    return draft.container("portMappings", to=[mapping, mapping])


@defect("fargate", "native")
def fargate_runs_task(draft: Draft) -> Broken:
    task = draft.one(TASK_DEFINITION)
    match draft.pick("mode", "constraints", "stop", "storage", "parameter"):
        case "mode":
            return draft.put(task, "networkMode", to=draft.pick("bridge", "host", "none"))
        case "constraints":
            return draft.put(task, "placementConstraints", to=[{"type": "distinctInstance"}])
        case "storage":
            size = draft.pick(draft.number(1, 20), draft.number(201, 1000))
            return draft.put(task, "ephemeralStorage", to={"sizeInGib": size})
        case "stop":
            return draft.container("stopTimeout", to=draft.number(121, 3600))
        case _:
            return draft.container(draft.pick("links", "dnsServers", "extraHosts"), to=["other"])


@defect(*ANY)
def log_group_made(draft: Draft) -> Broken:
    group = draft.text(r"/[a-z]{3}/other")
    return draft.container("logConfiguration", "options", "awslogs-group", to=group)


@defect(*ANY)
def volumes_declared(draft: Draft) -> Broken:
    if draft.pick(True, False):
        return draft.container("volumesFrom", to=[{"sourceContainer": draft.text("[a-z]{3}-other")}])
    mount = {"sourceVolume": draft.text("[a-z]{1,9}"), "containerPath": "/data"}
    return draft.container("mountPoints", to=[mount])


@defect(*ANY)
def efs_volume_valid(draft: Draft) -> Broken:
    access_point = {"accessPointId": "fsap-0123456789abcdef0"}
    wrong = draft.pick(
        {"authorizationConfig": {"iam": "ENABLED"}},
        {"authorizationConfig": access_point, "transitEncryption": "DISABLED"},
        {"authorizationConfig": access_point, "rootDirectory": "/data", "transitEncryption": "ENABLED"},
        {"transitEncryptionPort": draft.number(1, 65535)},
    )
    volume = {"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-0123456789abcdef0", **wrong}}
    return draft.put(draft.one(TASK_DEFINITION), "volumes", to=[volume])


@defect(*ANY)
def container_settings_valid(draft: Draft) -> Broken:
    file = {"type": "s3", "value": "arn:aws:s3:::bucket-1/web.env"}
    match draft.pick("limit", "URL", "files"):
        case "limit":
            hard = draft.number(0, 4096)
            limit = {"name": "nofile", "softLimit": hard + draft.number(1, 4096), "hardLimit": hard}
            return draft.container("ulimits", to=[limit])
        case "URL":
            return draft.container("environmentFiles", to=[file, file | {"value": "s3://bucket-1/web.env"}])
        case _:
            return draft.container("environmentFiles", to=[file] * draft.number(11, 20))
