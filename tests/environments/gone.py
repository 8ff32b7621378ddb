"""The end of an environment."""

from ops.exits import Exit
from tests.environments.environment import Environment
from tests.workspace import Workspace


class Gone:
    """With a release under way where it has releases."""

    def test_destroyed_even_in_the_middle_of_a_release_it_leaves_nothing(self, environment: Environment) -> None:
        if environment.name != "prod":
            code, said = environment.bluegreen("release", "--task-definition", "1", "--detach")
            assert code == Exit.RUNNING, said
        environment.pulumi("destroy", "--yes", "--skip-preview")
        nothing_is_left(environment.workspace)


def nothing_is_left(workspace: Workspace) -> None:
    """Of what a program of ours makes."""
    aws = workspace.aws
    assert [vpc for vpc in aws("ec2").describe_vpcs()["Vpcs"] if not vpc["IsDefault"]] == []
    assert aws("ec2").describe_egress_only_internet_gateways()["EgressOnlyInternetGateways"] == []
    assert aws("elbv2").describe_load_balancers()["LoadBalancers"] == []
    assert aws("ecs").list_clusters()["clusterArns"] == []
    assert aws("ec2").describe_addresses()["Addresses"] == []
    assert aws("logs").describe_log_groups()["logGroups"] == []
    assert aws("iam").list_roles()["Roles"] == []
    assert aws("ecr").describe_repositories()["repositories"] == []
    assert aws("sns").list_topics()["Topics"] == []
    nothing_of_a_service_is_left(workspace)


def nothing_of_a_service_is_left(workspace: Workspace) -> None:
    """Of what nobody brings; it was in somebody else's network and cluster, and behind their load balancer."""
    aws = workspace.aws
    assert aws("elbv2").describe_target_groups()["TargetGroups"] == []
    assert aws("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"] == []
    assert aws("codedeploy").list_applications()["applications"] == []
    assert aws("lambda").list_functions()["Functions"] == []
    assert aws("cloudwatch").describe_alarms()["MetricAlarms"] == []
    assert aws("servicediscovery").list_namespaces()["Namespaces"] == []
    assert aws("acm").list_certificates()["CertificateSummaryList"] == []
