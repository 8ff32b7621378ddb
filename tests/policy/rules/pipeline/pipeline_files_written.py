"""pipeline-files-written: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change, without
from tests.policy.pipelines import BUILD, DELIVERED, DEPLOY, FILES, ROLLED, SOURCE, built, not_yet, piped, spec
from tests.policy.rules.rule_case import Case, Pass

CONFIGURATION = (*DEPLOY, "configuration")
TWO = piped(*BUILD, "outputArtifacts", to=["Definition", "Report"])
SECONDARY = {"Definition": {"files": FILES}, "Report": {"files": ["report.xml"]}}

STOPS: dict[str, Case] = {
    "no task definition": Case(
        built(spec(files=FILES[1:])), on="pipeline", says="task definition artifact file from: Definition"
    ),
    "no AppSpec": Case(built(spec(files=["taskdef.json", "imageDetail.json"])), on="pipeline", says="appspec.yaml"),
    "the file for rolling updates": Case(
        built(spec(files=[*FILES[:2], "imagedefinitions.json"])), on="pipeline", says="imageDetail.json"
    ),
    "no artifacts": Case(
        built('{"version": "0.2", "phases": {"build": {"commands": ["make"]}}}'), on="pipeline", count=3
    ),
    "the file for blue/green": Case(
        built(spec(files=["imageDetail.json"]), ROLLED), on="pipeline", says="Did not find the image definition file"
    ),
    "another name than the action is told": Case(
        piped(*CONFIGURATION, "FileName", to="images.json", program=ROLLED), on="pipeline", says="images.json"
    ),
    "a folder that the action does not know": Case(built(spec(files=["deploy/*"])), on="pipeline", count=3),
    "a secondary artifact of another name": Case(
        built(spec(**{"secondary-artifacts": {"Templates": {"files": FILES}}}), TWO), on="pipeline", count=3
    ),
    "an image of ECR for rolling updates": Case(
        piped(*DEPLOY, "inputArtifacts", to=["Source"], program=piped(*SOURCE, "provider", to="ECR", program=ROLLED)),
        on="pipeline",
        says="an ECR source gives imageDetail.json alone",
    ),
    "a project whose name is not known yet": Case(
        not_yet(*BUILD, "configuration", "ProjectName", of="build", program=built(spec(files=FILES[1:]))), on="pipeline"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "all files": DELIVERED,
    "the file for rolling updates": ROLLED,
    "every file": built(spec(files="**/*")),
    "patterns": built(spec(files=["*.json", "./appspec.*"])),
    "a folder that is left away": built(spec(files=["deploy/*"], **{"discard-paths": "yes"})),
    "YAML with one file": built("version: 0.2\nartifacts:\n  files: imagedefinitions.json\n", ROLLED),
    "another path": piped(
        *CONFIGURATION,
        "TaskDefinitionTemplatePath",
        to="deploy/taskdef.json",
        program=built(spec(files=["deploy/taskdef.json", *FILES[1:]])),
    ),
    "secondary artifacts": built(spec(files=[], **{"secondary-artifacts": SECONDARY}), TWO),
    "an image of ECR": piped(
        *CONFIGURATION, "Image1ArtifactName", to="Source", program=piped(*SOURCE, "provider", to="ECR")
    ),
    "files among the sources": piped(*CONFIGURATION, "AppSpecTemplateArtifact", to="Source"),
    "a build specification that is not known yet": built(UNKNOWN),
    "a build specification among the sources": built("ci/buildspec.yml"),
    "no build specification": change(DELIVERED, "build", "source", to={"type": "CODEPIPELINE"}),
    "a project of another program": without(DELIVERED, "build"),
    "an artifact that nobody makes": piped(*CONFIGURATION, "AppSpecTemplateArtifact", to="Templates"),
}

UNDECIDED: dict[str, Case] = {
    "a build specification that is no YAML": Case(built("version: 0.2\n\tphases: [}"), on="pipeline"),
    "a file whose name the build makes up": Case(built(spec(files=["$NAME.json"])), on="pipeline"),
    "an unknown name of a file": Case(piped(*CONFIGURATION, "FileName", to=UNKNOWN, program=ROLLED), on="pipeline"),
}
