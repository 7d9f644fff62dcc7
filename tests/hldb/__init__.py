"""The file room: the bytes that a layer becomes."""
