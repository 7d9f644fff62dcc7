"""A driver in Python by its name: an entry point, `module:factory` or `path/to/file.py:factory`."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import traceback
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from conformance.drivers.protocol import Driver

GROUP = "helios.drivers"
"""The group of entry points under which a package offers its driver."""


class DriverNotFoundError(LookupError):
    """There is no driver under this name, or it does not load."""

    def __init__(self, name: str, complaint: str) -> None:
        super().__init__(f"--driver {name}: {complaint}")
        self.complaint = complaint


def driver_named(name: str) -> Driver:
    """Return the driver that a name leads to; loading may fail, judging has not begun."""
    try:
        factory = _factory(name)
        return factory()
    except (DriverNotFoundError, KeyboardInterrupt):
        raise
    except BaseException as error:  # whatever a stranger's module does when it loads
        raise DriverNotFoundError(name, f"{told(error)} ({raised_at(error)})") from error


def told(error: BaseException) -> str:
    """Return what an exception says, also one that cannot say it."""
    try:
        return f"{type(error).__name__}: {error}"
    except Exception as failure:  # noqa: BLE001 - whatever a stranger's __str__ does
        return f"{type(error).__name__}, whose text raises {type(failure).__name__}"


def raised_at(error: BaseException) -> str:
    """Return file and line in which an exception was raised, of code that is not the suite's."""
    frames = traceback.extract_tb(error.__traceback__)
    foreign = [frame for frame in frames if not _ours(frame.filename)]
    where = (foreign or frames)[-1]
    return f"{where.filename}:{where.lineno}"


def _ours(file: str) -> bool:
    return file.startswith("<frozen") or Path(file).parent == Path(__file__).parent


def _factory(name: str) -> Callable[[], Driver]:
    """Return what makes the driver."""
    place, colon, attribute = name.rpartition(":")
    if not colon:
        return _offered(name)
    if not place.endswith(".py") and Path(place).is_file():
        raise DriverNotFoundError(name, f"{place} is no .py file")
    module = _file(Path(place)) if place.endswith(".py") else _module(place)
    factory = getattr(module, attribute, None)
    if not callable(factory):
        raise DriverNotFoundError(name, f"{place} defines no {attribute} that can be called")
    return cast("Callable[[], Driver]", factory)


def _offered(name: str) -> Callable[[], Driver]:
    """Return the factory that an installed package offers under a name."""
    offered = entry_points(group=GROUP)
    if name not in offered.names:
        known = ", ".join(sorted(offered.names)) or "none"
        raise DriverNotFoundError(
            name, f"no package offers it (known: {known}); or give module:factory, file.py:factory"
        )
    return cast("Callable[[], Driver]", offered[name].load())


def _module(name: str) -> ModuleType:
    """Return a module, also one in the working directory, as `python -m` would find it."""
    if "" not in sys.path:
        sys.path.insert(0, "")
    with _nothing_left_behind():
        return importlib.import_module(name)


def _file(path: Path) -> ModuleType:
    """Return a module from a file; it may import its neighbours."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise DriverNotFoundError(str(path), "there is no such file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # dataclasses look their module up
    sys.path.insert(0, str(path.resolve().parent))
    with _nothing_left_behind():
        spec.loader.exec_module(module)
    return module


@contextmanager
def _nothing_left_behind() -> Iterator[None]:
    """Keep Python from writing bytecode beside a stranger's source."""
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = written
