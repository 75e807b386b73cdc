"""How a text is rendered: the right language, whole, with days and hours as people say them."""

import re
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.days import ENGLISH, list_words, locale_of, on_days
from bot.i18n import (
    Catalogues,
    OwnWords,
    ValueMissing,
    _read,
    load_reply_words,
    places_in,
    shipped_texts,
)
from flows.engine.text import Text
from flows.options import LABELS
from flows.plain import PLAIN, plain_form
from flows.sms import measure
from locales.__main__ import LOCALES, extract

CATALOGUES = Catalogues.load()
THURSDAY = date(2026, 5, 14)
ASK = Text("RS-02", "Story time is {day} at {time}. Can you come? Reply 1 yes, 2 not this time, 3 maybe, 4 another time.",
           day=THURSDAY, time=time(14, 15))  # fmt: skip
PLACE = re.compile(r"\{\w+\}")


def made_up(said):
    """Return catalogues whose Polish says this, by id, for the English "English {id}"."""
    return Catalogues({"en": {}, "pl": {(id_, f"English {id_}"): sentence for id_, sentence in said.items()}})


def english(id_, **values):
    return Text(id_, f"English {id_}", **values)


@pytest.mark.parametrize(
    ("name", "language", "mark"),
    [("يوسف", "en", "\u200e"), ("يوسف", "ur", ""), ("JJ", "en", ""), ("JJ", "ur", "\u200f"), ("5", "ur", "")],
)
def test_the_language_lays_a_text_out_whatever_name_it_begins_with(name, language, mark):
    spark = {"en": "{child} has a story for you.", "ur": "{child} کے پاس آپ کے لیے ایک کہانی ہے۔"}
    catalogues = Catalogues({"en": {}, "ur": {("A", spark["en"]): spark["ur"]}})
    said = catalogues.text(Text("A", spark["en"], child=name), language)
    assert said == mark + spark[language].format(child=name)


def test_a_persons_own_words_in_another_script_are_laid_out_as_they_run():
    note = Text("ST-01", "{words} From {staff}", words="نور نے آج ایک کہانی پڑھی اور مسکرائی۔", staff="Mrs Khan")
    assert CATALOGUES.text(note, "en").startswith("نور")


def test_the_shipped_languages_are_found_english_first():
    shipped = sorted(path.parts[-3] for path in LOCALES.glob("*/LC_MESSAGES/messages.po"))
    assert CATALOGUES.languages == ("en", *shipped)


def test_a_message_is_its_texts_with_a_space_between():
    assert CATALOGUES.render((Text("A", "One."), Text("B", "Two.")), "en") == "One. Two."


def test_nothing_said_is_nothing():
    assert CATALOGUES.render((), "pl") == ""


def test_the_ask_in_english():
    assert CATALOGUES.text(ASK, "en") == (
        "Story time is Thursday 14 May at 2.15pm. Can you come? Reply 1 yes, 2 not this time, 3 maybe, 4 another time."
    )


def test_the_ask_in_polish():
    assert CATALOGUES.text(ASK, "pl") == (
        "Czas na bajkę: czwartek 14 maja, 2.15 po południu. Możesz przyjść? "
        "Odpisz: 1 tak, 2 nie tym razem, 3 może, 4 inny termin."
    )


def test_the_ask_in_urdu():
    assert CATALOGUES.text(ASK, "ur") == (
        "کہانی کا وقت: جمعرات 14 مئی، دوپہر 2.15 بجے۔ کیا آنا ممکن ہے؟ جواب: 1 ہاں، 2 اس بار نہیں، 3 شاید، 4 کوئی اور وقت۔"
    )


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(0, 5), "12.05am"),
        (time(8, 30), "8.30am"),
        (time(9, 0), "9am"),
        (time(12, 0), "12pm"),
        (time(14, 15), "2.15pm"),
        (time(18, 30), "6.30pm"),
    ],
)
def test_an_hour_is_as_on_the_gate_sign(at, said):
    assert CATALOGUES.text(Text("A", "{time}", time=at), "en") == said


@pytest.mark.parametrize(
    ("at", "said"), [(time(9, 0), "صبح 9 بجے"), (time(13, 5), "دوپہر 1.05 بجے"), (time(16, 30), "شام 4.30 بجے")]
)
def test_an_hour_has_its_part_of_the_day_in_urdu(at, said):
    catalogues = Catalogues({"en": {}, "ur": CATALOGUES.sentences["ur"] | {("A", "{time}"): "{time}"}})
    assert catalogues.text(Text("A", "{time}", time=at), "ur") == said


