"""Loads of pulumi_aws the modules that a program names, and not each service whole.

pulumi_aws puts off a service until something of it is used; the first look at `aws.ec2` then makes Python run 182
modules, although a program names a dozen things of EC2. Here `aws.ec2.Vpc` imports `pulumi_aws.ec2.vpc` alone. A name
that says no module, or a look at all names, runs the service's own `__init__.py`; from then on it is as ever.
"""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

import pulumi_aws

from components import aws_types


def load_by_name() -> None:
    """For all services that nothing was used of yet."""
    for name, service in vars(pulumi_aws).items():
        spec = service.__spec__ if isinstance(service, ModuleType) else None
        # Only what is put off has a loader_state; `config` is no service.
        if spec and spec.loader_state and spec.origin and name != "config":
            spec.loader = _Loader(spec.name, spec.origin)


class _Loader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        module.__class__ = _Service
        for name in aws_types.MODULES:
            full_name = f"{module.__name__}.{name}"
            if full_name not in sys.modules and (spec := find_spec(full_name)):
                sys.modules[full_name] = vars(module)[name] = types = module_from_spec(spec)
                types.__class__ = aws_types.Types

    def complete(self, module: ModuleType) -> None:
        """Runs the package's own code, which `exec_module` does not."""
        super().exec_module(module)


class _Service(ModuleType):
    """A service's package with what was asked of it so far."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__all__":
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        for module in map(f"{self.__name__}.{{}}".format, _modules(name)):
            if find_spec(module):
                found = import_module(module)
                if hasattr(found, name):
                    return getattr(found, name)
        self._complete()
        return getattr(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Python does this with each module of the package that it has imported: its names are the package's, too."""
        super().__setattr__(name, value)
        if isinstance(value, ModuleType) and name != "outputs":
            vars(self).update((export, getattr(value, export)) for export in getattr(value, "__all__", ()))

    def __dir__(self) -> list[str]:
        self._complete()
        return dir(self)

    def _complete(self) -> None:
        loader = self.__spec__ and self.__spec__.loader
        assert isinstance(loader, _Loader)
        self.__class__ = ModuleType  # pyright: ignore[reportAttributeAccessIssue]
        loader.complete(self)


def _modules(name: str) -> Iterator[str]:
    """Where a name may be: `Vpc` and `VpcArgs` in vpc, `get_ami_output` in get_ami, types of values in _inputs."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    yield words.removesuffix("_args").removesuffix("_output")
    if name.endswith(("Args", "ArgsDict")):
        yield "_inputs"
