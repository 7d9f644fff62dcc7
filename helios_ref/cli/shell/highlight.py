"""Statements in colours: keywords, texts, numbers, comments (07-operations)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from prompt_toolkit.formatted_text.utils import split_lines
from prompt_toolkit.lexers import Lexer

from helios_ref.sql.parsing import tokens_of
from helios_ref.sql.statement_split import landmarks

if TYPE_CHECKING:
    from prompt_toolkit.document import Document
    from prompt_toolkit.formatted_text import StyleAndTextTuples

STYLES: Final = {
    "STRING": "class:pygments.literal.string",
    "QUOTED": "class:pygments.name",
    "NAME": "class:pygments.name",
    "INTEGER": "class:pygments.literal.number",
    "DECIMAL": "class:pygments.literal.number",
    "PARAMETER": "class:pygments.name.variable",
}
"""Styles by terminal; a word of the grammar has that of a keyword, and a sign has none."""

KEYWORD: Final = "class:pygments.keyword"
COMMENT: Final = "class:pygments.comment"


class StatementLexer(Lexer):
    """Colours what is typed by the tokens of the grammar (OPS-086)."""

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """Return what gives the pieces of a line with their styles."""
        lines = list(split_lines(fragments(document.text)))
        return lambda number: lines[number] if number < len(lines) else []


def fragments(text: str) -> StyleAndTextTuples:
    """Return a text in pieces, each with its style."""
    spans = [(begin, end, _style(kind, word)) for kind, word, begin, end in tokens_of(text)]
    for kind, begin, end in landmarks(text):
        if kind in ("--", "/*"):
            spans.append((begin, end, COMMENT))
        elif end == len(text) and kind[0] in "'\"":  # perhaps not closed yet
            spans.append((begin, end, STYLES["STRING"]))
    pieces: StyleAndTextTuples = []
    at = 0
    for begin, end, style in sorted(spans, key=lambda span: (span[0], -span[1])):
        if begin >= at and end > begin:
            pieces += [("", text[at:begin]), (style, text[begin:end])]
            at = min(end, len(text))
    return [*pieces, ("", text[at:])]


def _style(kind: str, word: str) -> str:
    return STYLES.get(kind, KEYWORD if word.isalpha() else "")
