"""How many small changes of the engine the cases notice, room by room (decision 0031)."""
