import json
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.channels.telegram.updates import Ignored, parse, press_id, update_id
from bot.errors import PayloadUnreadable
from bot.ports import Blocked, MediaReference, Received

DATA = Path(__file__).parents[3] / "data"
NOW = datetime(2026, 5, 12, 16, 30, tzinfo=UTC)
MODERN = json.loads((DATA / "telegram_updates.json").read_text(encoding="utf-8"))
OLD = json.loads((DATA / "telegram_updates_2015_samples.json").read_text(encoding="utf-8"))["updates"]
WORDS = next(row["update"] for row in MODERN if row["name"] == "words")
KINDS = {"received": Received, "blocked": Blocked, "ignored": Ignored}


def written(**changes):
    return {**WORDS, "message": {**WORDS["message"], **changes}}


def named(row):
    return row["name"]


@pytest.mark.parametrize("row", MODERN, ids=named)
def test_the_samples_are_what_the_library_takes_for_updates(row):
    assert Update.de_json(deepcopy(row["update"])).update_id == row["update"]["update_id"]


@pytest.mark.parametrize("row", MODERN, ids=named)
def test_each_kind_of_update_becomes_what_it_is(row):
    update = parse(row["update"], NOW)
    assert isinstance(update, KINDS[row["kind"]])
    if isinstance(update, Ignored):
        assert update.why == row["why"]
        return
    assert (update.provider_id, update.sender) == (str(row["update"]["update_id"]), "7001")
    expected = dict(row["becomes"])
    if "media" in expected:
        expected["media"] = tuple(MediaReference(**media) for media in expected["media"])
    assert {name: getattr(update, name) for name in expected} == expected


def test_a_message_has_telegrams_own_moment():
    assert parse(WORDS, NOW).received_at == datetime(2026, 5, 12, 15, 30, tzinfo=UTC)


def test_a_message_is_never_from_the_future():
    assert parse(WORDS, NOW - timedelta(days=1)).received_at == NOW - timedelta(days=1)


def test_a_pressed_button_is_pressed_now():
    press = next(row["update"] for row in MODERN if row["name"] == "a pressed button")
    assert parse(press, NOW).received_at == NOW


def test_a_reason_to_ignore_holds_nothing_of_the_message():
    reasons = {parse(row["update"], NOW).why for row in MODERN if row["kind"] == "ignored"}
    assert not [why for why in reasons if "Amina" in why or "7001" in why]


@pytest.mark.parametrize("row", OLD, ids=named)
def test_updates_of_2015_break_nothing(row):
    takes_or_refuses(row["update"])


def test_a_message_of_2015_in_a_private_chat_is_still_understood():
    assert parse(OLD[1]["update"], NOW).text == "start"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("", ""),
        ("\x00", "\x00"),
        ("\ud83d\ude00", "😀"),
        ("a\udc00b", "a�b"),
        ("\u202eyes", "\u202eyes"),
        ("y" * 4096, "y" * 4096),
    ],
)
def test_strange_words_come_through_whole(sent, kept):
    text = parse(written(text=sent), NOW).text
    assert text == kept
    text.encode()


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        "words",
        {},
        {"update_id": "1"},
        {"update_id": True, "message": WORDS["message"]},
        {"update_id": -1},
        {"update_id": 2**63},
        {"update_id": 1, "message": []},
        written(text=5),
        written(text=["yes"]),
        written(chat={"id": "7001", "type": "private"}),
        written(chat={"id": 2**64, "type": "private"}),
        written(date="yesterday"),
        written(date=10**18),
        written(voice={"duration": 5}),
        written(photo={"file_id": "x"}),
    ],
    ids=repr,
)
def test_what_is_no_update_is_refused_without_quoting_it(broken):
    with pytest.raises(PayloadUnreadable) as refused:
        parse(broken, NOW)
    assert str(refused.value) == "A provider sent something we cannot read."
    assert refused.value.__suppress_context__


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20)
garbage = st.recursive(
    leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=8), inner), max_leaves=20
)


def takes_or_refuses(payload):
    update_id(payload)
    press_id(payload)
    try:
        update = parse(payload, NOW)
    except PayloadUnreadable:
        return
    if isinstance(update, Received):
        assert isinstance(int(update.sender), int)
        (update.text + (update.button or "") + (update.token or "")).encode()
        assert update.received_at <= NOW


@given(garbage)
def test_garbage_is_refused_or_ignored(payload):
    takes_or_refuses(payload)


def places(node, path=()):
    """Every place in a JSON value, so that something else can be put there."""
    yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


@given(st.data(), st.sampled_from(MODERN), garbage)
def test_an_almost_right_update_is_read_refused_or_ignored(data, row, instead):
    update = deepcopy(row["update"])
    *way, last = data.draw(st.sampled_from([path for path in places(update) if path]))
    node = update
    for step in way:
        node = node[step]
    node[last] = instead
    takes_or_refuses(update)
