"""What services ask of the facts, one file per noun."""
