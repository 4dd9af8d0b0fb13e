"""The treasury: fees that go there (缴库) come back in full (用款), or to families (退付) (A9.31)."""
