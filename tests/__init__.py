"""The suite of the reference itself: laws first, then each room."""
