"""Defects of services."""

from model.capacity import most_held
from model.hosts import Requirements
from model.instance_types import instance_types
from model.session_manager import SESSION_ACTIONS
from policy.reading import (
    AUTO_SCALING_GROUP,
    CAPACITY_PROVIDER,
    CLUSTER,
    EGRESS_RULE,
    INGRESS_RULE,
    LAUNCH_TEMPLATE,
    ROLE,
    ROLE_POLICY_ATTACHMENT,
    SECURITY_GROUP,
    SERVICE,
    SUBNET,
    TARGET_GROUP,
    TASK_DEFINITION,
    VPC_ENDPOINT,
)
from policy.views.ways_out import ROUTE
from tests.policy.defects.defect import ANY, OURS, Broken, defect
from tests.policy.defects.draft import ENTRY, Draft
from tests.policy.programs import allow
from verdict.recording import Recorded


@defect(*ANY)
def matching_target_ports(draft: Draft) -> Broken:
    port = draft.number(1, 65535, but=draft.port)
    match draft.pick("group", "port", "container"):
        case "group":
            return draft.put(draft.one(TARGET_GROUP, draft.pick("blue", "green")), "port", to=port)
        case "port":
            return draft.put(draft.one(SERVICE), *ENTRY, "containerPort", to=port)
        case _:
            return draft.put(draft.one(SERVICE), *ENTRY, "containerName", to="sidecar")


@defect(*ANY)
def exec_possible(draft: Draft) -> Broken:
    service = draft.put(draft.one(SERVICE), "enableExecuteCommand", to=draft.pick(True, "true"))
    task_definition = draft.one(TASK_DEFINITION)
    match draft.pick("no role", "empty", "no permission"):
        case "no role":
            draft.drop(task_definition, "taskRoleArn")
        case "empty":
            draft.put(task_definition, "taskRoleArn", to="")
        case _:
            role = draft.one(ROLE, "task-role", "-task")
            actions = [one for one in SESSION_ACTIONS if draft.pick(True, False)][:3]
            document = allow("s3:GetObject", *actions, on="*")
            draft.put(role, "inlinePolicies", to=[{"name": "some", "policy": document}])
    return service


@defect(*OURS)
def service_ignores_releases(draft: Draft) -> Broken:
    return draft.ignore(
        draft.one(SERVICE),
        *draft.pick(
            (),
            ("taskDefinition",),
            ("loadBalancers", "tags"),
            ("taskDefinition", "loadBalancers[0].containerPort"),
            ("taskDefinition", "load_balancers[0].target_group_arn"),
        ),
    )


@defect(*ANY)
def service_ignores_scaling(draft: Draft) -> Broken:
    service, cluster = draft.one(SERVICE), draft.one(CLUSTER)
    props = {
        "serviceNamespace": "ecs",
        "scalableDimension": "ecs:service:DesiredCount",
        "resourceId": f"service/{draft.get(cluster, 'name')}/{draft.get(service, 'name')}",
        "minCapacity": draft.number(2, 5),
        "maxCapacity": draft.number(6, 50),
    }
    draft.add("aws:appautoscaling/target:Target", "scaling", props, resourceId=service)
    return service


@defect(*ANY)
def scaling_follows_traffic(draft: Draft) -> Broken:
    service_ignores_scaling.inject(draft)
    target = draft.one("aws:appautoscaling/target:Target")
    metric = {"predefinedMetricType": "ALBRequestCountPerTarget", "resourceLabel": draft.text(r"app/[a-z]{3}/1")}
    said = {"predefinedMetricSpecification": metric, "targetValue": draft.number(1, 5000)}
    props = {"resourceId": draft.get(target, "resourceId"), "targetTrackingScalingPolicyConfiguration": said}
    return draft.add("aws:appautoscaling/policy:Policy", "requests", props, resourceId=target)


@defect(*ANY)
def target_ignores_schedule(draft: Draft) -> Broken:
    service_ignores_scaling.inject(draft)
    target = draft.one("aws:appautoscaling/target:Target")
    _schedule(draft, target, draft.pick("cron(0 20 * * ? *)", "rate(12 hours)", "at(2040-01-31T20:00:00)"))
    return draft.ignore(target, *draft.pick((), ("minCapacity",), ("tags",), ("min_capacity", "max_capacity")))


