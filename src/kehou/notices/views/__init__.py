"""The pages of publicity."""
