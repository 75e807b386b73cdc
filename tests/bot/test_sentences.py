"""What staff read: English by itself, filled, escaped on a page, and said in the language of the page."""

from datetime import date
from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from jinja2 import Environment
from markupsafe import Markup, escape

from bot import sentences
from bot.sentences import _, _n, has_same_places, say, speak, wished

WELSH = {
    "Ring {parent}": "Ffoniwch {parent}",
    "now": "nawr",
    "{what}, {when}": "{when}: {what}",
    "Closed on {day}": "Ar gau {day}",
    "School's out": "Dim ysgol",
    ("{count} text", "{count} texts"): ("{count} neges", "un neges", "dwy neges", "tair neges", "chwe neges"),
}


@pytest.fixture
def welsh(monkeypatch):
    """Let the page be in Welsh, with these few sentences."""
    catalogue = Catalog(locale="cy", fuzzy=False)
    for english, said in WELSH.items():
        catalogue.add(english, said)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    found = GNUTranslations(compiled)
    monkeypatch.setattr(sentences, "_catalogue", lambda _language: found)
    speak("cy")
    yield
    speak("en")


def test_a_sentence_is_its_english():
    assert _("Ring {parent}", parent="Amina") == "Ring Amina"
    assert f"{_n('{count} text', '{count} texts', 1)}, {_n('{count} text', '{count} texts', 3)}" == "1 text, 3 texts"
    assert _("Closed on {day}", day=date(2026, 5, 12)) == "Closed on Tuesday 12 May"


def test_it_is_said_in_the_language_of_the_page(welsh):
    assert say(_("Ring {parent}", parent="Amina")) == "Ffoniwch Amina"
    assert say(_("Closed on {day}", day=date(2026, 5, 12))) == "Ar gau Dydd Mawrth 12 Mai"
    assert say("words of a parent") == "words of a parent"


def test_a_sentence_inside_another_is_said_too(welsh):
    inner = _("{what}, {when}", what=_("Ring {parent}", parent="Amina"), when=_("now"))
    assert say(inner) == "nawr: Ffoniwch Amina"
    assert escape(inner) == "nawr: Ffoniwch Amina"


@pytest.mark.parametrize(
    ("count", "said"), [(1, "un neges"), (2, "dwy neges"), (3, "tair neges"), (4, "4 neges"), (6, "chwe neges")]
)
def test_a_language_has_the_forms_it_needs(welsh, count, said):
    assert say(_n("{count} text", "{count} texts", count)) == said


def test_on_a_page_a_value_is_no_markup_unless_it_is_marked(welsh):
    page = Environment(autoescape=True).from_string("{{ one }} {{ two }}")
    said = page.render(one=_("Ring {parent}", parent="<b>"), two=_("Ring {parent}", parent=Markup("<b>Amina</b>")))
    assert said == "Ffoniwch &lt;b&gt; Ffoniwch <b>Amina</b>"


def test_a_value_that_looks_like_a_place_is_not_filled(welsh):
    assert say(_("{what}, {when}", what="{when}", when="x")) == "x: {when}"


def test_what_is_not_translated_stays_english(welsh):
    assert say(_("Ring them back")) == "Ring them back"


def test_words_that_are_looked_up_are_not_filled():
    assert _("{day} and {time} are filled in") == "{day} and {time} are filled in"
    assert _(_("Ring {parent}"), parent="Amina") == "Ring Amina"


@pytest.mark.parametrize(
    ("english", "said", "is_same"),
    [
        ("Ring {parent}", "Ffoniwch {parent}", True),
        ("Ring {parent}", "Ffoniwch {rhiant}", False),
        ("Ring {parent}", "Ffoniwch", False),
        (("{number} text", "{number} texts"), ("{count} neges", "un neges"), True),
        (("{number} text", "{number} texts"), ("{sawl} neges", "un neges"), False),
    ],
)
def test_a_translation_has_the_places_of_its_sentence(english, said, is_same):
    catalogue = Catalog()
    assert has_same_places(catalogue.add(english, said)) is is_same


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("cy", "cy"),
        ("cy-GB,cy;q=0.9,en;q=0.8", "cy"),
        ("en-GB,en;q=0.9,cy;q=0.5", "en"),
        ("de, cy;q=0.3, en;q=0.2", "cy"),
        ("xx;q=oops,;;", "en"),
    ],
)
def test_a_browser_is_answered_in_the_first_language_that_we_have(monkeypatch, header, language):
    monkeypatch.setattr(sentences, "languages", lambda: ("en", "cy"))
    assert wished(header) == language
