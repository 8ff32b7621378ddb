"""Makes of a service's nested types those that a program needs; EC2 alone has 1,231 in two modules.

`_inputs.py` and `outputs.py` of a service in pulumi_aws are nothing but classes, all of three forms. Here such a module
keeps them compiled, and makes one, with those that its annotations name, when somebody looks it up.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from inspect import CO_OPTIMIZED
from itertools import takewhile
from types import CodeType, ModuleType, new_class
from typing import Any, TypedDict

import pulumi

MODULES = ("_inputs", "outputs") if sys.version_info < (3, 14) else ()
"""From 3.14 on annotations cost nothing until somebody asks for them, and nearly all of a type is annotations."""

_one_at_a_time = threading.RLock()


class Types(ModuleType):
    """One such module."""

    _compiled: dict[str, CodeType] | None = None
    """Its classes by name, from the first look-up on."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__all__":
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        with _one_at_a_time:
            if self._compiled is None and not self._open():
                return getattr(self, name)
            if name == "__all__":
                asking = sys._getframe(1)
                return self._exported(asking.f_globals["__name__"], asking.f_code)
            return vars(self)[name] if name in vars(self) else self._make(name)

    def __dir__(self) -> list[str]:
        return self.__all__

    def _open(self) -> bool:
        """Runs what stands before the classes. False: other classes than expected, so all of it has run, as ever."""
        loader = self.__spec__ and self.__spec__.loader
        assert isinstance(loader, SourceFileLoader)
        code = loader.get_code(self.__name__)
        assert code
        compiled = {const.co_name: const for const in code.co_consts if isinstance(const, CodeType)}
        with open(loader.path, encoding="utf-8") as source:
            head = "".join(takewhile(lambda line: not line.startswith(("@", "class ")), source))
        exec(compile(head, loader.path, "exec"), vars(self))
        if {*self.__all__} != {*compiled}:
            self.__class__ = ModuleType  # pyright: ignore[reportAttributeAccessIssue]
            loader.exec_module(self)
            return False
        del vars(self)["__all__"]
        self._compiled = compiled
        return True

    def _exported(self, importer: str, code: CodeType) -> list[str]:
        """What `import *` takes: into a module of the same service what that names, elsewhere all."""
        service = self.__name__.rpartition(".")[0]
        return [*(self._named(code) if importer.startswith(f"{service}.") else self._compiled or ())]

    def _make(self, name: str) -> type:
        if not self._compiled or name not in self._compiled:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        body = self._compiled[name]
        bases, mark = _form(self.__name__, name)
        made = mark(new_class(name, bases, exec_body=lambda members: exec(body, vars(self), members)))
        setattr(self, name, made)
        for other in self._named(body):
            getattr(self, other)
        return made

    def _named(self, code: CodeType) -> set[str]:
        return {text for text in _texts(code) if self._compiled and text in self._compiled}


def _form(module: str, name: str) -> tuple[tuple[Any, ...], Callable[[type], type]]:
    """The bases and the decorator."""
    if module.endswith(".outputs"):
        return (dict,), pulumi.output_type
    if name.endswith("ArgsDict"):
        return (TypedDict,), lambda made: made
    return (), pulumi.input_type


def _texts(code: CodeType) -> Iterator[str]:
    """The texts of a module's or class's code, but not of its functions: annotations name types in quotes."""
    for const in code.co_consts:
        if isinstance(const, str):
            yield const
        elif isinstance(const, CodeType) and not const.co_flags & CO_OPTIMIZED:
            yield from _texts(const)
