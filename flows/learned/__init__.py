"""Learned meaning: a text becomes numbers, and small models shipped as data judge them.

`Network.load("reading").judge(text, context, signs)` says what a reply means, `Tongues.load().of(text)` which language
it is in; tone has weights of its own over the same `embedding` and `hashed`. Raises `MeaningUnavailable` where the
sentence embedding cannot be loaded: reading then keeps to its rules, tone holds. Models are made by `make train`
(benchmarks/train.py) and stand in weights/<name>.npz.

Nothing is imported here: numpy and the embedding come with the first text that is judged, not with a process at rest.
"""
