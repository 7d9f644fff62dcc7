"""The tables room: keys and values, and what is done with them."""
