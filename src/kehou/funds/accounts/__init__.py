"""The public account of a term: what came in, what it was spent on, what went back (A11.8)."""
