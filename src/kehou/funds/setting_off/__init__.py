"""Shares of a surplus that families chose to have stand against the child's next bill (A9.11)."""
