"""What families and schools fill in."""
