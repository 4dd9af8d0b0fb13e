"""Process 2: parents are consulted; in rural schools they first apply (A2.1 to A2.4, A7.2, A7.12)."""
