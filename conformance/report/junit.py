"""A run as JUnit's XML, which build servers read (CNF-044)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import msgspec

from conformance.verdict.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.report.document import CaseReport, Report

_ELEMENTS = {
    Verdict.FAIL: "failure",
    Verdict.BLOCKED: "failure",
    Verdict.UNEXPECTED_PASS: "failure",
    Verdict.FAULT: "error",
    Verdict.KNOWN_DEVIATION: "skipped",
    Verdict.NOT_APPLICABLE: "skipped",
    Verdict.BY_THE_KIT: "skipped",
}
"""What a verdict is in JUnit's words; a pass is silent."""


def junit(report: Report) -> str:
    """Return the document, a suite for each profile."""
    root = ET.Element("testsuites", name=f"{report.target.name} {report.target.version}")
    for profile in report.profiles:
        cases = [case for case in report.cases if case.profile == profile]
        if cases:
            _suite(root, profile, cases, report)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(root: ET.Element, profile: str, cases: list[CaseReport], report: Report) -> None:
    """Add the cases of a profile, under what was judged and where."""
    took = report.timing.cases_ms
    kinds = [_ELEMENTS.get(Verdict(case.verdict), "") for case in cases]
    suite = ET.SubElement(
        root,
        "testsuite",
        name=profile,
        tests=str(len(cases)),
        failures=str(kinds.count("failure")),
        errors=str(kinds.count("error")),
        skipped=str(kinds.count("skipped")),
        time=f"{sum(took[case.id] for case in cases) / 1000:.3f}",
        timestamp=report.timing.began.removesuffix("+00:00"),
    )
    properties = ET.SubElement(suite, "properties")
    for name, value in _circumstances(report):
        ET.SubElement(properties, "property", name=name, value=value)
    for case, kind in zip(cases, kinds, strict=True):
        _case(suite, case, kind, took[case.id])


def _circumstances(report: Report) -> Iterator[tuple[str, str]]:
    """Yield versions and environment, by name."""
    yield "suite", report.suite
    yield "claims", "; ".join(report.claims) or report.no_claim or "none"
    yield from msgspec.structs.asdict(report.environment).items()
    yield "capabilities", " ".join(report.target.capabilities)
    yield "supplied", " ".join(report.target.supplied)


def _case(suite: ET.Element, case: CaseReport, kind: str, duration_ms: int) -> None:
    """Add a case; `kind` is the element that says why it is no pass, or empty."""
    element = ET.SubElement(
        suite,
        "testcase",
        classname=case.feature.removesuffix(".feature").replace("/", "."),
        name=_printable(f"{case.id} {case.title}"),
        file=case.feature,
        line=str(case.line),
        time=f"{duration_ms / 1000:.3f}",
    )
    if kind:
        why = ET.SubElement(element, kind, message=_printable(f"{case.verdict}: {case.reason}"))
        if case.failure:
            failure = case.failure
            why.text = _printable(
                f"{failure.step}\nexpected\n{failure.expected}\nactual\n{failure.actual}\n"
            )


def _printable(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(one if one.isprintable() or one in "\n\t" else repr(one)[1:-1] for one in text)
