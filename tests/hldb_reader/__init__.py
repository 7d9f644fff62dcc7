"""Tests of the suite's own reader and writer of `.hldb` files."""
