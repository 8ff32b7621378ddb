"""How much CloudWatch observes of a cluster (ECS developer guide, Container Insights; API, ClusterSetting)."""

from typing import Literal

ContainerInsights = Literal["enabled", "disabled", "enhanced"]
"""`enabled`: of the cluster and its services. `enhanced`: of each task and container, too, which costs more."""
