"""Each golden file byte by byte, an invalid one beside its valid twin; and a file dropped in."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.site import addresses
from conformance.site.file_entries import EntryOfFile, entries
from conformance.site.file_fields import FieldOfFile, fields
from conformance.site.pages.page import as_json_script

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from conformance.site.golden import Twin, Vector
    from conformance.site.pages.page import Press, SitePage

MOST_UNLIKE = 400
"""Bytes that a page marks as otherwise than in the twin."""

MOST_FIELDS, MOST_ENTRIES = 60, 24
"""What a page lists of a file; the view of its script has all."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as lists of fields and entries."""

    name: str
    data: bytes
    fields: tuple[FieldOfFile, ...]
    listed: Sequence[FieldOfFile]
    """Of a damaged file those of the sections in which the damage begins, else all."""

    entries: tuple[EntryOfFile, ...]
    damaged: frozenset[int]
    """Places of the fields in which the damage begins."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is otherwise in the valid twin."""

    section: str
    name: str
    clause: str
    here: str
    there: str


def vector_pages(press: Press) -> Iterator[SitePage]:
    """Yield a page for each vector, their list, and the page on which a file can be dropped."""
    book = press.book
    yield press.page("vectors/index.html", "vectors.html", vectors=[*book.vectors.values()])
    yield press.page("file.html", "file.html")
    for vector in book.vectors.values():
        twin = book.twins.get(vector.name)
        yield press.page(
            addresses.of_vector(vector.name),
            "vector.html",
            vector=vector,
            files=[
                _listed(vector, name)
                for name in vector.files
                if vector.valid or name == vector.judged  # its parents are those of valid ones
            ],
            twin=twin,
            differences=[*differences(vector.data, twin.data)] if twin else [],
            unlike=unlike(vector.data, twin) if twin else [],
            bytes_json=packed(vector, twin),
            most_fields=MOST_FIELDS,
            most_entries=MOST_ENTRIES,
        )


def packed(vector: Vector, twin: Twin | None) -> Markup:
    """Return files as the script of the page reads them: compressed, in base 64."""
    files = [
        {
            "name": name,
            "size": len(data),
            "gzip": base64.b64encode(gzip.compress(data, mtime=0)).decode(),
            "damage": list(vector.offsets) if name == vector.judged else [],
            "differs": unlike(data, twin) if twin and name == vector.judged else [],
        }
        for name, data in vector.files.items()
    ]
    return as_json_script(json.dumps(files))


def unlike(data: bytes, twin: Twin) -> list[int]:
    """Return the bytes that are otherwise in the valid twin; none where the lengths differ."""
    if len(data) != len(twin.data):
        return []
    pairs = zip(data, twin.data, strict=True)
    return [at for at, (ours, theirs) in enumerate(pairs) if ours != theirs][:MOST_UNLIKE]


def _listed(vector: Vector, name: str) -> Listed:
    data = vector.files[name]
    found = fields(data)
    offsets = vector.offsets if name == vector.judged else ()
    damaged = frozenset(
        one.at for one in found for at in offsets if one.at <= at < one.at + one.size
    )
    sections = {one.section for one in found if one.at in damaged}
    listed = [one for one in found if one.section in sections] if sections else found
    return Listed(name, data, found, listed[:MOST_FIELDS], entries(data), damaged)


def differences(data: bytes, other: bytes) -> Iterator[Difference]:
    """Yield the fields in which two files are not the same."""
    here, there = _by_name(fields(data)), _by_name(fields(other))
    for section, name in dict.fromkeys([*here, *there]):
        mine, theirs = here.get((section, name)), there.get((section, name))
        first = _raw(data, mine)
        second = _raw(other, theirs)
        if first != second:
            clause = (mine or theirs or fields(data)[0]).clause
            yield Difference(
                section,
                name,
                clause,
                mine.text if mine else "not there",
                theirs.text if theirs else "not there",
            )


def _raw(data: bytes, field: FieldOfFile | None) -> bytes | None:
    return None if field is None else data[field.at : field.at + field.size]


def _by_name(found: Sequence[FieldOfFile]) -> Mapping[tuple[str, str], FieldOfFile]:
    return {(one.section, one.name): one for one in found}
