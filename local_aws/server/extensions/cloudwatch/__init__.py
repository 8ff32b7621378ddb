"""CloudWatch: metrics on the cloud's clock, and alarms that fire.

Faithful: the state of an alarm on a metric or on metric math, its reason, missing data, its history, its messages to
SNS topics; percentiles; the figures that load balancers publish, in their dimensions. Not faithful: figures are there
as soon as their minute is over and its traffic was counted (on AWS one to three minutes later), and not by Availability
Zone; actions other than SNS topics are not taken; composite alarms, anomaly detection and Metrics Insights are not
there.
"""

from local_aws.server.extensions.cloudwatch import alarms as alarms
from local_aws.server.extensions.cloudwatch import history as history
from local_aws.server.extensions.cloudwatch import metrics as metrics
