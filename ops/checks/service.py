"""The service, who moves it, and the task definition."""

from botocore.exceptions import ClientError

from model.strategy import NATIVE, possible
from ops.checks.check import Finding, Planned, ng, ok, skip
from ops.target import short


def is_there(planned: Planned) -> Finding:
    """An ACTIVE service whose controller is the strategy's."""
    service, names = planned.service, planned.releases.names
    if service.get("status") != "ACTIVE":
        return ng(f"the service {names.service} is not in cluster {names.cluster}", "run `pulumi up` on the stack")
    controller = service.get("deploymentController", {}).get("type", "ECS")
    strategy = service.get("deploymentConfiguration", {}).get("strategy") if controller == "ECS" else None
    expected = planned.releases.target.strategy
    if expected not in possible(controller, strategy or ("ROLLING" if controller == "ECS" else None)):
        return ng(
            f"the service is released by {strategy or controller}, the stack says {expected}",
            "run `pulumi up` on the stack, which brings both in line",
        )
    return ok(f"{names.service} is ACTIVE, {service['runningCount']} of {service['desiredCount']} tasks run")


def has_tasks(planned: Planned) -> Finding:
    """Of none nothing is tried: a bad revision would be released well."""
    if planned.service.get("desiredCount"):
        return ok("a release starts tasks, and sees how they do")
    return skip("the service is scaled to 0, so a release starts no task and tries nothing")


def nothing_runs(planned: Planned) -> Finding:
    """No release is under way."""
    if id := planned.releases.running():
        progress = planned.releases.progress(id)
        return ng(
            f"a release of {progress.revision or 'another revision'} is under way ({progress.status})",
            f"`{planned.releases.target.command('follow')}`",
        )
    return ok("no release is under way")


def group_knows_it(planned: Planned) -> Finding:
    """CodeDeploy's group is there and has this service."""
    names, target = planned.releases.names, planned.releases.target
    if not target.by_codedeploy:
        return skip("CodeDeploy takes no part")
    try:
        group = planned.releases.aws.client("codedeploy").get_deployment_group(
            applicationName=names.application, deploymentGroupName=names.deployment_group
        )["deploymentGroupInfo"]
    except ClientError as error:
        return ng(f"the deployment group {names.deployment_group}: {error}", "run `pulumi up` on the stack")
    of = {one["serviceName"].rpartition("/")[2] for one in group.get("ecsServices", ())}
    if of != {names.service}:
        return ng(f"the deployment group releases {', '.join(sorted(of)) or 'no service'}", "run `pulumi up`")
    return ok(f"CodeDeploy's group {names.deployment_group} has it")


def definition_is_active(planned: Planned) -> Finding:
    """The revision exists, and has the container and port that the load balancer sends to."""
    names = planned.releases.names
    try:
        found = planned.definition
    except ClientError as error:
        return ng(f"the task definition {short(planned.task_definition)}: {error}", "name one that is registered")
    if found["status"] != "ACTIVE":
        return ng(
            f"the task definition {short(planned.task_definition)} is {found['status']}",
            "register it again, or take another",
        )
    for container in found["containerDefinitions"]:
        ports = [one["containerPort"] for one in container.get("portMappings", ())]
        if container["name"] == names.container_name and int(names.container_port) in ports:
            return ok(
                f"{short(planned.task_definition)} is ACTIVE and has {names.container_name}:{names.container_port}"
            )
    return ng(
        f"{short(planned.task_definition)} has no container {names.container_name} with port {names.container_port}, "
        "to which the load balancer sends",
        "give the container that name and port mapping",
    )


def infrastructure_role(planned: Planned) -> Finding:
    """Native: the load balancer is handed to ECS with both groups and a rule."""
    if planned.releases.target.strategy not in NATIVE:
        return skip("ECS moves no traffic here, so it needs no role for that")
    found = [one.get("advancedConfiguration") for one in planned.service.get("loadBalancers", ())]
    if not found or None in found:
        return ng("the service's load balancer has no advancedConfiguration, so ECS cannot move it", "run `pulumi up`")
    return ok("ECS has the alternate target group, the rules and a role to move them")


CHECKS = (is_there, has_tasks, nothing_runs, group_knows_it, infrastructure_role, definition_is_active)
