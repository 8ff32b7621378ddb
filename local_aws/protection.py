"""What `make down` takes off first: an environment here is made to go again, whatever it would be on AWS."""

import boto3

from local_aws import stacks, starter
from local_aws.home import PROJECT, Home
from local_aws.up import pulumi


def lifted(home: Home, stack: str) -> int:
    """Lets Pulumi and the local AWS delete what the stack protects; the exit code."""
    protected = stacks.protected(home.state, PROJECT, stack)
    for arn in protected:
        # The local AWS and nothing else, whatever the caller's environment says.
        balancers = boto3.client(
            "elbv2",
            region_name=arn.split(":")[3],
            endpoint_url=starter.identity(home)["endpoint"],
            aws_access_key_id="local",
            aws_secret_access_key="local",
        )
        off = [{"Key": "deletion_protection.enabled", "Value": "false"}]
        balancers.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=off)
    return pulumi("state", "unprotect", "--all", "--yes", "--stack", stack) if protected else 0
