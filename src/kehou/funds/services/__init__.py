"""What is done with the money of a term, gathered for those who act in place of the pages."""
