"""A proved number is given up only for words that leave no doubt: there is no way back by text from that."""

from dataclasses import replace

import pytest

from flows import SCRIPT
from flows.engine.diagram import EXAMPLE
from flows.engine.events import HandedOver, Need, NumberDisowned
from flows.engine.machine import respond
from flows.reading.meaning import Intent, Reading, Sureness


def turn(sureness, **facts):
    reading = Reading("a fox number", (Intent.WRONG_NUMBER,), sureness)
    return respond(SCRIPT, None, reading, replace(EXAMPLE, **facts))


@pytest.mark.parametrize("sureness", [Sureness.FAIRLY, Sureness.UNSURE])
def test_a_person_reads_words_that_may_mean_something_else(sureness):
    assert turn(sureness).events == (HandedOver(Need.READ),)


def test_plain_words_take_the_number_off_at_once():
    assert NumberDisowned() in turn(Sureness.SURE).events


def test_a_number_not_yet_proved_is_given_up_sooner():
    assert NumberDisowned() in turn(Sureness.FAIRLY, is_proved=False).events
