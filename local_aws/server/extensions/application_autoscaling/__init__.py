"""Application Auto Scaling of ECS services: bounds, schedules and target tracking move desired counts.

Faithful: a desired count outside of the bounds is brought inside; scheduled actions change the bounds on the clock's
own calendar, which begins with the server's first start; target tracking has its two alarms and cool-downs, scales in
when all policies want it and no deployment of ECS is under way. Not faithful: how many tasks at a time (AWS doesn't
publish that; here the count is in proportion to the metric); step scaling and predictive scaling never act; ECS
publishes no CPU and memory here, so only what load balancers count and what is put has data.
"""

from local_aws.server.extensions.application_autoscaling import policies as policies
from local_aws.server.extensions.application_autoscaling import schedules as schedules
from local_aws.server.extensions.application_autoscaling import tags as tags
from local_aws.server.extensions.application_autoscaling import targets as targets
from local_aws.server.extensions.application_autoscaling import tracking as tracking
