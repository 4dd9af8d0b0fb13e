"""Process 6: wishes, the draw, groups, the waiting list, class lists; and the family's pages of process 5."""
