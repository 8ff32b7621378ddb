"""Stands for `docker` in a build: `docker.py [--no-daemon] IMAGES COMMAND…`. IMAGES is the file with what was built.

It answers as Docker does to what builds ask of it: login, build, buildx build, tag, images, inspect, push, pull, run.
Nothing is built or run: an image's id is the digest of its context, and a push puts an image of that digest into the
local AWS's ECR, which refuses what ECR refuses.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

sys.path.insert(0, str(Path(__file__).parents[3]))

from model.texts.codebuild import NO_DAEMON

REGISTRY = re.compile(r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?/(?P<name>.+)")
LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"
CONFIG = "application/vnd.docker.container.image.v1+json"
MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
KNOWN = "build, buildx, images, info, inspect, login, logout, ps, pull, push, rmi, run, tag, version"
REGISTRY_ERRORS = {"RepositoryNotFoundException": "name unknown", "ImageTagAlreadyExistsException": "tag invalid"}
"""What Docker puts before ECR's own words."""
WITHOUT_DAEMON = ("login", "logout", "--version", "-v")
"""What Docker's client does alone."""
WITHOUT_VALUE = ("-q", "--quiet", "--no-cache", "--pull", "--push", "--load", "--rm", "--squash", "--compress")


class Images:
    """What there is in this build: ids by their names, and registries that were logged in to."""

    def __init__(self, file: Path) -> None:
        self._file = file
        kept: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
        self.ids: dict[str, str] = kept.get("ids", {})
        self.logins: list[str] = kept.get("logins", [])

    def save(self) -> None:
        """For the next call."""
        self._file.write_text(json.dumps({"ids": self.ids, "logins": self.logins}))

    def id(self, name: str) -> str:
        """Of an image by its name or id."""
        found = self.ids.get(tagged(name)) or next((id for id in self.ids.values() if id[7:].startswith(name)), None)
        return found or fail(f"Error response from daemon: No such image: {tagged(name)}")


def tagged(name: str) -> str:
    """With the tag that Docker fills in."""
    return name if ":" in name.rpartition("/")[2] or "@" in name else f"{name}:latest"


def fail(text: str) -> NoReturn:
    """Ends as Docker does."""
    print(text, file=sys.stderr)
    sys.exit(1)


def login(images: Images, words: list[str]) -> None:
    """Any password will do, but there must be one."""
    parser = argparse.ArgumentParser(prog="docker login")
    parser.add_argument("-u", "--username", default="")
    parser.add_argument("-p", "--password", default="")
    parser.add_argument("--password-stdin", action="store_true")
    parser.add_argument("server", nargs="?", default="docker.io")
    asked = parser.parse_args(words)
    password = sys.stdin.read().strip() if asked.password_stdin else asked.password
    if not asked.username:
        fail("Must provide --username with --password-stdin")
    if not password:
        fail("Error: Password Required" if not asked.password_stdin else "Error: Cannot perform an interactive login")
    server = re.sub(r"^https?://", "", asked.server).rstrip("/")
    images.logins = sorted({*images.logins, server})
    print("Login Succeeded")


def build(images: Images, words: list[str]) -> None:
    """The context must be there, and its Dockerfile."""
    tags: list[str] = []
    arguments: list[str] = []
    context = dockerfile = ""
    rest, pushes = iter(words), False
    for word in rest:
        name, equals, value = word.partition("=")
        if not word.startswith("-") or word == "-":
            context = word
            continue
        if word in WITHOUT_VALUE:
            pushes |= word == "--push"
            continue
        value = value if equals else next(rest, "")
        if name in ("-t", "--tag"):
            tags.append(tagged(value))
        elif name in ("-f", "--file"):
            dockerfile = value
        elif name == "--build-arg":
            arguments.append(value)
    folder = Path(context) if context else fail('"docker build" requires exactly 1 argument.')
    if not folder.is_dir():
        fail(f"ERROR: unable to prepare context: path {context!r} not found".replace("'", '"'))
    file = Path(dockerfile) if dockerfile else folder / "Dockerfile"
    if not file.is_file():
        fail(f"ERROR: failed to solve: failed to read dockerfile: open {file.name}: no such file or directory")
    steps = [line for line in file.read_text().splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for number, step in enumerate(steps, 1):
        print(f"Step {number}/{len(steps)} : {step}")
    id = _digest(folder, file, arguments)
    images.ids |= dict.fromkeys(tags or [id], id)
    print(f"Successfully built {id[7:19]}")
    for tag in tags:
        print(f"Successfully tagged {tag}")
    for tag in tags if pushes else ():
        push(images, [tag])


def _digest(folder: Path, file: Path, arguments: list[str]) -> str:
    found = sha256(json.dumps([file.read_text(), arguments]).encode())
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and ".git" not in one.parts):
        found.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return f"sha256:{found.hexdigest()}"