HOURS = {
    "cy": ("9.15 y bore", "12.15 y prynhawn", "2.15 y prynhawn", "4.30 y prynhawn", "6 yr hwyr"),
    "en": ("9.15am", "12.15pm", "2.15pm", "4.30pm", "6pm"),
    "fr": ("9h15", "12h15", "14h15", "16h30", "18h"),
    "pl": ("9.15 rano", "12.15 w południe", "2.15 po południu", "4.30 po południu", "6 wieczorem"),
    "pt": ("às 9h15", "às 12h15", "às 14h15", "às 16h30", "às 18h"),
    "zh-Hans": ("上午9:15", "中午12:15", "下午2:15", "下午4:30", "晚上6点"),
    "zh-Hant": ("上午9:15", "中午12:15", "下午2:15", "下午4:30", "晚上6時"),
}


@pytest.mark.parametrize("language", HOURS)
def test_an_hour_is_said_as_the_language_says_it(language):
    hours = (time(9, 15), time(12, 15), time(14, 15), time(16, 30), time(18))
    assert tuple(CATALOGUES.hour(at, language, is_short=False) for at in hours) == HOURS[language]


@pytest.mark.parametrize(
    ("language", "hours"), [("en", "9 to 3.15"), ("fr", "de 9h à 15h15"), ("pt", "das 9h às 15h15"), ("pl", "9-3.15")]
)
def test_an_hour_may_stand_without_its_part_of_the_day(language, hours):
    reads = next(text for text in shipped_texts() if text.id == "ON-16")
    said = CATALOGUES.text(Text(reads.id, reads.sentence, opens=time(9), closes=time(15, 15)), language)
    assert f" {hours}" in said


def test_a_welsh_evening_has_letters_of_its_own():
    assert CATALOGUES.hour(time(18, 30), "cy", is_short=True) == "6.30yh"
    assert CATALOGUES.hour(time(17, 30), "cy", is_short=True) == "5.30yp"


@pytest.mark.parametrize(
    ("day", "language", "said"),
    [
        (date(2026, 5, 19), "pl", "Przepraszamy, ale we wtorek 19 maja bajek nie będzie. Wkrótce podamy nowy dzień."),
        (date(2026, 5, 20), "pl", "Przepraszamy, ale w środę 20 maja bajek nie będzie. Wkrótce podamy nowy dzień."),
        (
            date(2026, 5, 18),
            "pt",
            "Desculpe, há uma mudança. Não há hora do conto na segunda-feira, 18 de maio. Em breve mandamos um novo dia.",
        ),
        (
            date(2026, 5, 23),
            "pt",
            "Desculpe, há uma mudança. Não há hora do conto no sábado, 23 de maio. Em breve mandamos um novo dia.",
        ),
        (
            date(2026, 5, 14),
            "cy",
            "Sori, mae newid. Dim amser stori ddydd Iau 14 Mai. Byddwn ni'n rhoi gwybod am ddiwrnod newydd cyn hir.",
        ),
        (
            date(2026, 5, 22),
            "uk",
            "Вибачте, у нас зміна: у п'ятницю 22 травня часу казки не буде. Скоро напишемо нову дату.",
        ),
        (
            date(2026, 5, 19),
            "lt",
            "Atsiprašome, pasakų valandėlės nebus antradienį, gegužės 19. Greitai pranešime naują datą.",
        ),
    ],
)
def test_a_day_brings_its_own_word_for_on(day, language, said):
    off = next(text for text in shipped_texts() if text.id == "RM-10")
    assert CATALOGUES.text(Text(off.id, off.sentence, day=day), language) == said


def test_on_a_day_has_a_short_form_too():
    on = {"pl": "w śr. 20.05", "pt": "na qua. 20/5", "cy": "Mer 20 Mai", "en": "Wed 20 May"}
    catalogues = Catalogues({code: {**CATALOGUES.sentences[code], ("A", "{day}"): "{day:on}"} for code in on})
    said = {code: catalogues.spell((Text("A", "{day}", day=date(2026, 5, 20)),), code, is_short=True) for code in on}
    assert said == on


@pytest.mark.parametrize("language", CATALOGUES.languages)
def test_a_language_says_on_a_day_where_it_has_the_words_and_nowhere_else(language):
    uses = any("{day:on}" in sentence for sentence in CATALOGUES.sentences[language].values())
    assert uses is bool(on_days(language))
    assert {len(days) for days in on_days(language).values()} <= {7}


def test_several_days_are_a_list():
    dates = (THURSDAY, date(2026, 5, 21), date(2026, 6, 4))
    text = Text(
        "CT-20",
        "Your next story times: {dates}, all at {time}. Reply CALL to change one.",
        dates=dates,
        time=time(14, 15),
    )
    assert CATALOGUES.text(text, "en") == (
        "Your next story times: Thursday 14 May, Thursday 21 May and Thursday 4 June, all at 2.15pm. "
        "Reply CALL to change one."
    )


def test_a_list_in_welsh_does_without_an_and_that_hangs_on_the_next_word():
    assert list_words(["Iau", "Llun", "Mawrth"], "cy") == "Iau, Llun, Mawrth"


