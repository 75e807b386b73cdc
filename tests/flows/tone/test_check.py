"""The rulings on single notes, the ways of hiding, the way out, and what fails closed."""

import json
from pathlib import Path

import pytest

from flows.tone import Kind, Purpose, check
from flows.tone.offers import QUESTIONS, UNREADABLE
from flows.tone.starters import STARTERS


@pytest.mark.parametrize(
    "text",
    [
        "The dragon was furious and burned the bridge",
        "He tried really hard in maths",
        "Star of the week! She read to us all",
        "He hit a six in cricket",
        "He asked for help when stuck",
        "She didn't want to stop reading!",
        "She listened right to the end of the fox story.",
        "{child} lit up when the fox came back. From {staff}",
    ],
)
def test_good_news_goes_as_a_note(text):
    assert not check(text, Purpose.NOTE).is_held


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Please bring his reading book, he was lovely", Kind.PRESSURE),
        ("He read so well. Can you come to hear him?", Kind.PRESSURE),
        ("Lovely reading on Tuesday, such a big voice", Kind.PRESSURE),
        ("His lovely poem is at www.example.org/poem", Kind.PRESSURE),
        ("He got 10/10 for his lovely story", Kind.PRESSURE),
        ("We missed you at story time, he read so well", Kind.PRESSURE),
        ("The children had soup in the hall", Kind.IMPLICIT),
        ("Great!", Kind.IMPLICIT),
        ("He read so well " * 12, Kind.IMPLICIT),
        ("He read well although it was lunchtime", Kind.SANDWICH),
    ],
)
def test_a_note_asks_nothing_and_holds_something_good(text, kind):
    assert check(text, Purpose.NOTE).kind is kind


def test_the_same_words_may_go_as_another_text():
    assert not check("We missed you on Tuesday at 2, a seat is saved for you").is_held


@pytest.mark.parametrize(
    "text",
    [
        "he h1t a boy",
        "he k i c k e d a door",
        "he f.o.u.g.h.t",
        "she sw\u043ere at me",
        "pu\u200bnched a wall",
        "he has deten tion",
    ],
)
def test_hidden_words_are_seen(text):
    verdict = check(text)
    assert verdict.kind in (Kind.OBFUSCATED, Kind.INCIDENT)
    assert all(word in text for word in verdict.words)


@pytest.mark.parametrize(
    "text", ["Er hat heute toll gelesen", "Hij heeft goed gelezen vandaag", "የዛሬ ንባብ ጥሩ ነበር", "qwrt plkj zxcv"]
)
def test_what_cannot_be_read_is_held_with_a_word_on_ready_notes(text):
    assert check(text).message == UNREADABLE


def test_a_declared_language_that_nobody_covers_is_held():
    assert check("He read so well", language="zz").message == UNREADABLE


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("Il a lu deux pages tout seul, bravo", "Il a frappé un camarade à la récré"),
        ("قرأ اليوم صفحتين وحده", "ضرب زميله في الفسحة"),
        ("Darllenodd ddwy dudalen ar ei ben ei hun heddiw", "Mae wedi taro bachgen arall amser chwarae"),
        ("আজ নিজে দুই পাতা পড়েছে", "সে টিফিনের সময় একজনকে মেরেছে"),
    ],
)
def test_languages_without_lists_are_known_by_what_was_learned(good, bad):
    assert not check(good).is_held
    assert check(bad).is_held


@pytest.mark.parametrize("text", ["Gülmekten kırıldık", "ضحكنا حتى دمعت عيوننا", "قصيدتها عن المطر أثرت فينا جميعا"])
def test_a_language_is_also_known_by_its_spelling(text):
    assert not check(text).is_held


