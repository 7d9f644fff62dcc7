"""How many scenarios, files and cases there are, as the guide to the features says it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conformance.book.casebook import Case

_SENTENCE: Final = re.compile(r"^Every case of the suite is a scenario here: .*$", re.MULTILINE)


def with_numbers(guide: str, cases: Sequence[Case]) -> str:
    """Return the guide with the numbers of these cases."""
    scenarios = len({case.scenario_id for case in cases})
    files = len({case.feature for case in cases})
    sentence = (
        f"Every case of the suite is a scenario here: {scenarios} of them, in {files} files;"
        f" with a case for each row of examples, {len(cases):,} cases."
    )
    written, found = _SENTENCE.subn(sentence, guide)
    assert found == 1, "the guide has one sentence for its numbers"
    return written


def write_numbers(guide: Path, cases: Sequence[Case]) -> None:
    """Write them into the guide where they are not those of today."""
    before = guide.read_text(encoding="utf-8")
    if (after := with_numbers(before, cases)) != before:
        guide.write_text(after, encoding="utf-8")
