"""The components as a Pulumi package, for programs in every language: `pulumi package add ../bluegreen/package`."""

import sys
from pathlib import Path

# The engine puts this folder on the path, and everything here is imported by its full name: from the one above.
_HERE = Path(__file__).resolve().parent
sys.path[:] = [str(_HERE.parent), *(entry for entry in sys.path if Path(entry).resolve() != _HERE)]

from pulumi.provider.experimental import component_provider_host  # noqa: E402

from package.network import Network  # noqa: E402
from package.web_platform import Platform  # noqa: E402
from package.web_service import WebService  # noqa: E402

component_provider_host(name="bluegreen", components=[Network, Platform, WebService], version="0.1.0")
