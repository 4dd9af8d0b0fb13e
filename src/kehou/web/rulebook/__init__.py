"""The public rulebook: each statement at its stable address, what keeps it, and its parameters (A0.2)."""
