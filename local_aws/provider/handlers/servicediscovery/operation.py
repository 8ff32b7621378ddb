"""Operations of Cloud Map, which most of its calls answer with: waited for, as the real provider does."""

from typing import Any

from local_aws.provider.handlers.retries import wait_until


def target(cloud_map: Any, answer: dict[str, Any], kind: str = "NAMESPACE") -> str:
    """What the operation was about, once it has succeeded."""
    id = answer["OperationId"]
    wait_until(lambda: _done(cloud_map, id), f"operation {id} of Cloud Map")
    return cloud_map.get_operation(OperationId=id)["Operation"]["Targets"].get(kind, "")


def _done(cloud_map: Any, id: str) -> bool:
    operation = cloud_map.get_operation(OperationId=id)["Operation"]
    if operation["Status"] == "FAIL":
        raise RuntimeError(f"{operation.get('ErrorCode')}: {operation.get('ErrorMessage')}")
    return operation["Status"] == "SUCCESS"
