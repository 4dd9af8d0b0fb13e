"""What is done with bills."""
