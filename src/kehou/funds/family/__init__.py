"""What a family sees of its money: one account, line by line."""
