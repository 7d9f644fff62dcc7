"""What the text of the specification says, held to what the reference does."""
