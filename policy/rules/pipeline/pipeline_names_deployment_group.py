"""A pipeline finds a deployment group by its name; what a provider calls its ID is something else."""

import re

from model.texts.codedeploy import UNKNOWN_GROUP
from policy.finding import Findings, Undecided, Violation
from policy.reading import PIPELINE, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.pipelines import actions

NAMES = {"ApplicationName": "application's name", "DeploymentGroupName": "deploymentGroupName"}
NUMBER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A deployment group's ID in AWS."""


@resource_rule(
    PIPELINE,
    remedy="Give the pipeline the name of the application and the deploymentGroupName of the group, not their IDs.",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html",
    severity="high",
    symptoms=(Symptom.CALLER_GIVES_UP,),
    cost=f"{UNKNOWN_GROUP.quote()}: every run of the pipeline fails at its last stage.",
)
def pipeline_names_deployment_group(pipeline: Resource, options: Options) -> Findings:
    """A pipeline's deploy action names CodeDeploy's application and deployment group by their names.

    The ID of a deployment group in Pulumi and Terraform is `application:group` or a number of AWS's, and an ARN has
    both inside; CodePipeline takes either for a name, and CodeDeploy does not find it.

    Looks at actions with the providers CodeDeployToECS and CodeDeploy. A name that another resource gives and that is
    not known yet is let through.
    """
    for action in actions(pipeline):
        if action.provider not in ("CodeDeployToECS", "CodeDeploy"):
            continue
        if action.configuration is UNKNOWN:
            yield Undecided(resource=pipeline, path=f"{action.path}.configuration", reason="it is not known yet")
            continue
        for key, output in NAMES.items():
            value = action.told(key)
            if isinstance(value, str) and (":" in value or NUMBER.fullmatch(value)):  # No name has a colon.
                yield Violation(
                    resource=pipeline,
                    path=f"{action.path}.configuration.{key}",
                    wrong=f"{value} is no name",
                    fix=f"set it to the {output}"
                    + (f", such as {name}." if (name := _last(value)) else "; the value is the resource's ID."),
                )


def _last(value: str) -> str:
    """The name at the end of an ID or an ARN."""
    return re.split(r"[:/]", value)[-1] if ":" in value else ""
