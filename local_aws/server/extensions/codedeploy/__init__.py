"""CodeDeploy: configurations, applications and deployment groups that can be changed and deleted.

Faithful: the predefined configurations, what is refused and in which words, what reads back is what was sent. Not
faithful: deployments don't move (moto leaves each in `Created`); roles are not checked; the Lambda platform's
predefined configurations are not there.
"""

from local_aws.server.extensions.codedeploy import applications as applications
from local_aws.server.extensions.codedeploy import deployment_configs as deployment_configs
from local_aws.server.extensions.codedeploy import deployment_groups as deployment_groups
from local_aws.server.extensions.codedeploy import deployments as deployments
