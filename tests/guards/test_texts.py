"""Every text a parent may read: complete in every language, within its budget, plain enough for a tired evening."""

import ast
import re
from collections import defaultdict
from datetime import date, time
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.days import locale_of
from bot.i18n import Catalogues, places_in
from bot.services.budget import LONGEST_VALUES, units_over
from flows.engine.text import Text
from flows.plain import NAMES, PLAIN, plain_form
from flows.sms import measure
from locales.__main__ import LOCALES, extract, found

ROOT = Path(__file__).parents[2]
CATALOGUES = Catalogues.load()
TRANSLATED = [code for code in CATALOGUES.languages if code != "en"]

KINDS_OF_TIME = re.compile(r"(day|clock|morning|midday|afternoon|late|evening)\.\w+")
TEXTS = [Text(str(entry.context), str(entry.id)) for entry in extract() if entry.id]
SENTENCES = [text for text in TEXTS if not KINDS_OF_TIME.fullmatch(text.id)]
SPARKS = [text for text in TEXTS if text.id.startswith("WP-")]
TAIL = next(text for text in TEXTS if text.id == "HS-14")

# Texts to staff hold a parent's name, and need no plain form.
TO_STAFF = {"SG-04", "SG-05"}
# Handed over on paper, where names may stand.
ON_PAPER = re.compile(r"LT-\d\d")
# Written by staff, so counted while they type.
PERSONS_WORDS = {"goodnews", "wording"}


def named(text):
    return text.id


def said_in(language, text):
    """Return the sentence of a text in a language, with its places still open."""
    return CATALOGUES.sentence(text, language)


# The list of texts


def test_a_text_is_one_sentence_wherever_it_is_said():
    sentences = defaultdict(set)
    for _place, sentence, id_ in found():
        sentences[id_].add(sentence)
    assert {id_: said for id_, said in sentences.items() if len(said) > 1} == {}


def test_every_text_has_an_id():
    assert [sentence for _place, sentence, id_ in found() if not id_] == []


def test_every_text_of_the_design_is_said_somewhere():
    lines = (ROOT / "tests/data/text_ids.txt").read_text("utf-8").splitlines()
    designed = {line for line in lines if not re.search(r"  # (no flow yet|overtaken: .+)$", line)}
    assert sorted(designed - {text.id for text in TEXTS}) == []


