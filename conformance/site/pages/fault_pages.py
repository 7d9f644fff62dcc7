"""The zoo: each wrong engine with its vice, its code, and who catches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.site import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.site.pages.page import Press, SitePage


def fault_pages(press: Press) -> Iterator[SitePage]:
    """Yield a page for each wrong engine, and their list."""
    book = press.book
    yield press.page("faults/index.html", "faults.html")
    for culprit in book.culprits:
        features: dict[str, list[str]] = {}
        for case in culprit.caught_by:
            features.setdefault(case.partition("[")[0], []).append(case)
        page = addresses.of_fault(culprit.name)
        yield press.page(page, "fault.html", culprit=culprit, features=features)
