"""Refusals: the only exceptions that leave this package (HLD-050)."""

from typing import Literal, TypeAlias

Code: TypeAlias = Literal["CORRUPT_BACKUP", "UNSUPPORTED_FORMAT", "CHAIN_BROKEN", "CHAIN_TOO_LONG"]


class Refused(Exception):  # noqa: N818 - the specification's own noun
    """
    A file or chain is refused, with the place of the damage (HLD-050).

    `offset` counts bytes from the beginning of the file, `block` counts blocks from 1
    and is None outside blocks, `member` counts files of a chain from 0 and is None
    where a single file was read.
    """

    def __init__(
        self, code: Code, offset: int, reason: str, clause: str, block: int | None = None
    ) -> None:
        super().__init__(code, offset, reason, clause, block)
        self.code: Code = code
        self.offset = offset
        self.reason = reason
        self.clause = clause
        self.block = block
        self.member: int | None = None

    def __str__(self) -> str:
        """One line for people."""
        member = "" if self.member is None else f"member {self.member}, "
        block = "" if self.block is None else f", block {self.block}"
        return f"{self.code}: {member}offset {self.offset}{block}: {self.reason} ({self.clause})"


class BreachError(Exception):
    """A key or value breaks a clause; whoever knows its place turns this into a refusal."""

    def __init__(self, clause: str, reason: str, key: bytes = b"") -> None:
        super().__init__(clause, reason, key)
        self.clause = clause
        self.reason = reason
        self.key = key
        """The key in a whole state that is there or missing, where its place is not known."""


def corrupt(offset: int, clause: str, reason: str, block: int | None = None) -> Refused:
    """Damage at an offset (HLD-050)."""
    return Refused("CORRUPT_BACKUP", offset, reason, clause, block)
