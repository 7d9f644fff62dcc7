"""How a mutant gets into an engine: its module is imported from other code than its file's."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from typing import TYPE_CHECKING

from tests.mutants.mutant import path_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType


class _Loader(SourceFileLoader):
    """A loader of a module that runs other code."""

    def __init__(self, module: str, code: CodeType) -> None:
        super().__init__(module, str(path_of(module)))
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        """Return the code with the change in it."""
        del fullname
        return self._code


class _Finder(MetaPathFinder):
    """A finder of one module."""

    def __init__(self, module: str, code: CodeType) -> None:
        self._module, self._code = module, code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where the module is, and nothing of any other."""
        del path, target
        if fullname != self._module:
            return None
        loader = _Loader(fullname, self._code)
        return spec_from_file_location(fullname, loader.path, loader=loader)


def plant(module: str, code: CodeType) -> None:
    """Make this process import a module with other code; nothing of the engine is there yet."""
    assert not any(name.startswith("helios_ref") for name in sys.modules), "names are bound"
    sys.meta_path.insert(0, _Finder(module, code))
