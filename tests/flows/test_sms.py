"""What a text costs as SMS, compared with an independent implementation."""

import smsutil
from hypothesis import example, given
from hypothesis import strategies as st

from flows.sms import Encoding, measure, plain, split

GSM_LETTERS = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0189:;<=>?¡AZÄÖÑÜ§¿azäöñüà^{}\\[~]|€"
# Characters that stand alone: the other implementation tears accents and joined emoji, ours does not.
SINGLE = GSM_LETTERS + "łżŻșďяшЖ–…’اردوখ中😀🐉"

gsm_texts = st.text(st.sampled_from(GSM_LETTERS), max_size=500)
single_texts = st.text(st.sampled_from(SINGLE), max_size=400)


def test_a_plain_text_of_160_is_one_segment_and_of_161_two():
    assert measure("a" * 160).count == 1
    assert measure("a" * 161).count == 2


def test_a_unicode_text_of_70_is_one_segment_and_of_71_two():
    assert measure("ł" * 70).count == 1
    assert measure("ł" * 71).count == 2


def test_the_euro_and_the_brackets_take_two_units():
    assert measure("€{}").units == 6


def test_an_emoji_takes_two_units_and_makes_the_text_unicode():
    cost = measure("hi 🐉")
    assert (cost.encoding, cost.units, cost.culprits) == (Encoding.UCS_2, 5, ("🐉",))


def test_culprits_are_named_once_in_order():
    assert measure("ș and ł and ș").culprits == ("ș", "ł")


def test_an_empty_text_is_one_segment_of_nothing():
    cost = measure("")
    assert (cost.count, cost.units, cost.culprits) == (1, 0, ())


def test_an_escape_pair_is_not_torn():
    first, second = split("a" * 152 + "€" + "b" * 20)
    assert (first, second) == ("a" * 152, "€" + "b" * 20)


def test_a_letter_keeps_its_accent_at_the_end_of_a_segment():
    first, second = split("ł" * 66 + "e\u0301" + "ł" * 20)
    assert first == "ł" * 66
    assert second.startswith("e\u0301")


def test_a_joined_emoji_stays_whole():
    family = "👩‍👧"
    first, second = split("a" * 65 + family + "b" * 20)
    assert first == "a" * 65
    assert second.startswith(family)


def test_a_flag_stays_whole_and_its_neighbour_apart():
    first, second = split("a" * 64 + "🇬🇧🇵🇱" + "b" * 20)
    assert first == "a" * 64
    assert second.startswith("🇬🇧🇵🇱")


def test_one_sign_longer_than_a_segment_is_torn_only_then():
    sign = "e" + "\u0301" * 200
    assert "".join(split(sign)) == sign
    assert all(measure(part).units <= 70 for part in split(sign))


def test_plain_mends_what_word_processors_do():
    assert plain("“Hello”\u00a0– it’s fine…") == '"Hello" - it\'s fine...'


def test_plain_never_strips_an_accent_from_a_name():
    assert plain("Zoë, Łukasz, Şeyma, Đorđe") == "Zoë, Łukasz, Şeyma, Đorđe"


def test_plain_brings_a_typographic_text_back_to_one_plain_segment():
    text = "We’re so glad you came – see you on Thursday at 2.15pm…"
    assert measure(text).encoding is Encoding.UCS_2
    assert measure(plain(text)).encoding is Encoding.GSM_7


@given(gsm_texts)
@example("€" * 80)
@example("€" * 81)
def test_gsm_segments_agree_with_the_oracle(text):
    assert list(split(text)) == [part.content for part in smsutil.split(text).parts]


@given(single_texts)
def test_unicode_segments_agree_with_the_oracle(text):
    expected = smsutil.split(text)
    ours = measure(text)
    assert list(split(text)) == [part.content for part in expected.parts]
    bytes_each = 1 if ours.encoding is Encoding.GSM_7 else 2
    assert ours.units * bytes_each == expected.total_bytes


@given(st.text(max_size=600))
def test_segments_rejoin_to_the_text_and_each_fits(text):
    parts = split(text)
    each = 160 if measure(text).encoding is Encoding.GSM_7 else 70
    assert "".join(parts) == text
    assert all(measure(part).units <= 160 for part in parts)
    assert len(parts) == measure(text).count
    assert len(parts) == 1 or all(len(part.encode("utf-16-be", "surrogatepass")) <= each * 2 for part in parts)


@given(st.text(max_size=300))
def test_plain_never_changes_a_letter_or_a_digit(text):
    kept = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in plain(text) if sign.isalnum()] == kept
