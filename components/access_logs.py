"""The access logs of a load balancer.

Owns the bucket: private, of this load balancer's account alone, and with an end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.private_bucket import shut
from components.roles import Statement, allow
from model.access_logs import LOG_WRITERS, written_key
from model.load_balancers import LoadBalancerType
from model.partitions import arn, global_arn


@dataclass(frozen=True, kw_only=True)
class AccessLogsArgs:
    """How long logs stay, and whose they are."""

    days: int
    load_balancer_type: LoadBalancerType = "application"
    keep: bool
    """Whether the bucket outlives the environment as long as there are logs in it."""
    region: str
    account: str
    tags: Mapping[str, str]

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError(f"days must be 1 or more, got {self.days}")


class AccessLogs(ComponentResource):
    """A bucket that Elastic Load Balancing may write to."""

    bucket_name: Output[str]

    def __init__(self, name: str, args: AccessLogsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:AccessLogs", name, None, opts)
        child = ResourceOptions(parent=self)
        label = f"{name}-access-logs"

        bucket = aws.s3.Bucket(label, force_destroy=not args.keep, tags=args.tags, opts=child)
        private = shut(label, bucket, child)
        aws.s3.BucketLifecycleConfiguration(
            label,
            bucket=bucket.bucket,
            rules=[{"id": "end", "status": "Enabled", "filter": {}, "expiration": {"days": args.days}}],
            opts=child,
        )
        policy = aws.s3.BucketPolicy(
            label,
            bucket=bucket.bucket,
            policy=allow(*_written(bucket.bucket, args)),
            # Two changes of one bucket at a time are a conflict to S3.
            opts=ResourceOptions(parent=self, depends_on=[private]),
        )

        # Of the policy, so that whoever writes to the bucket comes after it may.
        self.bucket_name = policy.bucket
        self.register_outputs({"bucketName": self.bucket_name})


def _written(bucket_name: Input[str], args: AccessLogsArgs) -> Iterator[Statement]:
    """Who writes them: CloudWatch Logs for a Network Load Balancer, after a look at the bucket's access control list.

    Elastic Load Balancing user guides, enable access logs.
    """
    bucket = Output.concat(global_arn(args.region, "s3", ""), bucket_name)
    network = args.load_balancer_type == "network"
    service, resource = ("logs", "*") if network else ("elasticloadbalancing", "loadbalancer/*")
    writer: Statement = {
        "Principal": {"Service": LOG_WRITERS[args.load_balancer_type][0]},
        "Action": ["s3:PutObject"],
        "Resource": Output.concat(bucket, f"/{written_key('', args.account)}*"),
        "Condition": {
            "StringEquals": {"aws:SourceAccount": args.account},
            "ArnLike": {"aws:SourceArn": arn(args.region, service, args.account, resource)},
        },
    }
    yield writer
    if network:
        yield {**writer, "Action": ["s3:GetBucketAcl"], "Resource": bucket}
