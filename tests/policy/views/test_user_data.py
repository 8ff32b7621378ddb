"""A host joins the cluster that its user data name, however they are written."""

import base64
from typing import Any

import pytest

from policy.reading import CLUSTER, LAUNCH_TEMPLATE, UNKNOWN, Resource
from policy.views.user_data import joins

SHOP = Resource(type=CLUSTER, name="cluster", urn="urn:cluster", props={"name": "shop"})


def host(user_data: Any, prop: str = "userData", edges: frozenset[str] = frozenset()) -> Resource:
    return Resource(type=LAUNCH_TEMPLATE, name="host", urn="urn:host", props={prop: user_data}, edges={prop: edges})


@pytest.mark.parametrize(
    "script",
    [
        "#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n",
        "echo 'ECS_CLUSTER=\"shop\"' >> /etc/ecs/ecs.config",
        "<powershell>Initialize-ECSAgent -Cluster 'shop' -EnableTaskIAMRole</powershell>",
        '[settings.ecs]\ncluster = "shop"\n',
    ],
)
def test_a_host_joins_the_cluster_whose_name_is_in_its_user_data(script: str) -> None:
    encoded = base64.b64encode(script.encode()).decode()
    for one in (host(script), host(encoded), host(encoded, "userDataBase64")):
        assert joins(one, SHOP)
        assert joins(one, "shop")


@pytest.mark.parametrize("script", ["ECS_CLUSTER=shop-2", "ECS_CLUSTER=workshop", "yum install shop", "", UNKNOWN])
def test_other_user_data_say_nothing_of_it(script: Any) -> None:
    assert not joins(host(script), SHOP)


@pytest.mark.parametrize("cluster", [UNKNOWN, "", Resource(type=CLUSTER, name="c", urn="urn:c", props={})])
def test_nothing_joins_a_cluster_of_unknown_name(cluster: Any) -> None:
    assert not joins(host("ECS_CLUSTER="), cluster)


def test_user_data_made_of_the_cluster_join_it_whatever_they_say() -> None:
    assert joins(host(UNKNOWN, edges=frozenset({SHOP.urn})), SHOP)
    assert not joins(host(UNKNOWN, edges=frozenset({"urn:other"})), SHOP)
