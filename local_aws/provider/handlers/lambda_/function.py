"""Lambda function."""

from typing import Any

from local_aws.provider.archives import zipped
from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.retries import retry, wait_until
from local_aws.provider.values import Props

_TOKEN = "aws:lambda/function:Function"
_GONE = "ResourceNotFoundException"
_NAMES = {"name": "functionName"}
_CODE = frozenset({"code", "imageUri", "s3Bucket", "s3Key", "s3ObjectVersion", "sourceCodeHash", "architectures"})
_CONFIGURATION = (
    *("role", "handler", "description", "timeout", "memorySize", "vpcConfig", "environment", "runtime", "layers"),
    *("deadLetterConfig", "kmsKeyArn", "tracingConfig", "imageConfig", "ephemeralStorage", "snapStart"),
    *("fileSystemConfig", "loggingConfig"),
)
_READ = ("name", "role", "handler", "description", "timeout", "memorySize", "runtime", "packageType", "architectures")
"""What the local AWS keeps up to date. Of the rest it returns nothing, or what the function began with."""
_REMOVED: Props = {
    "description": "",
    "environment": {"variables": {}},
    "vpcConfig": {"subnetIds": [], "securityGroupIds": []},
    "layers": [],
    "kmsKeyArn": "",
}
"""How AWS is told that there is none any more."""
_NOT_YET = [
    ("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda"),
    ("InvalidParameterValueException", "The provided execution role does not have permissions"),
    ("InvalidParameterValueException", "throttled by EC2"),
    ("ResourceConflictException", "in progress"),
]
"""IAM's changes reach Lambda after a while."""


def create(aws: Aws, props: Props) -> str:
    """Makes the function, again and again while Lambda cannot assume its role yet; waits until it can be called."""
    client = aws.client("lambda")
    asked = request(client, "CreateFunction", props | {"code": None}, _NAMES)
    asked["Code"] = _code(client, props)
    id: str = retry(lambda: client.create_function(**asked), *_NOT_YET)["FunctionName"]
    with initializing(id):
        wait_until(lambda: _configuration(client, id)["State"] == "Active", f"function {id} to be active")
        if (reserved := int(props.get("reservedConcurrentExecutions", -1))) >= 0:
            client.put_function_concurrency(FunctionName=id, ReservedConcurrentExecutions=reserved)
    return id


def _code(client: Any, props: Props) -> dict[str, Any]:
    """From the program's own files, a bucket or a repository, as `Code` and `UpdateFunctionCode` take it."""
    if archive := props.get("code"):
        return {"ZipFile": zipped(archive)}
    taken = {key: props.get(key) for key in ("s3Bucket", "s3Key", "s3ObjectVersion", "imageUri")}
    return request(client, "UpdateFunctionCode", taken)


def _configuration(client: Any, id: str) -> dict[str, Any]:
    return client.get_function(FunctionName=id)["Configuration"]


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The function; its code only as a hash."""
    client = aws.client("lambda")
    with gone_is_fine(_GONE):
        found = client.get_function(FunctionName=id)
        answer = found["Configuration"]
        inputs = {name: one for name, one in fields(_TOKEN).items() if name in _READ}
        gateway = f"arn:{aws.partition}:apigateway:{aws.region}:lambda:path"
        invoke = f"{gateway}/2015-03-31/functions/{answer['FunctionArn']}"
        variables = answer.get("Environment", {}).get("Variables")
        return {
            **dict.fromkeys(inputs),
            **from_aws(inputs, answer, _NAMES),
            "environment": {"variables": variables} if variables else None,
            "layers": [layer["Arn"] for layer in answer.get("Layers") or ()],
            "vpcConfig": _vpc_config(answer.get("VpcConfig") or {}),
            "reservedConcurrentExecutions": found.get("Concurrency", {}).get("ReservedConcurrentExecutions", -1),
            "sourceCodeHash": answer["CodeSha256"],
            "codeSha256": answer["CodeSha256"],
            "sourceCodeSize": answer["CodeSize"],
            "arn": answer["FunctionArn"],
            "qualifiedArn": f"{answer['FunctionArn']}:{answer['Version']}",
            "invokeArn": f"{invoke}/invocations",
            "qualifiedInvokeArn": f"{invoke}:{answer['Version']}/invocations",
            "responseStreamingInvokeArn": (
                f"{gateway}/2021-11-15/functions/{answer['FunctionArn']}/response-streaming-invocations"
            ),
            "lastModified": answer["LastModified"],
            "version": answer["Version"],
            "tagsAll": found.get("Tags") or {},
        }
    return None


def _vpc_config(answer: dict[str, Any]) -> Props | None:
    if not answer.get("SubnetIds"):
        return None
    return {
        "subnetIds": answer["SubnetIds"],
        "securityGroupIds": answer["SecurityGroupIds"],
        "ipv6AllowedForDualStack": answer.get("Ipv6AllowedForDualStack", False),
        "vpcId": answer.get("VpcId"),
    }


def update(aws: Aws, id: str, change: Change) -> None:
    """The configuration, then the code, then its reserved concurrency and tags: a call each, each waited for."""
    client, new = aws.client("lambda"), change.new

    def updated() -> None:
        wait_until(
            lambda: _configuration(client, id).get("LastUpdateStatus") == "Successful", f"function {id} to be updated"
        )

    if changed := [key for key in _CONFIGURATION if key in change.keys]:
        wanted = {key: new[key] if new.get(key) is not None else _REMOVED.get(key) for key in changed}
        asked = request(client, "UpdateFunctionConfiguration", wanted)
        retry(lambda: client.update_function_configuration(FunctionName=id, **asked), *_NOT_YET)
        updated()
    if change.keys & _CODE:
        code = _code(client, new) | {"Architectures": new.get("architectures") or ["x86_64"]}
        retry(lambda: client.update_function_code(FunctionName=id, **code), *_NOT_YET)
        updated()
    if "reservedConcurrentExecutions" in change.keys:
        if (reserved := int(new.get("reservedConcurrentExecutions", -1))) >= 0:
            client.put_function_concurrency(FunctionName=id, ReservedConcurrentExecutions=reserved)
        else:
            client.delete_function_concurrency(FunctionName=id)
    if new.get("publish") and change.keys & {*_CODE, *_CONFIGURATION}:
        client.publish_version(FunctionName=id)
    put, removed = tag_lists.difference(change)
    if removed:
        client.untag_resource(Resource=change.old["arn"], TagKeys=removed)
    if put:
        client.tag_resource(Resource=change.old["arn"], Tags=put)


def unknown_outputs(change: Change) -> frozenset[str]:
    """Changed code shows in its hash, size and time; with `publish` any change is another version."""
    found: set[str] = set()
    if change.keys & _CODE:
        found |= {"sourceCodeHash", "codeSha256", "sourceCodeSize", "lastModified"}
    if change.new.get("publish") and change.keys & {*_CODE, *_CONFIGURATION}:
        found |= {"version", "qualifiedArn", "qualifiedInvokeArn"}
    return frozenset(found)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the function with its versions; with `skipDestroy` it is left."""
    if not known.get("skipDestroy"):
        with gone_is_fine(_GONE):
            aws.client("lambda").delete_function(FunctionName=id)


HANDLERS = (
    ResourceHandler(
        token=_TOKEN, create=create, read=read, update=update, delete=delete, unknown_outputs=unknown_outputs
    ),
)
