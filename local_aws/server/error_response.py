"""The response for an error outside of moto, in a form that SDKs of every protocol read."""

import json
from typing import Any
from xml.sax.saxutils import escape

from werkzeug.wrappers import Response


def error_response(environ: dict[str, Any], code: str, message: str, status: int = 400) -> Response:
    """Status 400 mostly, since SDKs retry a 5xx several times; JSON, or XML for the query protocols."""
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        error = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
        return Response(f"<Response><Errors>{error}</Errors></Response>", status=status, mimetype="text/xml")
    return Response(json.dumps({"__type": code, "message": message}), status=status, mimetype="application/json")
