"""The pages of the afternoon."""
