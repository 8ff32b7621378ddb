"""CodeDeploy: configurations, applications and deployment groups that can be changed and deleted, and deployments.

Faithful: the predefined configurations, what is refused and in which words, what reads back is what was sent;
deployments for ECS move as the model moves them. Not faithful: deployments of other platforms don't move (moto leaves
each in `Created`); roles are not checked; the Lambda platform's predefined configurations are not there.
"""

from local_aws.server.extensions.codedeploy import application_revisions as application_revisions
from local_aws.server.extensions.codedeploy import applications as applications
from local_aws.server.extensions.codedeploy import deployment_configs as deployment_configs
from local_aws.server.extensions.codedeploy import deployment_groups as deployment_groups
from local_aws.server.extensions.codedeploy import deployments as deployments
from local_aws.server.extensions.codedeploy import targets as targets
