"""Questions in the formats of other programs, and back: pure functions."""
