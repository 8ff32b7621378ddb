"""What tasks and hosts ask of AWS's services inside a VPC.

Of tasks: ECS developer guide, task execution role; Amazon ECR user guide, interface VPC endpoints. Of hosts: the AWS
managed policies AmazonEC2ContainerServiceforEC2Role and AmazonSSMManagedInstanceCore, and Systems Manager user guide,
SSM Agent communications with AWS managed S3 buckets.
"""

from typing import Final

TOKEN: Final = ("ecr:GetAuthorizationToken",)
PULL: Final = ("ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage")

LAYERS: Final = "prod-{region}-starport-layer-bucket"
"""Where ECR keeps the layers of images."""

LOGS: Final = (
    *("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
    *("logs:DescribeLogGroups", "logs:DescribeLogStreams"),
)

SECRETS: Final = ("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret")
PARAMETERS: Final = ("ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath")

OBJECTS: Final = (
    *("s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:PutObject", "s3:PutObjectTagging"),
    *("s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"),
    *("s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads", "s3:GetBucketLocation"),
)
"""What programs do with objects of their account."""

AGENT: Final = (
    *("ecs:DiscoverPollEndpoint", "ecs:Poll", "ecs:StartTelemetrySession", "ecs:RegisterContainerInstance"),
    *("ecs:DeregisterContainerInstance", "ecs:UpdateContainerInstancesState", "ecs:SubmitTaskStateChange"),
    *("ecs:SubmitContainerStateChange", "ecs:SubmitAttachmentStateChanges", "ecs:TagResource"),
    "ecs:ListTagsForResource",
)
"""The ECS agent of a host; some of these have no narrower resource than *."""

INSTANCE: Final = (
    *("ssm:DescribeAssociation", "ssm:DescribeDocument", "ssm:GetDeployablePatchSnapshotForInstance"),
    *("ssm:GetDocument", "ssm:GetManifest", "ssm:GetParameter", "ssm:GetParameters", "ssm:ListAssociations"),
    *("ssm:ListInstanceAssociations", "ssm:PutComplianceItems", "ssm:PutConfigurePackageResult", "ssm:PutInventory"),
    *("ssm:UpdateAssociationStatus", "ssm:UpdateInstanceAssociationStatus", "ssm:UpdateInstanceInformation"),
)
"""The agent of Systems Manager on a host."""

HOST_BUCKETS: Final = (
    *("aws-ssm-{region}", "amazon-ssm-{region}", "amazon-ssm-packages-{region}", "{region}-birdwatcher-prod"),
    *("aws-ssm-distributor-file-{region}", "aws-ssm-document-attachments-{region}"),
    *("patch-baseline-snapshot-{region}", "al2023-repos-{region}-de612dc2", "amazon-ecs-agent-{region}"),
)
"""AWS's own, with what that agent, the ECS agent and Amazon Linux 2023 fetch (Systems Manager user guide, above, and
github.com/aws-samples/data-perimeter-policy-examples, s3_endpoint_policy.json)."""