def test_polish_is_known_even_when_english_is_declared():
    assert check("Dziś uderzył kolegę na przerwie").kind is Kind.INCIDENT


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("If you do not come {day} at {time} we will tell the head.", Kind.PRESSURE),
        ("Story time is {day}. Come or we will have to report it.", Kind.PRESSURE),
        ("Unless you come with {child} his place goes and we will inform the council", Kind.PRESSURE),
        ("JJ finally finished the dragon book!", Kind.BACKHANDED),
        ("No fallings out today", Kind.BACKHANDED),
        ("He managed to sit still and his story was great.", Kind.BACKHANDED),
        ("She was lovely, for her.", Kind.BACKHANDED),
        ("Super story, wish he was like this every day.", Kind.BACKHANDED),
        ("Maja w końcu skończyła rysunek i jest piękny.", Kind.BACKHANDED),
        ("آخرکار اس نے کہانی مکمل کی اور بہت اچھی ہے۔", Kind.BACKHANDED),
    ],
)
def test_threats_and_stings_are_held_whatever_stands_beside_them(text, kind):
    assert check(text).kind in (kind, Kind.SANDWICH)


@pytest.mark.parametrize(
    "text",
    [
        "If you do not come {day} at {time} the book will be kept for you.",
        "If you need help with the form we can call the office for you",
        "If you like, we can tell you more at the office",
    ],
)
def test_an_offer_is_no_threat(text):
    assert not check(text).is_held


@pytest.mark.parametrize(
    "text",
    [
        "Tom was great today, thank you.",
        "A wonderful boy, he had a great day today.",
        "Andrei a avut o zi minunată astăzi.",
        "Hoy Leo tuvo un día estupendo.",
        "او امروز خیلی مهربان بود.",
        "他今天过得很开心。",
        "He managed three whole pages by himself!",
        "W końcu smok znalazł dom.",
    ],
)
def test_the_plainest_praise_goes(text):
    assert not check(text).is_held


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Maja przeczytała dziś całą bajkę, brawo!", "pl"),
        ("April told us a brilliant story", "en"),
        ("June was a star in the play", "en"),
        ("His best one yet, a story about a fox", "en"),
    ],
)
def test_a_name_is_no_month_and_the_best_yet_no_contrast(text, language):
    assert not check(text, Purpose.NOTE, language).is_held


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("Lovely reading today but he hit a friend", "Lovely reading today"),
        ("He read to the whole class for once", "He read to the whole class"),
        ("He threw a chair", QUESTIONS[Kind.INCIDENT]),
    ],
)
def test_the_way_out_keeps_the_good_part_or_asks_for_it(text, offer):
    assert check(text).suggestion == offer


@pytest.mark.parametrize(
    ("text", "is_soft"),
    [
        ("A bit of a wobble", True),
        ("today 🙄", True),
        ("Well that was fun", True),
        ("He threw a chair", False),
        ("He is lazy", False),
    ],
)
def test_a_colleague_may_release_only_the_soft_kinds(text, is_soft):
    assert check(text).is_soft is is_soft


def test_a_long_text_is_held_unread():
    assert check("a " * 5000).is_held


@pytest.mark.parametrize("starter", STARTERS)
def test_a_starter_begins_a_note_that_goes(starter):
    assert not check(starter.replace("...", " the fox story was read in a big voice."), Purpose.NOTE).is_held


def test_words_are_as_typed():
    assert json.dumps(check("He was NAUGHTY").words) == '["NAUGHTY"]'


def test_every_word_list_is_reached_by_a_language():
    lists = {path.stem for path in (Path(__file__).parents[3] / "flows/tone/words").glob("*.toml")}
    assert lists == {"en", "pl", "ur", "emoji", "common", "asides"}


@pytest.mark.parametrize("name", ["Ola Nowak", "Miss Savage", "Mr J Smith", "St Mary's Hall", "Year 4 Room"])
def test_a_name_is_held_only_for_words_of_the_lists(name):
    assert not check(name, Purpose.NAME).is_held


@pytest.mark.parametrize("name", ["JJ hit Sam", "was naughty", "Hall, detention"])
def test_a_report_typed_where_a_name_belongs_is_held(name):
    assert check(name, Purpose.NAME).words


def test_what_is_held_twice_over_is_shown_once():
    assert check("He finally finished his sum").words == ("He finally",)
