"""The pages of plans: the school's and the authority's."""
