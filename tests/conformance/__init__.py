"""Tests of the suite: what it reads, what it refuses, what it says of engines."""
