"""Ids of what is set on a bucket: its name, or BUCKET,ACCOUNT where the program says whose bucket it expects."""

from local_aws.provider.values import Props


def id_of(props: Props) -> str:
    """The id for these inputs."""
    return ",".join(filter(None, (props["bucket"], props.get("expectedBucketOwner"))))


def call(id: str) -> dict[str, str]:
    """The arguments that say which bucket a call is about."""
    bucket, _, owner = id.partition(",")
    return {"Bucket": bucket} | ({"ExpectedBucketOwner": owner} if owner else {})


def inputs(id: str) -> Props:
    """The same as the program writes it."""
    bucket, _, owner = id.partition(",")
    return {"bucket": bucket, "expectedBucketOwner": owner or None}
