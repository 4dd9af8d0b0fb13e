"""What authorities type in."""
