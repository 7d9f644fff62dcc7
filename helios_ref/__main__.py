"""`python -m helios_ref` is `helios-ref`."""

from helios_ref.cli import main

if __name__ == "__main__":
    main()
