"""What holds in every province: national parameters."""