def calls_of_text():
    """Yield each Text(...) of the flows that is given values by name: where, its sentence, the names."""
    for path in sorted((ROOT / "flows").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                names = {keyword.arg for keyword in node.keywords}
                if len(node.args) == 2 and isinstance(node.args[1], ast.Constant) and None not in names:
                    yield f"{path.name}:{node.lineno}", node.args[1].value, names


def test_every_text_is_given_its_values():
    wrong = [
        (where, sentence) for where, sentence, names in calls_of_text()
        if where.split(":")[0] != "plain.py" and places_in(sentence) != names
    ]  # fmt: skip
    assert wrong == []


# Catalogues


def test_the_template_holds_what_the_flows_say():
    with (LOCALES / "messages.pot").open("rb") as file:
        template = {(entry.context, entry.id) for entry in read_po(file) if entry.id}
    assert template == {(text.id, text.sentence) for text in TEXTS}, "Run python -m locales."


@pytest.fixture(scope="module", params=TRANSLATED)
def catalogue(request):
    with (LOCALES / request.param / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=locale_of(request.param))


def test_every_text_is_translated(catalogue):
    translated = {(entry.context, entry.id) for entry in catalogue if entry.id and entry.string}
    assert sorted({(text.id, text.sentence) for text in TEXTS} - translated) == []


def test_nothing_is_stale(catalogue):
    assert [entry.context for entry in catalogue if entry.id and entry.fuzzy] == []
    assert list(catalogue.obsolete) == []
    assert sorted({entry.context for entry in catalogue if entry.id} - {text.id for text in TEXTS}) == []


def test_a_translation_has_the_same_places_for_values(catalogue):
    wrong = [entry.context for entry in catalogue if entry.id and places_in(entry.id) != places_in(entry.string)]
    assert wrong == []


def test_every_translation_says_what_it_means_in_english(catalogue):
    assert [
        entry.context for entry in catalogue if entry.id and not " ".join(entry.user_comments).startswith("Back: ")
    ] == []


def test_every_translation_that_is_shipped_is_trusted(catalogue):
    language = str(catalogue.locale).replace("_", "-")
    assert len(CATALOGUES.sentences[language]) == len(TEXTS)


CONTROL_WORD = re.compile(r"\b[A-Z]{2,}\b")
NUMBER = re.compile(r"\d+")


@pytest.mark.parametrize("language", TRANSLATED)
def test_control_words_stay_as_they_are(language):
    wrong = [
        text.id for text in SENTENCES
        if text.sentence != "OK."
        and not set(CONTROL_WORD.findall(text.sentence)) <= set(CONTROL_WORD.findall(said_in(language, text)))
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_digits_to_reply_with_stay_as_they_are(language):
    wrong = [
        text.id for text in SENTENCES
        if set(NUMBER.findall(text.sentence)) != set(NUMBER.findall(said_in(language, text)))
    ]  # fmt: skip
    assert wrong == []


# Each language's own writing

ARABIC = re.compile(r"[\u0600-\u06ff]")
# Look right, and are not the letters or marks of Urdu.
NOT_URDU = re.compile(r"[\u0660-\u0669\u06f0-\u06f9يكة?,;]|(?<=[\u0600-\u06ff])\.")
TO_A_MAN_OR_A_WOMAN = re.compile(r"\b(Pan|Pani|Pana|Panu|Państwo|Państwa)\b|\w(łeś|łaś|łbyś|łabyś|łem|łam)\b")
FIRST_LETTER = re.compile(r"[^\W\d_]")


def test_urdu_is_written_in_urdu():
    said = {text.id: re.sub(r"\{\w+\}", "", said_in("ur", text)) for text in SENTENCES}
    assert [id_ for id_, sentence in said.items() if sentence and not ARABIC.search(sentence)] == []
    assert {id_: sentence for id_, sentence in said.items() if NOT_URDU.search(sentence)} == {}


def test_an_urdu_text_begins_in_urdu_so_that_it_runs_from_right_to_left():
    said = {text.id: said_in("ur", text) for text in SENTENCES if not places_in(text.sentence) & PERSONS_WORDS}
    assert [id_ for id_, sentence in said.items() if not ARABIC.match(FIRST_LETTER.search(sentence)[0])] == []


def test_polish_is_written_in_polish():
    assert [text.id for text in SENTENCES if ARABIC.search(said_in("pl", text))] == []


def test_polish_does_not_guess_whether_a_parent_is_a_man_or_a_woman():
    assert [text.id for text in SENTENCES if TO_A_MAN_OR_A_WOMAN.search(said_in("pl", text))] == []


def test_quotes_are_straight_and_nothing_is_an_emoji():
    said = [said_in(language, text) for text in SENTENCES for language in CATALOGUES.languages]
    assert [sentence for sentence in said if re.search(r"[‘’“”\u2600-\u27bf\U0001f000-\U0001faff]", sentence)] == []


# Budgets


@pytest.mark.parametrize("language", CATALOGUES.languages)
def test_a_text_fits_its_budget_at_its_longest(language):
    counted = [text for text in SENTENCES if not places_in(text.sentence) & PERSONS_WORDS]
    over = {text.id: units_over(CATALOGUES, (text,), language) for text in counted}
    assert {id_: units for id_, units in over.items() if units > 0} == {}


@pytest.mark.parametrize("language", CATALOGUES.languages)
def test_a_spark_fits_with_its_tail(language):
    over = {spark.id: units_over(CATALOGUES, (spark, TAIL), language) for spark in SPARKS}
    assert {id_: units for id_, units in over.items() if units > 0} == {}


SAID_TOGETHER = (
    ("RS-03", "RS-25"), ("RS-03", "RS-12"), ("RS-07", "RS-15"), ("ON-14", "ON-16"), ("TY-01", "RS-04"),
    ("LD-01", "LD-08"), *((spark.id, "HS-14") for spark in SPARKS),
)  # fmt: skip
USUAL = LONGEST_VALUES | {
    "parent": "Amina", "child": "Jayden", "staff": "Mrs Khan", "school": "Hill School", "place": "library",
    "day": date(2026, 5, 14), "time": time(14, 15), "opens": time(8, 30), "closes": time(16),
}  # fmt: skip
MOST_SEGMENTS = 2


def as_usual(id_):
    text = next(text for text in TEXTS if text.id == id_)
    return Text(id_, text.sentence, **{name: USUAL[name] for name in places_in(text.sentence)})


@pytest.mark.parametrize("language", CATALOGUES.languages)
@pytest.mark.parametrize("pair", SAID_TOGETHER, ids=" and ".join)
def test_what_is_often_said_together_fits_two_segments(language, pair):
    message = CATALOGUES.render(tuple(map(as_usual, pair)), language)
    assert measure(message).count <= MOST_SEGMENTS, message


# Plain mode


@pytest.mark.parametrize(
    "text",
    [
        text
        for text in SENTENCES
        if places_in(text.sentence) & NAMES and text.id not in TO_STAFF and not ON_PAPER.fullmatch(text.id)
    ],
    ids=named,
)
def test_a_text_with_a_name_has_a_plain_form_without(text):
    form = plain_form(text)
    assert places_in(form.sentence) & NAMES == frozenset()
    assert places_in(form.sentence) <= places_in(text.sentence)


def test_plain_forms_are_each_for_one_text():
    assert len({form.id for form in PLAIN}) == len(PLAIN)
    assert [form.id for form in PLAIN if not form.id.endswith(".plain")] == []


def test_in_danger_the_number_to_ring_is_said_in_plain_mode_too():
    in_danger = [form.sentence for form in PLAIN if form.id.startswith("SG-")]
    assert in_danger
    assert [sentence for sentence in in_danger if "999" not in sentence] == []
