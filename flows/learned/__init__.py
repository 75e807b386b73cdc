"""Learned meaning, shared by reading and tone: a text becomes numbers, and linear models shipped as data judge them.

`Model.load("reading").scores(text, context)` gives a probability for every label; `.words(text, label)` names the words
that spoke most for it. Raises `MeaningUnavailable` where the sentence embedding cannot be loaded: reading then keeps
to its rules, tone holds. Models are made by `make train` (benchmarks/train.py) and stand in weights/<name>.npz.

Nothing is imported here: numpy and the embedding come with the first text that is judged, not with a process at rest.
"""
