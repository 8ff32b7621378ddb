"""Rules on pipelines and their builds."""

from policy.rule import Rules
from policy.rules.pipeline.build_has_docker import build_has_docker
from policy.rules.pipeline.build_pushes_new_tags import build_pushes_new_tags
from policy.rules.pipeline.pipeline_action_fits_service import pipeline_action_fits_service
from policy.rules.pipeline.pipeline_artifacts_flow import pipeline_artifacts_flow
from policy.rules.pipeline.pipeline_deploys_blue_green import pipeline_deploys_blue_green
from policy.rules.pipeline.pipeline_files_written import pipeline_files_written
from policy.rules.pipeline.pipeline_names_deployment_group import pipeline_names_deployment_group
from policy.rules.pipeline.pipeline_role_suffices import pipeline_role_suffices
from policy.rules.pipeline.pipeline_source_versioned import pipeline_source_versioned
from policy.rules.pipeline.pipeline_stages_valid import pipeline_stages_valid
from policy.rules.pipeline.pipeline_starts import pipeline_starts
from policy.rules.pipeline.pipeline_store_encrypted import pipeline_store_encrypted
from policy.rules.pipeline.pipeline_templates_small import pipeline_templates_small
from policy.rules.pipeline.pipeline_type_fits import pipeline_type_fits

RULES: Rules = (
    build_has_docker,
    build_pushes_new_tags,
    pipeline_action_fits_service,
    pipeline_artifacts_flow,
    pipeline_deploys_blue_green,
    pipeline_files_written,
    pipeline_names_deployment_group,
    pipeline_role_suffices,
    pipeline_source_versioned,
    pipeline_stages_valid,
    pipeline_starts,
    pipeline_store_encrypted,
    pipeline_templates_small,
    pipeline_type_fits,
)
