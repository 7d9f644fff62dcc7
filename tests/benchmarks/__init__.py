"""How fast, beside peers in the same run, as ratios; never part of the tests."""
