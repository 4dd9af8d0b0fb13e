"""The acts of process 2."""
