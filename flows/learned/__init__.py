"""Learned meaning: a text becomes numbers, and small models shipped as data judge them.

`Network.load("reading").judge(text, context, signs)` says what a reply means, `Network.load("tone")` whether a note may
go, `Tongues.load().of(text)` which language a text is in. Raises `MeaningUnavailable` where the
sentence embedding cannot be loaded: reading then keeps to its rules, tone holds. Models are made by `make train`
(benchmarks/train.py) and stand in weights/<name>.npz.

Nothing is imported here: numpy and the embedding come with the first text that is judged, not with a process at rest.
"""
