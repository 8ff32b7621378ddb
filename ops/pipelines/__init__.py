"""A service's pipeline in AWS CodePipeline: its executions, how far each is, and what people do with them."""

from ops.pipelines.execution import Action, Execution, Stage
from ops.pipelines.pipeline import Pipeline

__all__ = ["Action", "Execution", "Pipeline", "Stage"]
