"""The matrices of 02b and 02c are whole, and what the reference does with each pair of types."""

from __future__ import annotations

import re

import pytest

from conformance.spec.clauses import chapters
from conformance.spec.resources import spec_directory
from tests.spec.matrices import MATRICES, drawn

PRINTED = re.compile(r"<!-- matrix (\S+) -->\n(.*?)\n<!-- end of matrix -->", re.DOTALL)


def printed() -> dict[str, str]:
    """Return every matrix that a chapter prints, by its name."""
    texts = (path.read_text(encoding="utf-8") for path in chapters(spec_directory()))
    return {name: table for text in texts for name, table in PRINTED.findall(text)}


def test_every_matrix_is_printed() -> None:
    assert sorted(printed()) == sorted(MATRICES)


@pytest.mark.parametrize("name", MATRICES)
def test_a_matrix_is_what_the_reference_does(name: str) -> None:
    """SQL-022, SQL-032, SQL-047, SQL-048, SQL-050, SQL-058, SQL-105, SQL-106."""
    assert printed()[name] == drawn(MATRICES[name]())
