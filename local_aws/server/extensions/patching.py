"""How extensions patch methods of moto's classes and raise errors, and the answer to a call that moto doesn't have.

moto answers such a call with an HTML page and status 500, and SDKs retry it several times. Here it is one clean error.
Not faithful: its text, since AWS has every call.
"""

import re
import sys
import traceback
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

from moto.core.common_types import TYPE_RESPONSE
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, BaseResponse

from model.moving.refusal import Refusal
from model.texts.text import Text

Method = TypeVar("Method", bound=Callable[..., Any])

# moto warns about each code that botocore's model of the service doesn't list; no model lists AWS's common errors.
warnings.filterwarnings("ignore", message=".*does not match an error shape", category=UserWarning)


def patches(cls: type) -> Callable[[Method], Method]:
    """Decorator: the function becomes the method of its name on moto's class, whether there was one or not."""

    def patch(method: Method) -> Method:
        setattr(cls, method.__name__, method)
        return method

    return patch


class AwsError(ServiceException):
    """An error as AWS words it: `raise AwsError("ValidationError", "…")`; answered with status 400."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)

    @classmethod
    def of(cls, text: Text, **values: object) -> "AwsError":
        """One of AWS's texts, with a value for each place in it."""
        return cls(text.code, text.say(**values))


_call_action = BaseResponse.call_action


@patches(BaseResponse)
def call_action(self: BaseResponse) -> TYPE_RESPONSE:
    """moto's own, but an action that is missing or fails is an error in the caller's protocol."""
    try:
        return _call_action(self)
    except Refusal as error:
        problem = AwsError(error.code, error.message)
    except NotImplementedError as error:
        missing = re.match(r"The (\w+) action", str(error))
        what = "".join(part.capitalize() for part in missing[1].split("_")) if missing else self._get_action()
        text = f"the local AWS does not know {self.service_name}:{what}; it answers only what an environment needs"
        problem = AwsError("UnknownOperationException", text)
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        where = f"{self.service_name}:{self._get_action()}"
        text = f"the local AWS failed over {where}: {error!r}; its log has the traceback"
        problem = AwsError("LocalAwsFailure", text)
    status, headers, body = self.serialized(ActionResult(problem))
    headers["status"] = status
    headers, body = self._enrich_response(headers, body)
    return status, headers, body