def test_a_day_is_short_where_the_long_one_would_cost_a_segment():
    said = {
        size: CATALOGUES.text(Text("A", "{words} {day}", words="w" * size, day=THURSDAY), "en")
        for size in (147, 146, 140)
    }
    assert said[146].endswith("w Thu 14 May")
    assert said[140].endswith("w Thursday 14 May")
    assert said[147].endswith("w Thu 14 May")


def test_a_day_stays_long_where_a_second_segment_is_needed_anyway():
    assert CATALOGUES.text(Text("A", "{words} {day}", words="w" * 170, day=THURSDAY), "en").endswith("Thursday 14 May")


def test_an_unknown_language_is_answered_in_english():
    assert CATALOGUES.text(ASK, "xx") == CATALOGUES.text(ASK, "en")


def test_a_message_is_never_half_translated():
    catalogues = made_up({"A": "Polskie A"})
    assert catalogues.render((english("A"), english("B")), "pl") == "English A English B"
    assert catalogues.render((english("A"),), "pl") == "Polskie A"


def test_a_translation_of_an_older_sentence_is_not_used():
    assert made_up({"A": "Polskie A"}).text(Text("A", "A newer A"), "pl") == "A newer A"


def write_po(folder, *, string, flags=""):
    path = folder / "messages.po"
    path.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n{flags}msgctxt "A"\nmsgid "Hello {{parent}}."\nmsgstr "{string}"\n', "utf-8")  # fmt: skip
    return path


@pytest.mark.parametrize(
    ("string", "flags"), [("", ""), ("Witaj.", ""), ("Witaj {child}.", ""), ("Witaj {parent}.", "#, fuzzy\n")]
)
def test_an_entry_that_cannot_be_trusted_is_as_good_as_missing(tmp_path, string, flags):
    assert _read(write_po(tmp_path, string=string, flags=flags)) == {}


def test_an_entry_that_is_whole_is_read(tmp_path):
    assert _read(write_po(tmp_path, string="Witaj {parent}.")) == {("A", "Hello {parent}."): "Witaj {parent}."}


def test_a_text_without_its_value_is_refused():
    with pytest.raises(ValueMissing, match=r"A has no value for \{day\}"):
        CATALOGUES.text(Text("A", "See you {day}."), "en")


def test_a_value_is_never_filled_again():
    text = Text("A", "{child} and {staff}", child="{staff}", staff="Mr %s {0}")
    assert CATALOGUES.text(text, "en") == "(staff) and Mr %s (0)"


def test_a_name_cannot_turn_the_line_around():
    assert CATALOGUES.text(Text("A", "{child}", child="\u202eJJ\u2066"), "en") == "JJ"


def test_plain_mode_names_nobody():
    text = Text("TY-01", "Thank you for today. The new story comes home soon. Ask {child} to read it to you, "
                "then ask: what comes next?", child="JJ")  # fmt: skip
    assert "JJ" in CATALOGUES.text(text, "en")
    assert "JJ" not in CATALOGUES.text(text, "en", is_plain=True)


def test_plain_mode_leaves_a_text_without_names_as_it_is():
    assert CATALOGUES.text(ASK, "pl", is_plain=True) == CATALOGUES.text(ASK, "pl")


def test_every_ready_note_has_the_same_plain_line():
    note = Text("PN-07", "Good news: {child} found just the right words today.", child="JJ")
    assert CATALOGUES.text(note, "en", is_plain=True) == "Good news from story time."


@pytest.mark.parametrize("label", LABELS, ids=lambda label: label.id)
def test_every_option_has_its_label(label):
    option = label.id.removeprefix("OP-")
    assert CATALOGUES.label(option, "en") == label.sentence
    assert "" not in {CATALOGUES.label(option, language) for language in CATALOGUES.languages}


def test_urdu_runs_from_right_to_left():
    assert [CATALOGUES.direction(code) for code in ("en", "pl", "ur", "xx")] == ["ltr", "ltr", "rtl", "ltr"]


def test_a_language_has_a_name_in_every_language():
    assert CATALOGUES.language_name("pl", "en") == "Polish"
    assert CATALOGUES.language_name("pl", "pl") == "polski"
    assert CATALOGUES.language_name("ur", "ur") == "اردو"
    assert CATALOGUES.language_name("xx", "en") == "xx"
    assert CATALOGUES.language_name("zh-Hant", "zh-Hant") == "繁體中文"


def test_days_of_a_language_that_nobody_counts_are_english():
    assert locale_of("hmn") == locale_of(ENGLISH)
    assert locale_of("not a language") == locale_of(ENGLISH)
    assert str(locale_of("pt-BR")) == "pt_BR"
    assert str(locale_of("zh-Hans")) == "zh_Hans"


