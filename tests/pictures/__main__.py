"""`python -m tests.pictures` draws the pictures of the README anew."""

from __future__ import annotations

from tests.pictures.chain import chain
from tests.pictures.recordings import PLACE, runner, shell


def main() -> None:
    """Write every picture."""
    PLACE.mkdir(exist_ok=True)
    for name, drawn in (("chain", chain()), ("shell", shell()), ("runner", runner())):
        (PLACE / f"{name}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
