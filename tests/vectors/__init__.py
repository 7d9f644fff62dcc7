"""The golden files of `spec/vectors`, and the one command that makes them."""