def test_reply_words_are_read_by_language():
    assert load_reply_words()["en"].alone["stop"]


# Properties

KNOWN = [Text(str(message.context), str(message.id)) for message in extract() if message.id]
NASTY = st.one_of(
    st.text(max_size=20), st.sampled_from(["{staff}", "{0}", "%s", "%(day)s", "{{day}}", "عائشہ", "Zoë", "{}", "\\1"])
)


def with_values(text, words, day):
    """Return the text with a value in every place: words, or a day or an hour where one belongs."""
    typed = {
        "day": day,
        "time": time(14, 15),
        "dates": (day, day),
        "clock": "2.15",
        "opens": time(8, 30),
        "closes": time(16),
    }
    return Text(text.id, text.sentence, **{name: typed.get(name, words) for name in places_in(text.sentence)})


@given(
    text=st.sampled_from(KNOWN),
    words=NASTY,
    language=st.sampled_from([*CATALOGUES.languages, "xx"]),
    is_plain=st.booleans(),
)
def test_no_rendering_leaves_a_placeholder(text, words, language, is_plain):
    said = CATALOGUES.text(with_values(text, words, THURSDAY), language, is_plain=is_plain)
    assert not PLACE.search(said)
    assert "{" not in said


@given(
    text=st.sampled_from(KNOWN),
    day=st.dates(date(2025, 1, 1), date(2030, 1, 1)),
    language=st.sampled_from(CATALOGUES.languages),
)
def test_the_long_day_never_costs_a_segment(text, day, language):
    filled = with_values(text, "Sam", day)
    short = CATALOGUES.spell((filled,), language, is_short=True)
    assert measure(CATALOGUES.text(filled, language)).count == measure(short).count


@pytest.mark.parametrize("form", PLAIN, ids=lambda form: form.id)
def test_a_plain_form_says_nothing_that_was_given_as_a_name(form):
    values = dict.fromkeys(("child", "parent", "guest", "staff", "school", "goodnews", "wording"), "Zzyzx")
    rest = {"day": THURSDAY, "time": time(14, 15), "place": "Library", "phone": "01234", "link": "https://x.uk"}
    named = Text(form.id.removesuffix(".plain"), "{child}", **values, **rest)
    assert "Zzyzx" not in " ".join(CATALOGUES.text(plain_form(named), language) for language in CATALOGUES.languages)


# A school's own words

OWN = OwnWords(
    {
        "en": {("A", "English A"): "Our A", ("B", "English B"): "Our B"},
        "pl": {("A", "English A"): "Nasze A"},
    }
)


def test_own_words_stand_in_the_place_of_ours():
    catalogues = made_up({"A": "Polskie A", "B": "Polskie B"})
    assert catalogues.render((english("A"), english("B")), "en", own=OWN) == "Our A Our B"
    assert catalogues.render((english("A"), english("B")), "pl", own=OWN) == "Nasze A Polskie B"


def test_the_english_beside_a_translation_of_ours_is_ours():
    catalogues = made_up({"A": "Polskie A", "B": "Polskie B"})
    assert catalogues.english_of((english("A"), english("B")), "pl", own=OWN) == "Our A English B"
    assert made_up({"A": "Polskie A"}).english_of((english("A"), english("B")), "pl", own=OWN) == "Our A Our B"


def test_own_words_for_another_sentence_are_not_said():
    assert made_up({}).text(Text("A", "English A, changed"), "en", own=OWN) == "English A, changed"


def test_own_words_have_their_places_filled_once():
    own = OwnWords({"en": {("A", "English A {child}"): "Our {child} {time}"}})
    text = Text("A", "English A {child}", child="{time}", time=time(9))
    assert CATALOGUES.render((text,), "en", own=own) == "Our (time) 9am"


def test_plain_mode_holds_no_own_words():
    assert made_up({}).render((english("A"),), "en", is_plain=True, own=OWN) == "English A"


def test_every_text_of_the_flows_is_known_when_running():
    said = {(str(entry.context), str(entry.id)) for entry in extract() if entry.id}
    assert {(text.id, text.sentence) for text in shipped_texts()} == said


@pytest.mark.parametrize("language", ["ar", "fa", "ps", "ur"])
def test_the_parts_of_a_number_keep_their_order_in_a_line_from_the_right(language):
    said = CATALOGUES.text(ring_me(phone="01632 960123"), language)
    assert "\u200e01632 960123" in said
    assert "\u200e\u200e" not in said


def test_a_line_from_the_left_needs_no_mark():
    assert "\u200e" not in CATALOGUES.text(ring_me(phone="01632 960123"), "pl")


def ring_me(**values):
    shipped = next(text for text in shipped_texts() if text.id == "CT-08")
    return Text(shipped.id, shipped.sentence, **{"staff": "Mrs Khan", **values})
