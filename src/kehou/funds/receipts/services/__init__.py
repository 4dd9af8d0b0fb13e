"""What is done with money that came in."""
