"""Amazon EC2: what is still in use can't be deleted, and what is changed reads back changed."""

from local_aws.server.extensions.ec2 import dependencies as dependencies
from local_aws.server.extensions.ec2 import images as images
from local_aws.server.extensions.ec2 import launch_templates as launch_templates
from local_aws.server.extensions.ec2 import security_group_rules as security_group_rules
from local_aws.server.extensions.ec2 import vpc_endpoints as vpc_endpoints
