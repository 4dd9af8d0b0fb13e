"""Reading people's files, providers, lists and contracts; each starts from what the viewer may see."""
