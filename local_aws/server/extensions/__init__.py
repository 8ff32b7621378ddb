"""What moto lacks or gets wrong, patched into its classes without a fork. Importing a module applies its patches."""

from local_aws.server.extensions import acm as acm
from local_aws.server.extensions import application_autoscaling as application_autoscaling
from local_aws.server.extensions import autoscaling as autoscaling
from local_aws.server.extensions import awslambda as awslambda
from local_aws.server.extensions import cloudwatch as cloudwatch
from local_aws.server.extensions import codebuild as codebuild
from local_aws.server.extensions import codedeploy as codedeploy
from local_aws.server.extensions import codepipeline as codepipeline
from local_aws.server.extensions import ec2 as ec2
from local_aws.server.extensions import ecr as ecr
from local_aws.server.extensions import ecs as ecs
from local_aws.server.extensions import elbv2 as elbv2
from local_aws.server.extensions import eventbridge as eventbridge
from local_aws.server.extensions import iam as iam
from local_aws.server.extensions import iam_simulation as iam_simulation
from local_aws.server.extensions import logs as logs
from local_aws.server.extensions import outgoing as outgoing
from local_aws.server.extensions import patching as patching
from local_aws.server.extensions import s3 as s3
from local_aws.server.extensions import servicediscovery as servicediscovery
