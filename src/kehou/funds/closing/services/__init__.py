"""What people do at the end of a term."""
