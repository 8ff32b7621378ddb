"""Brings moto's records and the model in line, after each call and each step of the clock."""

from typing import Any

from moto.ecs.models import ecs_backends
from moto.elbv2.models import elbv2_backends

from local_aws.server import account as account_module
from local_aws.server.account import Account, account, accounts
from local_aws.server.extensions.application_autoscaling import targets
from local_aws.server.extensions.ecs import hosts, services, task_records
from local_aws.server.extensions.elbv2 import routes
from local_aws.server.tried import tried


def follow_all() -> None:
    """Every account that has something that moves. The caller holds the lock."""
    for backends in (ecs_backends, elbv2_backends):
        for account_id, region, _ in list(backends.iter_backends()):
            account(account_id, region)
    for one in list(accounts()):
        tried(follow, one)


def trust(observed: bool) -> None:
    """Whether real load balancers find the health of targets, in every account and in those to come."""
    account_module.observed = observed
    for of in accounts():
        of.cloud.observed = observed
        for group in elbv2_backends[of.id][of.region].target_groups.values():
            routes.target_group(group).trust(observed)


def follow(of: Account) -> None:
    """What cannot be done for one thing is in the log, and the others go on: no call fails by it."""
    tried(hosts.follow, of)
    tried(routes.follow, of)
    owners = {id(services.moving(service)): service for service in of.backend.services.values()}
    clusters = {id(fleet): of.backend.clusters.get(name) for name, fleet in of.fleets.items()}
    for owner in list(of.cloud.services):
        cluster = clusters.get(id(owner.fleet))
        if cluster:
            tried(task_records.follow_service, of, cluster, owner, owners.get(id(owner)))
    for cluster in of.backend.clusters.values():
        tried(task_records.follow_stopped, of, cluster)
    tried(_follow_targets, of)
    tried(services.follow, of)
    tried(targets.follow, of)


def _follow_targets(of: Account) -> None:
    by_id: dict[str, Any] = {task.moving.id: task for kept in of.backend.tasks.values() for task in kept.values()}
    for group in elbv2_backends[of.id][of.region].target_groups.values():
        tried(task_records.follow_targets, of, group, by_id)
