"""What changes a notice."""
