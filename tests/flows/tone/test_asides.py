"""Which sentences of a told story are looked at like a note: those that are not the story."""

import pytest

from flows.tone import check
from flows.tone.asides import asides

DRAGON = "There was a dragon called Ember. He was so cross that he kicked the door and burned the bridge"


def test_a_dragon_may_burn_bridges():
    assert asides(f"{DRAGON}. He hit the wall. Then he had tea.", ()) == ()


@pytest.mark.parametrize(
    ("added", "found"),
    [
        ("The End. PS he hit three children today", "PS he hit three children today"),
        ("The end! He hit three children.", "He hit three children"),
        ("P.S. He hit people", "PS  He hit people"),
        ("NB he hit people", "NB he hit people"),
        ("He hit two other children. Then he had tea.", "He hit two other children"),
        ("He swore at Mrs Khan. Then he had tea.", "He swore at Mrs Khan"),
        ("Ember and JJ hit people", "Ember and JJ hit people"),
        ("Koniec. On bije ludzi", "On bije ludzi"),
        ("Dziś uderzył kolegę", "Dziś uderzył kolegę"),
        ("Aujourd'hui il a frappé", "Aujourd'hui il a frappé"),
        ("আজ সে মেরেছে", "আজ সে মেরেছে"),
        ("இன்று அடித்தான்", "இன்று அடித்தான்"),
        ("他今天打人", "他今天打人"),
    ],
)
@pytest.mark.parametrize("place", ["{added}", "{dragon}. {added}", "{dragon}.\n\n{added}"])
def test_what_is_not_the_story_is_looked_at_wherever_it_stands(added, found, place):
    assert asides(place.format(dragon=DRAGON, added=added), ("JJ",)) == (found,)


def test_what_stands_after_the_end_is_held_as_a_note_would_be():
    assert any(check(words).is_held for words in asides(f"{DRAGON}. The End. PS he hit three children today", ()))


def test_a_story_that_only_speaks_of_an_end_goes_on():
    assert asides("He came to the end of the road. The dragon bit the giant.", ()) == ()
