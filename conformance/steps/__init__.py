"""The phrases of the features, each an adapter between a sentence and the scene (CNF-030)."""

MODULES = (
    "conformance.steps.given",
    "conformance.steps.files",
    "conformance.steps.when",
    "conformance.steps.then",
)
"""Where the phrases are defined."""
