"""`python -m tests.vectors`: make the golden files, and the hex that 03-hldb prints, anew."""

from __future__ import annotations

from tests.vectors.annotated import reprint
from tests.vectors.generate import regenerate

if __name__ == "__main__":
    for path in [*regenerate(), *reprint()]:
        print(path)  # noqa: T201  # the command's answer
