"""Ways to reach a parent: one folder per channel, always the same names."""
