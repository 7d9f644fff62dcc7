"""Words that pages explain: terms of the glossary, next steps, places in titles."""

from __future__ import annotations

from conformance.book.suite import read_suite
from conformance.faults.wordings import wordings
from conformance.site.error_table import read_errors
from conformance.site.next_steps import GENERAL, Wording, next_step
from conformance.site.pages.clause_pages import provenance
from conformance.site.prose import facts, slots, step_text
from conformance.site.terms import TermMarker, meanings, read_glossary
from conformance.spec.resources import spec_directory

GLOSSARY = read_glossary(spec_directory())


def test_a_term_is_marked_where_it_is_first_and_outside_of_links() -> None:
    terms = TermMarker(meanings(GLOSSARY))
    text = terms.marked("<p>chain</p><main><a>chain</a><h2>chain</h2><p>Two chains, a chain</p>")
    assert text.count('data-id="chain"') == 1
    assert '<a class="term" href="site:/glossary.html#chain" data-id="chain">chains</a>' in text


def test_words_in_their_common_meaning_are_no_terms() -> None:
    assert {"tombstone", "verdict", "the kit", "refusal"} <= meanings(GLOSSARY).keys()
    assert "run" not in meanings(GLOSSARY)


def test_every_code_has_one_next_step() -> None:
    """ERR-002. Either the reference says it, or the site does."""
    worded = {code: Wording(*words) for code, words in wordings().items()}
    assert worded.keys() == read_errors(spec_directory()).keys()
    assert {code for code, one in worded.items() if not one.next_step} <= GENERAL.keys()
    assert next_step("NO_BASE", worded).startswith("take a full backup first")


def test_what_differs_from_row_to_row_is_marked() -> None:
    assert slots("A <member> & more") == "A <var>member</var> &amp; more"
    assert facts("{path} is < it") == "<var>path</var> is &lt; it"


def test_a_statement_in_a_step_is_code() -> None:
    assert step_text("executing: SELECT 1").startswith("executing: <code>")
    assert step_text("it is refused with NO_BASE") == "it is refused with NO_BASE"


def test_where_a_clause_comes_from_is_a_sentence() -> None:
    clauses = read_suite().clauses
    assert provenance(clauses["RST-016"]) == "Documented: the source says so in S11, S56 and S57."
    assert provenance(clauses["RST-013"]) == (
        "Documented: the source says so in S57. "
        "Decided: more than the source says; why, is in D12 and D30."
    )
    assert provenance(clauses["CNF-082"]).startswith("An extension")
