"""Read-only questions that pages ask of the facts."""
