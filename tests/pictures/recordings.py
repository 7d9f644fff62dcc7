"""What the shell and the runner print, as a terminal of 80 columns shows it."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from click.testing import CliRunner
from rich.console import Console
from rich.text import Text

from conformance.cli import main as conformance
from helios_ref.cli.output.format_reply import Format
from helios_ref.cli.shell.highlight import COMMENT, KEYWORD, STYLES, fragments
from helios_ref.cli.shell.prompt import answer, prompt_of
from helios_ref.cli.shell.shell import Shell
from helios_ref.reply import Reply
from helios_ref.session import Session
from helios_ref.settings import Settings
from helios_ref.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACE = Path(__file__).resolve().parents[2] / ".github" / "pictures"
WIDTH = 80

TYPED = (
    "CREATE TABLE products (id INT PRIMARY KEY, name TEXT, price DECIMAL);",
    "INSERT INTO products VALUES (1, 'Widget', 9.99), (2, 'Gadget', 24.99);",
    "BACKUP DATABASE TO '/tmp/full.hldb';",
    "DELETE FROM products WHERE id = 1;",
    "BACKUP DATABASE INCREMENTAL TO '/tmp/inc.hldb';",
    "\\l",
    "SELECT * FORM products;",
    "RESTORE DATABASE FROM 'bk_1711400000' TO BRANCH 'before';",
    "SELECT * FROM products AT BRANCH before;",
)
JUDGED = (
    *("run", "--driver", "conformance.faults:lost_tombstones"),
    *("--in-process", "--case", "Incremental1[2]"),
)

COLOURS = {
    KEYWORD: "bold blue",
    COMMENT: "dim",
    STYLES["STRING"]: "green",
    STYLES["INTEGER"]: "cyan",
}

SHOWN = "/tmp"  # noqa: S108  # nothing is written there
"""The directory that a reader sees."""


class Recorded(Shell):
    """A shell that shows the same in every directory, and however fast it is."""

    def show(self, reply: Reply) -> None:
        """Show a reply with short paths, and with a duration that is none."""
        place = self.session.settings.place
        rows = [
            [re.sub(place, SHOWN, cell) if isinstance(cell, str) else cell for cell in row]
            for row in reply.rows
        ]
        for row in rows:
            if row[0] in {"BACKUP", "RESTORE"}:
                row[6 if row[0] == "BACKUP" else 4] = 2
        super().show(replace(reply, rows=tuple(map(tuple, rows))))

    def write(self, lines: Iterable[str]) -> None:
        """Write lines with short paths, and the rule as long as what is left."""
        short = [line.replace(self.session.settings.place, SHOWN) for line in lines]
        width = max((len(line) for line in short if line.strip("-+")), default=0)
        super().write(line[: width + 1] for line in short)


def shell() -> str:
    """Return a talk with the shell, as SVG."""
    lines: list[Text] = []
    database = Database()
    with TemporaryDirectory() as place:
        clock = lambda: 1711400000 + 3600 * len(database.catalog)  # noqa: E731
        at = Recorded(Session(database, Settings(clock=clock, directory=place)), Format.TABLE)
        for typed in TYPED:
            lines.append(prompted(f"{prompt_of(at.session)}=> ", typed))
            told = io.StringIO()
            with redirect_stdout(told), redirect_stderr(told):
                answer(at, typed.replace(SHOWN, place))
            lines += map(Text, told.getvalue().splitlines())
    return drawn(lines, "helios-ref shell")


def prompted(prompt: str, typed: str) -> Text:
    """Return what is typed at a prompt, in its colours."""
    pieces = [(part[1], COLOURS.get(part[0], "")) for part in fragments(typed)]
    return Text.assemble((prompt, "bold"), *pieces)


def runner() -> str:
    """Return how a wrong engine is judged, as SVG."""
    told = CliRunner().invoke(conformance, JUDGED).output
    text = re.sub(r"\S*/(?=features/)", "", told)
    text = re.sub(r"(hldb \| |RESTORE (?:\| \w+ +){3}\| )\d+ *(?= \|)", r"\g<1>0   ", text)
    command = Text.assemble(("$ ", "bold"), "helios-conformance " + " ".join(JUDGED))
    return drawn([command, *map(Text, text.splitlines())], "helios-conformance")


def drawn(lines: Iterable[Text], title: str) -> str:
    """Return lines as SVG, the same for the same lines, and without a font from elsewhere."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    for line in lines:
        console.print(line, highlight=False)
    picture = console.export_svg(title=title, unique_id="recording")
    return re.sub(r"@font-face \{.*?\}\n?", "", picture, flags=re.DOTALL)
