"""Tests of the book: what stands on its pages, and what a browser makes of them."""
