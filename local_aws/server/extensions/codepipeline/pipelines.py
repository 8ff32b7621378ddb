"""CodePipeline's pipelines: created, changed and deleted; what reads back is what was sent."""
