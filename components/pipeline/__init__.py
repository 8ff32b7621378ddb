"""The pipeline of a service: source, build, approval and release."""

from components.pipeline.args import PipelineArgs
from components.pipeline.pipeline import Pipeline
from components.pipeline.source import Archived, Connected, Pushed, Source

__all__ = ["Archived", "Connected", "Pipeline", "PipelineArgs", "Pushed", "Source"]
