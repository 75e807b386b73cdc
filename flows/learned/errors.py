"""What learned meaning raises."""


class MeaningUnavailable(RuntimeError):
    """The sentence embedding cannot be loaded here."""
