"""The language asked for, however it is called, misspelt or said in the parent's own."""

import json

import pytest

from bot.i18n import load_reply_words
from flows.reading import Intent, Question, Reader, Topic
from flows.reading.lines import read_line

WHICH, IDLE = Question(Topic.LANGUAGE), Question(Topic.IDLE)


@pytest.fixture(scope="module")
def reader():
    return Reader(load_reply_words())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pollish plz", "pl"),
        ("po polsku", "pl"),
        ("ukranian", "uk"),
        ("guajarati", "gu"),
        ("portuges", "pt"),
        ("lietuviškai", "lt"),
        ("bengoli", "bn"),
        ("brasilian portuguese", "pt"),
        ("romana te rog", "ro"),
        ("по-русски", "ru"),
        ("tigrinya", "ti"),
        ("filipino", "tl"),
        ("eng", "en"),
        ("ਅੰਗਰੇਜ਼ੀ", "en"),
        ("గుజరాతీ", None),
    ],
)
def test_a_name_is_known_in_any_language_with_slips_and_endings(reader, text, code):
    assert reader.read(text, WHICH).language == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("banglay den", "bn"),
        ("yn gymraeg plis", "cy"),
        ("ગુજરાતીમાં લખો", "gu"),
        ("بالعربي لو سمحت", "ar"),
        ("vous pouvez écrire en français", "fr"),
        ("tamil la anupunga", "ta"),
        ("nie znam angielskiego", "pl"),
        ("انگلیسی بلد نیستم", "fa"),
        ("ingilizce bilmiyorum", "tr"),
        ("urdu mein bhejo", "ur"),
    ],
)
def test_a_wish_in_another_language_names_it_or_is_in_it(reader, text, code):
    reading = reader.read(text, IDLE)
    assert (reading.leading, reading.language) == (Intent.LANGUAGE, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ukrainian please not russian", "uk"),
        ("english please i cant read polish", "en"),
        ("both polish and english", "pl"),
        ("i no speak english", None),
    ],
)
def test_the_language_wished_for_is_not_the_one_refused(reader, text, code):
    reading = reader.read(text, WHICH)
    assert (reading.leading, reading.language) == (Intent.LANGUAGE, code)


def test_a_language_is_heard_beside_other_words(reader):
    reading = reader.read("Tamil pls. I am doctor in the hospital but grandma is reading these", WHICH)
    assert (reading.leading, reading.language) == (Intent.LANGUAGE, "ta")


@pytest.mark.parametrize("text", ["the polite frog", "francesca is coming", "we finished it", "turkey for dinner"])
def test_a_word_that_looks_like_a_name_is_no_wish(reader, text):
    assert not reader.read(text, IDLE).has(Intent.LANGUAGE)


@pytest.mark.parametrize("text", ["中文", "请用中文", "粵語唔該", "mandarin"])
def test_chinese_has_one_code_outside_whatever_its_script(reader, text):
    line = read_line(reader, json.dumps({"id": 1, "context": "language", "text": text}))
    assert json.loads(line)["target_lang"] == "zh"
    assert reader.read(text, WHICH).language in {"zh-Hans", "zh-Hant"}
