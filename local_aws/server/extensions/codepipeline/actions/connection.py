"""Source by a connection: on the local AWS the git repository of the folder in which it was started.

CodePipeline user guide, "CodeStarSourceConnection for Bitbucket Cloud, GitHub, …". Not faithful: the connection is not
looked up and FullRepositoryId is not compared; what is not committed is not there; a clone with its history
(CODEBUILD_CLONE_REF) is the same zip.
"""

import json
import subprocess
from datetime import datetime
from pathlib import Path

from local_aws.server.extensions.codepipeline.actions.job import Done, Failed, Job, Revision
from model.texts import codepipeline as say

GIT_SECONDS = 60


def look(job: Job) -> Done:
    """The newest commit of the branch, or the one that is asked for."""
    repository, branch = job.configuration["FullRepositoryId"], job.configuration["BranchName"]
    try:
        root = Path(_git(job.project, "rev-parse", "--show-toplevel"))
    except subprocess.CalledProcessError as error:
        raise Failed.of(say.NO_REPOSITORY, folder=job.project) from error
    try:
        commit = _git(root, "rev-parse", "--verify", "--end-of-options", f"{job.override or branch}^{{commit}}")
    except subprocess.CalledProcessError as error:
        raise Failed.of(say.NO_BRANCH, branch=branch, repository=repository) from error
    job.write(_run(root, "archive", "--format=zip", commit))
    date, message = _git(root, "show", "--no-patch", "--format=%aI%n%B", commit).split("\n", 1)
    created = datetime.fromisoformat(date)
    summary = json.dumps({"ProviderType": "GitHub", "CommitMessage": message.strip()})
    variables = {
        "AuthorDate": date,
        "BranchName": branch,
        "CommitId": commit,
        "CommitMessage": message.strip(),
        "ConnectionArn": job.configuration["ConnectionArn"],
        "FullRepositoryName": repository,
    }
    url = f"https://github.com/{repository}/commit/{commit}"
    return Done(revision=Revision(id=commit, summary=summary, created=created, url=url), variables=variables)


def _git(folder: Path, *words: str) -> str:
    return _run(folder, *words).decode().strip()


def _run(folder: Path, *words: str) -> bytes:
    return subprocess.run(
        ["git", "-C", str(folder), *words], check=True, capture_output=True, timeout=GIT_SECONDS
    ).stdout