@defect(*ANY)
def schedule_valid(draft: Draft) -> Broken:
    service_ignores_scaling.inject(draft)
    target = draft.ignore(draft.one("aws:appautoscaling/target:Target"), "minCapacity", "maxCapacity")
    when = draft.pick("0 20 * * *", "cron(0 20 * * *)", "cron(0 20 ? * ? *)", "rate(1 days)", "at(20:00)", "daily")
    return _schedule(draft, target, when)


def _schedule(draft: Draft, target: Recorded, when: str) -> Recorded:
    bounds = {"minCapacity": draft.number(0, 2), "maxCapacity": draft.number(2, 50)}
    about = {"serviceNamespace": "ecs", "resourceId": draft.get(target, "resourceId")}
    props = about | {"schedule": when, "scalableTargetAction": bounds}
    return draft.add("aws:appautoscaling/scheduledAction:ScheduledAction", "evening", props, resourceId=target)


@defect("fargate", "native")
def spot_beside_on_demand(draft: Draft) -> Broken:
    spot = {"capacityProvider": "FARGATE_SPOT", "weight": draft.number(1, 100)}
    idle = {"capacityProvider": "FARGATE", "base": draft.number(0, 5), "weight": 0}
    shares = draft.pick([spot], [idle, spot])
    return draft.put(draft.one(SERVICE), "capacityProviderStrategies", to=shares)


@defect("fargate", "native")
def load_balancer_role_left_out(draft: Draft) -> Broken:
    return draft.put(draft.one(SERVICE), "iamRole", to=draft.text(r"[a-z]{3,9}"))


@defect(*ANY)
def service_connect_port_named(draft: Draft) -> Broken:
    offered = {"portName": draft.text(r"[a-z]{12}"), "clientAlias": [{"port": draft.number(1, 65535)}]}
    block = {"enabled": True, "namespace": "shop", "services": [offered]}
    return draft.put(draft.one(SERVICE), "serviceConnectConfiguration", to=block)


@defect(*ANY)
def service_connect_has_namespace(draft: Draft) -> Broken:
    block = {"enabled": draft.pick(True, "true"), **draft.pick({}, {"namespace": ""})}
    return draft.put(draft.one(SERVICE), "serviceConnectConfiguration", to=block)


@defect(*ANY)
def service_connect_proxy_fits(draft: Draft) -> Broken:
    service = draft.put(draft.one(SERVICE), "serviceConnectConfiguration", to={"enabled": True, "namespace": "shop"})
    tasks = draft.one(TASK_DEFINITION)
    if draft.pick(True, False):
        draft.put(tasks, "networkMode", to=draft.pick("host", "none"))
    else:
        draft.put(tasks, "memory", to="")
    return service


@defect(*ANY)
def service_registry_valid(draft: Draft) -> Broken:
    home = f"arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-{draft.text('[a-z0-9]{16}')}"
    return draft.put(draft.one(SERVICE), "serviceRegistries", to={"registryArn": home})


@defect(*OURS)
def names_follow_releases(draft: Draft) -> Broken:
    found = f"arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-{draft.text('[a-z0-9]{16}')}"
    registry = {"registryArn": found, "containerName": "web", "containerPort": 4000}
    return draft.put(draft.one(SERVICE), "serviceRegistries", to=registry)


@defect(*OURS)
def codedeploy_service_shape(draft: Draft) -> Broken:
    service = draft.one(SERVICE)
    kind = draft.pick("breaker", "alarms", "daemon", "strategy", "connect", "force", "wait", "two", "none")
    match kind:
        case "strategy":
            return draft.put(
                service, "deploymentConfiguration", to={"strategy": draft.pick("BLUE_GREEN", "LINEAR", "CANARY")}
            )
        case "connect":
            return draft.put(service, "serviceConnectConfiguration", to={"enabled": True, "namespace": "web"})
        case "force" | "wait":
            prop = {"force": "forceNewDeployment", "wait": "waitForSteadyState"}[kind]
            return draft.put(service, prop, to=draft.pick(True, "true"))
        case "breaker":
            return draft.put(
                service, "deploymentCircuitBreaker", to={"enable": True, "rollback": draft.pick(True, False)}
            )
        case "alarms":
            return draft.put(service, "alarms", to={"enable": draft.pick(True, False), "alarmNames": ["errors"]})
        case "daemon":
            return draft.put(service, "schedulingStrategy", to="DAEMON")
        case "two":
            return draft.put(service, "loadBalancers", 1, to=draft.get(service, *ENTRY) | {"containerPort": 81})
        case _:
            return draft.put(service, "loadBalancers", to=[])


