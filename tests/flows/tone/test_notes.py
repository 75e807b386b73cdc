"""How well the check tells bad news from good, on the notes that neither its rules nor its weights were made from.

The notes are those of benchmarks/corpora, part `dev`; benchmarks/tone.py has the figures by language and kind.
"""

import pytest

from benchmarks import corpora
from flows.learned.features import words
from flows.tone import check

NOTES = corpora.notes("dev")
ENGLISH = [note for note in NOTES if note.language == "en"]


def bare(text):
    """Return the words of a text alone."""
    return " ".join(words(text.lower()))


def share_held(notes):
    return sum(check(note.text).is_held for note in notes) / len(notes)


def test_bad_news_is_held():
    assert share_held([note for note in ENGLISH if note.label != "allow"]) >= 0.88


def test_good_notes_go():
    # Many are near-opposites of bad news.
    assert share_held([note for note in ENGLISH if note.label == "allow"]) <= 0.17


def test_bad_news_is_held_in_other_languages():
    foreign = [note for note in NOTES if note.language != "en"]
    assert share_held([note for note in foreign if note.label != "allow"]) >= 0.75
    assert share_held([note for note in foreign if note.label == "allow"]) <= 0.18


@pytest.mark.parametrize("part", ["train", "dev"])
def test_notes_are_of_both_labels_and_none_stands_twice(part):
    notes = [note.text for note in corpora.notes(part)]
    assert len(notes) == len(set(notes))


def test_what_is_measured_was_not_learned_from():
    learned = {bare(note.text) for note in corpora.notes("train")}
    assert not {bare(note.text) for note in corpora.notes("unseen")} & learned
    assert not {note.text for note in NOTES} & {note.text for note in corpora.notes("train")}
