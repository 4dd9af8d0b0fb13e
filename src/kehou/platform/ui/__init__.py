"""How Kehou looks and speaks: styles, base templates, components, wording. See README.md."""