@defect(*ANY)
def percent_can_move(draft: Draft) -> Broken:
    """As many must run as there are, and one more is more than may."""
    service, tasks = draft.one(SERVICE), draft.number(1, 50)
    draft.put(service, "deploymentController", to={"type": "ECS"})
    draft.drop(service, "deploymentConfiguration")
    draft.put(service, "desiredCount", to=tasks)
    draft.put(service, "deploymentMinimumHealthyPercent", to=draft.number(100 * (tasks - 1) // tasks + 1, 100))
    return draft.put(service, "deploymentMaximumPercent", to=draft.number(100, -(-100 * (tasks + 1) // tasks) - 1))


@defect("hosts")
def percents_left_to_codedeploy(draft: Draft) -> Broken:
    prop, default = draft.pick(("deploymentMaximumPercent", 200), ("deploymentMinimumHealthyPercent", 100))
    return draft.put(draft.one(SERVICE), prop, to=draft.number(0, 400, but=default))


@defect(*ANY)
def grace_period_set(draft: Draft) -> Broken:
    service, prop = draft.one(SERVICE), "healthCheckGracePeriodSeconds"
    return draft.put(service, prop, to=0) if draft.pick(True, False) else draft.drop(service, prop)


@defect(*OURS)
def service_waits_for_listener(draft: Draft) -> Broken:
    return draft.wait_for_nothing(draft.one(SERVICE))


@defect("native")
def service_waits_for_policies(draft: Draft) -> Broken:
    role = draft.one(ROLE, *draft.pick(("execution",), ("task-role", "-task")))
    props = {"role": draft.get(role, "name"), "policyArn": f"arn:aws:iam::aws:policy/{draft.text('[a-z]{3,9}')}"}
    draft.add(ROLE_POLICY_ATTACHMENT, "late", props, role=role)
    return draft.one(SERVICE)


@defect(*ANY)
def two_tasks_at_least(draft: Draft) -> Broken:
    return draft.put(draft.one(SERVICE), "desiredCount", to=1)


@defect("hosts")
def tasks_spread_over_zones(draft: Draft) -> Broken:
    service = draft.put(draft.one(SERVICE), "desiredCount", to=draft.number(2, 20))
    strategies = list(draft.get(service, "orderedPlacementStrategies"))
    first = draft.pick({"type": "random"}, {"type": "binpack", "field": "memory"}, {"type": "binpack", "field": "cpu"})
    return draft.put(service, "orderedPlacementStrategies", to=[first, *strategies])


@defect("hosts")
def green_has_room(draft: Draft) -> Broken:
    service, group, task = draft.one(SERVICE), draft.one(AUTO_SCALING_GROUP), draft.one(TASK_DEFINITION)
    host = instance_types()[draft.get(draft.one(LAUNCH_TEMPLATE), "instanceType")]
    held = most_held(
        host, Requirements(cpu_units=int(draft.get(task, "cpu")), memory_mib=int(draft.get(task, "memory")))
    )
    wanted = 2 * int(draft.get(service, "desiredCount"))
    if wanted > held and draft.pick(True, False):
        draft.put(group, "minSize", to=1)
        draft.put(group, "maxSize", to=draft.number(1, (wanted - 1) // held))
        return service
    most = int(draft.get(group, "maxSize")) * held
    return draft.put(service, "desiredCount", to=most // 2 + draft.number(1, 100))


@defect("hosts")
def rolling_has_room(draft: Draft) -> Broken:
    service, group, task = draft.one(SERVICE), draft.one(AUTO_SCALING_GROUP), draft.one(TASK_DEFINITION)
    host = instance_types()[draft.get(draft.one(LAUNCH_TEMPLATE), "instanceType")]
    held = most_held(
        host, Requirements(cpu_units=int(draft.get(task, "cpu")), memory_mib=int(draft.get(task, "memory")))
    )
    draft.put(service, "deploymentController", to={"type": "ECS"})
    draft.put(service, "deploymentMinimumHealthyPercent", to=100)
    draft.put(service, "deploymentMaximumPercent", to=200)
    return draft.put(service, "desiredCount", to=int(draft.get(group, "maxSize")) * held + draft.number(0, 9))


@defect("fargate")
def tasks_have_addresses(draft: Draft) -> Broken:
    service = draft.one(SERVICE)
    if draft.pick(True, False):
        return draft.put(service, "desiredCount", to=draft.number(20_000, 99_999))
    for number, subnet in enumerate(draft.all(SUBNET)):
        draft.put(subnet, "cidrBlock", to=f"10.0.{number}.0/{draft.number(30, 32)}")
    return service


@defect("fargate")
def tasks_have_way_out(draft: Draft) -> Broken:
    """No NAT gateway, and no endpoints that help; what is left is what leads from public subnets."""
    for route in draft.all(ROUTE):
        if "private" in route.name:
            draft.remove(route)
    broken = draft.pick("gone", "by another name", "in no route table", "closed")
    for endpoint in draft.all(VPC_ENDPOINT):
        gateway = draft.get(endpoint, "vpcEndpointType") == "Gateway"
        if broken == "gone":
            draft.remove(endpoint)
        elif broken == "by another name" and not gateway:
            draft.put(endpoint, "privateDnsEnabled", to=False)
        elif broken == "in no route table" and gateway:
            draft.put(endpoint, "routeTableIds", to=[])
    if broken == "closed":
        for rule in draft.all(INGRESS_RULE):
            if "endpoint" in rule.name:
                draft.remove(rule)
    return draft.one(SERVICE)


@defect(*ANY)
def security_groups_let_out(draft: Draft) -> Broken:
    rule, group = draft.pick(
        (("-out", "targets-out"), ("targets",)),
        ((f"-to-targets-{draft.target_ports[0]}", "balancer-out"), ("balancer", "frontend")),
    )
    for egress in draft.all(EGRESS_RULE):
        if egress.name.endswith(rule) and not (egress.name == "balancer-out" and rule[0] == "-out"):
            draft.remove(egress)
    return draft.one(SECURITY_GROUP, *group)


@defect(*ANY)
def file_system_reachable(draft: Draft) -> Broken:
    id, task = draft.text("fs-[0-9a-f]{8}"), draft.one(TASK_DEFINITION)
    files = draft.add("aws:efs/fileSystem:FileSystem", "files", {"id": id})
    mounted = {"fileSystemId": id, "transitEncryption": "ENABLED"}
    draft.put(task, "volumes", to=[{"name": "data", "efsVolumeConfiguration": mounted}])
    if draft.pick(True, False):
        return files
    guard = draft.add(SECURITY_GROUP, "nfs", {"id": "sg-nfs", "ingress": []})
    props = {"fileSystemId": id, "subnetId": "subnet-1", "securityGroups": ["sg-nfs"]}
    draft.add("aws:efs/mountTarget:MountTarget", "mount", props, fileSystemId=files, securityGroups=guard)
    return guard


@defect(*ANY)
def network_configuration_fits(draft: Draft) -> Broken:
    service = draft.one(SERVICE)
    if draft.get(draft.one(TASK_DEFINITION), "networkMode") == "awsvpc":
        return draft.drop(service, "networkConfiguration")
    return draft.put(service, "networkConfiguration", to={"subnets": ["subnet-1"], "securityGroups": ["sg-1"]})


@defect(*ANY)
def capacity_strategy_valid(draft: Draft) -> Broken:
    service = draft.one(SERVICE)
    if draft.pick(True, False):
        draft.put(service, "schedulingStrategy", to="DAEMON")
    else:
        draft.put(service, "launchType", to=draft.pick("EC2", "FARGATE"))
    names = draft.pick(["FARGATE"], ["FARGATE_SPOT", "hosts"], ["hosts"])
    return draft.put(
        service, "capacityProviderStrategies", to=[{"capacityProvider": one, "weight": 1} for one in names]
    )


@defect(*ANY)
def capacity_provider_on_cluster(draft: Draft) -> Broken:
    name = draft.text(r"other-[a-z]{1,9}")
    return draft.put(
        draft.one(SERVICE), "capacityProviderStrategies", to=[{"capacityProvider": name, "weight": draft.number(1, 9)}]
    )


@defect("fargate", "native")
def placement_on_hosts(draft: Draft) -> Broken:
    service = draft.one(SERVICE)
    if draft.pick(True, False):
        return draft.put(service, "schedulingStrategy", to="DAEMON")
    prop = draft.pick("orderedPlacementStrategies", "placementConstraints")
    return draft.put(service, prop, to=[{"type": draft.pick("random", "distinctInstance")}])


@defect(*ANY)
def rebalancing_possible(draft: Draft) -> Broken:
    service = draft.put(draft.one(SERVICE), "availabilityZoneRebalancing", to="ENABLED")
    return draft.put(service, "deploymentMaximumPercent", to=draft.number(1, 100))


@defect("hosts")
def termination_protection_scales(draft: Draft) -> Broken:
    provider = draft.one(CAPACITY_PROVIDER)
    draft.put(provider, "autoScalingGroupProvider", "managedTerminationProtection", to="ENABLED")
    return draft.put(provider, "autoScalingGroupProvider", "managedScaling", "status", to="DISABLED")


@defect("hosts")
def capacity_provider_valid(draft: Draft) -> Broken:
    provider = draft.one(CAPACITY_PROVIDER)
    match draft.pick("shared", "name", "alone"):
        case "shared":
            return draft.copy(provider, "batch")
        case "name":
            return draft.put(provider, "name", to=draft.text("(aws|Ecs|FARGATE)[a-z-]{0,9}|[a-z]{1,9} [a-z]{1,9}"))
        case _:
            return draft.drop(provider, "autoScalingGroupProvider")


@defect("hosts")
def hosts_join_cluster(draft: Draft) -> Broken:
    name = draft.text(r"other-[a-z]{1,9}")
    script = draft.pick("echo ECS_CLUSTER={} >> /etc/ecs/ecs.config", 'ECS_CLUSTER="{}"', 'cluster = "{}"')
    return draft.put(draft.one(LAUNCH_TEMPLATE), "userData", to=script.replace("{}", name))


@defect("hosts")
def architecture_fits_hosts(draft: Draft) -> Broken:
    host = instance_types()[draft.get(draft.one(LAUNCH_TEMPLATE), "instanceType")]
    other = "X86_64" if host.architecture == "arm64" else "ARM64"
    draft.put(draft.one(TASK_DEFINITION), "runtimePlatform", to={"cpuArchitecture": other})
    return draft.one(SERVICE)


@defect("hosts")
def constraint_has_hosts(draft: Draft) -> Broken:
    zone = draft.text(r"us-east-1[x-z]")
    expression = f"attribute:ecs.availability-zone {draft.pick(f'== {zone}', f'in [{zone}, {zone}z]')}"
    resource = draft.one(draft.pick(SERVICE, TASK_DEFINITION))
    return draft.put(resource, "placementConstraints", to=[{"type": "memberOf", "expression": expression}])


@defect(*ANY)
def grace_period_used(draft: Draft) -> Broken:
    draft.container("healthCheck", to=None)
    service = draft.put(draft.one(SERVICE), "loadBalancers", to=[])
    return draft.put(service, "healthCheckGracePeriodSeconds", to=draft.number(1, 3600))


@defect(*ANY)
def release_judged(draft: Draft) -> Broken:
    service = draft.one(SERVICE)
    match draft.pick("external", "lattice", "mesh", "express"):
        case "external":
            return draft.put(service, "deploymentController", to={"type": "EXTERNAL"})
        case "lattice":
            return draft.put(service, "vpcLatticeConfigurations", to=[{"portName": "web", "roleArn": "lattice"}])
        case "mesh":
            proxy = {"containerName": "envoy", "type": draft.pick("APPMESH", None)}
            return draft.put(draft.one(TASK_DEFINITION), "proxyConfiguration", to=proxy)
        case _:
            props = {"serviceName": "front", "executionRoleArn": "execution"}
            return draft.add("aws:ecs/expressGatewayService:ExpressGatewayService", "front", props)
