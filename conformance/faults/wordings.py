"""How the reference words each refusal: its sentence and its next step, with facts in braces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helios_ref.errors import HeliosError

if TYPE_CHECKING:
    from collections.abc import Mapping


def wordings() -> Mapping[str, tuple[str, str]]:
    """Return sentence and next step by code (ERR-002); a step that depends on more is empty."""
    return {one.code: (one.sentence, one.hint) for one in HeliosError.__subclasses__()}
