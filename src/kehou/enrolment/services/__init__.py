"""What families and schools do between the agreement and the class list."""
