"""`python -m conformance` is `helios-conformance`."""

from conformance.cli import main

main()
