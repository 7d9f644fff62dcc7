"""Files with a few faults, every length, offset and hash repaired: nothing else is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tests.fuzz.choices import one_of, some_bytes
from tests.vectors.assemble import Block, checksum, cut
from tests.vectors.fields import BLOCK, HEADER, INDEX, RECORD, TRAILER
from tests.vectors.states import changed, entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fuzz.choices import Choices
    from tests.fuzz.histories import Member

    Cells = dict[bytes, bytes | None]

WIDTHS: Final = {"B": 1, "H": 2, "I": 4, "Q": 8}
NUMBERS: Final = (0, 1, 2, 3, 4, 5, 24, 80, 81, 168, 255, 4096, 4097, 2**16 - 1, 2**63)
LAYOUTS: Final = (HEADER, BLOCK, INDEX, RECORD, TRAILER)


def mutated(choices: Choices, member: Member) -> bytes:
    """Return a file like a member of a history; three in four differ in their entries alone."""
    if choices.below(4):
        return recombined(choices, member)
    return one_of(choices, FAULTS)(choices, member)


def recombined(choices: Choices, member: Member) -> bytes:
    """Return a file of other entries, the state that comes out computed anew."""
    cells: Cells = {key: cell for block in member.draft.blocks for key, cell in block.entries}
    for _ in range(1 + choices.below(3)):
        one_of(choices, EDITS)(choices, cells, member)
    cells = {key: cell for key, cell in cells.items() if 1 <= len(key) <= 4096}
    if member.draft.parent is None:
        cells = {key: cell for key, cell in cells.items() if cell is not None}
    state = checksum(changed(member.before, cells).items())
    return replace(member.draft, blocks=cut(entries(cells)), state=state).file()


def edit_value(choices: Choices, cells: Cells, _: Member) -> None:
    """Replace a few bytes of a value."""
    if cells:
        key = one_of(choices, sorted(cells))
        cells[key] = edited(choices, cells[key] or b"")


def edit_key(choices: Choices, cells: Cells, _: Member) -> None:
    """Replace a few bytes of a key."""
    if cells:
        key = one_of(choices, sorted(cells))
        cells[edited(choices, key)] = cells.pop(key)


def lose(choices: Choices, cells: Cells, _: Member) -> None:
    """Leave an entry out."""
    if cells:
        del cells[one_of(choices, sorted(cells))]


def bury(choices: Choices, cells: Cells, member: Member) -> None:
    """Make a tombstone of an entry, or of a key of the parent's state."""
    known = sorted(cells.keys() | member.before.keys())
    if known:
        cells[one_of(choices, known)] = None


def exchange(choices: Choices, cells: Cells, member: Member) -> None:
    """Give an entry the value of another, or of the parent's state."""
    values = [*cells.values(), *member.before.values()]
    if values:
        known = sorted(cells.keys() | member.before.keys())
        cells[one_of(choices, known)] = one_of(choices, values)


def restore(choices: Choices, cells: Cells, member: Member) -> None:
    """Say again what the parent's state says."""
    if member.before:
        key = one_of(choices, sorted(member.before))
        cells[key] = member.before[key]


def edited(choices: Choices, data: bytes) -> bytes:
    """Return bytes of which up to three were replaced by up to three others."""
    at = choices.below(len(data) + 1)
    return data[:at] + some_bytes(choices, 3) + data[at + choices.below(4) :]


EDITS: Final[tuple[Callable[[Choices, Cells, Member], None], ...]] = (
    edit_value,
    edit_value,
    edit_key,
    lose,
    bury,
    exchange,
    restore,
)


def other_field(choices: Choices, member: Member) -> bytes:
    """Return the file with another number in one field, and all that hangs on it repaired."""
    draft = replace(member.draft)
    layout = one_of(choices, LAYOUTS)
    names = [name for name, code in layout.items() if code in WIDTHS]
    name = one_of(choices, names)
    number = one_of(choices, NUMBERS) if choices.below(2) else choices.below(2**16)
    given = {name: number % 256 ** WIDTHS[layout[name]]}
    blocks = list(draft.blocks)
    at = choices.below(len(blocks)) if blocks else 0
    if layout is HEADER:
        draft.header = given
    elif layout is INDEX:
        draft.index = given
    elif layout is RECORD:
        draft.records = {at + 1: given}
    elif layout is TRAILER:
        draft.trailer = given
    elif blocks and "width" not in name:
        blocks[at] = Block(blocks[at].entries, given)
        draft.blocks = blocks
    return draft.file()


class Patched(Block):
    """A block of which a few bytes were replaced."""

    choices: Choices

    def pieces(self) -> dict[str, bytes]:
        """Return the block in one piece."""
        return {"all": edited(self.choices, b"".join(super().pieces().values()))}


def other_block(choices: Choices, member: Member) -> bytes:
    """Return the file with a few other bytes in a block, under the right hash."""
    blocks = list(member.draft.blocks)
    if blocks:
        at = choices.below(len(blocks))
        blocks[at] = Patched(blocks[at].entries)
        blocks[at].choices = choices  # type: ignore[attr-defined]  # a Patched
    return replace(member.draft, blocks=blocks).file()


def other_cuts(choices: Choices, member: Member) -> bytes:
    """Return the file with its entries in blocks of another size, or in another order."""
    listed = [entry for block in member.draft.blocks for entry in block.entries]
    size = 1 + choices.below(4)
    blocks = [Block(listed[at : at + size]) for at in range(0, len(listed), size)]
    if choices.below(2):
        blocks.reverse()
    return replace(member.draft, blocks=blocks).file()


def between(choices: Choices, member: Member) -> bytes:
    """Return the file with bytes between its sections."""
    where = one_of(choices, ("index", "trailer", "block 1"))
    draft = replace(member.draft, gaps={where: some_bytes(choices, 4)})
    return replace(draft, index_tail=some_bytes(choices, 2)).file()


def unsealed(choices: Choices, member: Member) -> bytes:
    """Return the file with nothing repaired."""
    return broken(choices, member.draft.file())


def broken(choices: Choices, data: bytes) -> bytes:
    """Return a file as disks and networks break it."""
    if choices.below(2):
        return edited(choices, data)
    return data[: choices.below(len(data))]


FAULTS: Final[tuple[Callable[[Choices, Member], bytes], ...]] = (
    other_field,
    other_field,
    other_block,
    other_block,
    other_cuts,
    between,
    unsealed,
)
