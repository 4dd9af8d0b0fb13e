"""What families and schools do with agreements."""
