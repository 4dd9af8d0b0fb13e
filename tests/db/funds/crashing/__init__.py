"""A term's closing, killed at every step."""
