"""Versions and features that nobody knows, and damage that looks like them (HLD-011 to HLD-051)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.vectors.damaged_sections import WRONG
from tests.vectors.faults import fault, raw, small, unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.vectors.vector import Invalid


def others() -> Iterator[Invalid]:
    """Yield intact files of other versions and features (HLD-011, HLD-012)."""
    for major in (0, 2):
        draft = small(header={"major_version": major})
        about = f"An intact file of version {major}.0."
        yield unsupported(f"version-{major}", about, ("HLD-011", "HLD-051"), draft)
    future: dict[str, Any] = {"major_version": 257}
    about = "An intact file of version 257.0, whose first byte is that of version 1."
    yield unsupported("version-257", about, ("HLD-011",), small(header=future))
    future = {"major_version": 2}
    for name, about, draft in (
        (
            "version-2-of-another-kind",
            "Of version 2.0, and of kind 9.",
            small(header=future | {"kind": 9}),
        ),
        (
            "version-2-of-another-branch",
            "Of version 2.0, with a branch that is not UTF-8 and longer than 63 bytes.",
            small(header=future, branch=b"\xff" * 64),
        ),
        (
            "version-2-of-another-index",
            "Of version 2.0, with another magic of the index.",
            small(header=future, index={"magic": b"IDX2"}),
        ),
        (
            "version-2-with-features",
            "Of version 2.0, with a critical feature.",
            small(header=future | {"critical_features": 1}),
        ),
    ):
        yield unsupported(name, f"An intact file. {about}", ("HLD-011", "HLD-051"), draft)
    for name, about, draft in (
        (
            "critical-feature-and-kind-9",
            "That needs a critical feature, and is of kind 9.",
            small(header={"critical_features": 1, "kind": 9}),
        ),
        (
            "critical-feature-and-extension",
            "That needs a critical feature, with an extension.",
            small(header={"critical_features": 4}, extension=b"what it needs"),
        ),
    ):
        yield unsupported(name, f"An intact file. {about}", ("HLD-012", "HLD-051"), draft)
    for bit in (0, 15, 31):
        draft = small(header={"critical_features": 1 << bit})
        about = f"An intact file that needs the critical feature of bit {bit}."
        yield unsupported(f"critical-feature-{bit}", about, ("HLD-012", "HLD-051"), draft)


def damaged() -> Iterator[Invalid]:
    """Yield damage that looks like another version (HLD-051)."""
    future = {"major_version": 2}
    yield fault(
        "version-2-with-a-wrong-header-hash",
        "The version says 2, but the header is not the one that was hashed.",
        ("HLD-051", "HLD-033"),
        small(header=future, trailer={"header_sha256": WRONG}),
        "header",
        "trailer.header_sha256",
    )
    draft = small(header=future, root=WRONG)
    about = "The version says 2, but the root is wrong."
    yield fault("version-2-with-a-wrong-root", about, ("HLD-051", "HLD-033"), draft, "trailer.root")
    data = bytearray(small().file())
    data[8] ^= 2
    about = "One bit of the version flipped, and nothing repaired."
    yield raw("version-bit-flipped", about, ("HLD-051", "HLD-033"), bytes(data), 0, 8)
    data = bytearray(small().file())
    data[12] ^= 1
    about = "One bit of the critical features flipped, and nothing repaired."
    yield raw("feature-bit-flipped", about, ("HLD-051", "HLD-033"), bytes(data), 0, 12)


def invalid() -> Iterator[Invalid]:
    """Yield files of other versions, and damage that looks like one."""
    yield from others()
    yield from damaged()