def tag(images: Images, words: list[str]) -> None:
    """Another name for an image."""
    source, target = words[:2] if len(words) > 1 else fail('"docker tag" requires exactly 2 arguments.')
    images.ids[tagged(target)] = images.id(source)


def push(images: Images, words: list[str]) -> None:
    """Into the local AWS's ECR, with the errors of its registry."""
    every = any(word in ("-a", "--all-tags") for word in words)
    names = [word for word in words if not word.startswith("-")]
    if len(names) != 1:
        fail('"docker push" requires exactly 1 argument.')
    if every:
        names = [one for one in images.ids if one.rpartition(":")[0] == names[0]]
    for name in names:
        _push(images, tagged(name))


def _push(images: Images, name: str) -> None:
    id = images.id(name)
    repository, _, label = name.rpartition(":")
    print(f"The push refers to repository [{repository}]")
    found = REGISTRY.fullmatch(repository)
    if not found:
        fail("denied: requested access to the resource is denied (the local AWS pushes to its own ECR alone)")
    if repository.partition("/")[0] not in images.logins:
        fail("no basic auth credentials")
    digest = _put(found["region"], found["name"], label, id)
    print(f"{label}: digest: {digest} size: 1024")


def _put(region: str, name: str, label: str, id: str) -> str:
    from boto3.session import Session
    from botocore.exceptions import ClientError

    ecr = Session().client("ecr", region_name=region)
    manifest = json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": {"mediaType": CONFIG, "size": 7023, "digest": id},
            "layers": [{"mediaType": LAYER, "size": 32654, "digest": id}],
        }
    )
    digest = f"sha256:{sha256(manifest.encode()).hexdigest()}"
    try:
        ecr.put_image(repositoryName=name, imageManifest=manifest, imageTag=label, imageDigest=digest)
    except ClientError as error:
        code, words = error.response["Error"]["Code"], error.response["Error"]["Message"]
        if code != "ImageAlreadyExistsException":
            fail(f"{REGISTRY_ERRORS.get(code, 'denied')}: {words}")
    return digest


def inspect(images: Images, words: list[str]) -> None:
    """JSON, whatever its `--format`."""
    names = [word for word in words if not word.startswith("-") and "{{" not in word]
    print(json.dumps([{"Id": images.id(name), "RepoTags": [tagged(name)]} for name in names], indent=4))


def pull(images: Images, words: list[str]) -> None:
    """Every image is there."""
    for name in (word for word in words if not word.startswith("-")):
        images.ids[tagged(name)] = f"sha256:{sha256(tagged(name).encode()).hexdigest()}"
        print(f"Status: Downloaded newer image for {tagged(name)}")


def run(images: Images, words: list[str]) -> None:
    """No container runs, and this says so."""
    print(f"docker run {' '.join(words)}: the local AWS runs no container; taken as one that ends with 0")


def main(words: Sequence[str]) -> None:
    """One call."""
    # What is said and what went wrong are in one log, in their order.
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    daemon = words[0] != "--no-daemon"
    file, *command = words if daemon else words[1:]
    images = Images(Path(file))
    name, *rest = command or ["help"]
    if not daemon and name not in WITHOUT_DAEMON:
        fail(NO_DAEMON.words)
    if name in ("buildx", "image", "container"):
        name, *rest = rest or ["help"]
    known = {
        "build": build, "inspect": inspect, "login": login, "pull": pull, "push": push, "run": run, "tag": tag,
    }  # fmt: skip
    if name in known:
        known[name](images, rest)
    elif name == "images":
        for one, id in images.ids.items():
            print(f"{one}  {id[7:19]}")
    elif name in ("--version", "-v", "version"):
        print("Docker version 28.0.0 (the local AWS's stand-in)")
    elif name not in ("logout", "info", "ps", "rmi", "ls", "create", "use"):
        fail(f"docker: {name!r} is not among what the local AWS's stand-in for Docker knows: {KNOWN}")
    images.save()


if __name__ == "__main__":
    main(sys.argv[1:])
