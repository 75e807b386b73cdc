"""What the preview promises on a path is what the demo's clock really sends when that path is played."""

import random
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.services.demo_clock import DemoClock, move_on, next_thing
from bot.services.invite import invite
from bot.services.outbox import place_of
from bot.services.plan import plan_family
from bot.services.play import ANSWERS_AFTER, STORY_TIME_LASTS, Writes
from bot.services.preview import preview_family
from bot.services.staff import Role, SignedIn
from bot.services.suppose import Path, Says
from flows.calendar import SchoolCalendar
from flows.programme import lay_out
from storage.tables import Inbound, Outbound, Parent, Reminder, School, Session
from tests.house import make_house
from tests.school import LONDON, SMS, TELEGRAM, a_family, change, from_, receive, rows

REAL = datetime(2026, 1, 5, 12, tzinfo=UTC)
STARTS = datetime(2026, 4, 13, 9, 3, tzinfo=LONDON)
HALF_TERM = tuple(date(2026, 5, 25) + timedelta(days=n) for n in range(5))
BANK_HOLIDAY = date(2026, 5, 4)
TOKEN = re.compile(r"/t/[\w-]+")
FAMILIES = 24


@dataclass
class Lot:
    """One random family, and how it answers."""

    seed: int

    def __post_init__(self):
        chance = self.chance = random.Random(self.seed)
        self.language = chance.choice(("en", "en", "pl", "ur"))
        self.channel = chance.choice((SMS, SMS, TELEGRAM))
        self.closed = chance.choice(((), HALF_TERM, (*HALF_TERM, BANK_HOLIDAY)))
        self.columns = chance.choice(
            ({}, {}, {"fewer_at": STARTS}, {"standing_place_at": STARTS}, {"plain_at": STARTS}, {"is_ticked": False})
        )
        self.saturday = chance.random() < 0.3
        self.is_new = self.channel is SMS and chance.random() < 0.3
        self.weeks_gone = chance.choice((0, 0, 0, 3))
        self.has_reminder = chance.random() < 0.25
        self.cap = chance.choice((3, 3, 2, 1))
        self.path = Path(
            chance.choice(tuple(Says)),
            comes=chance.random() < 0.6,
            keeps_place=chance.random() < 0.3,
            weeks={
                n: (chance.choice(tuple(Says)), chance.random() < 0.6) for n in range(1, 11) if chance.random() < 0.5
            },
        )

    def story_times(self):
        at = self.chance.choice((time(9), time(14, 15), time(8, 20), time(17)))
        calendar = SchoolCalendar(LONDON, closed=frozenset(self.closed))
        start = STARTS.date() - timedelta(weeks=self.weeks_gone)
        dates = lay_out(start, self.chance.randrange(5), at, calendar)
        return tuple(datetime.combine(each.on, each.at, LONDON) for each in dates)


@pytest.fixture
def house(tmp_path):
    house = make_house(tmp_path, is_demo=True, clock=DemoClock(STARTS, lambda: REAL))
    yield replace(house, real_now=lambda: REAL)
    house.database.close()


async def settled_in(house, lot):
    """Make the family as it is before the preview; a tick is taken for granted, as the preview says it does."""
    is_supposed_ticked = lot.columns.pop("is_ticked", True) is False
    family = await a_family(
        house, language=lot.language, channel=lot.channel, story_times=lot.story_times(), week=1, closed=lot.closed,
        saturday_spark=lot.saturday, is_proved=not lot.is_new, is_ticked=not is_supposed_ticked, **lot.columns,
    )  # fmt: skip
    await change(house, School, family.school_id, weekly_cap=lot.cap)
    if lot.has_reminder:
        last = max(each.on_date for each in rows(house, Session))
        await house.database.write(lambda uow: uow.orm.add(a_reminder(family, last)))
        await house.database.write(lambda uow: plan_family(uow, family.family_id, house.clock.now()))
    return family


def a_reminder(family, last):
    words = "Story time this week is {day} at {time}. Bring a teddy."
    head = {"school_id": family.school_id, "programme_id": family.programme_id, "made_by": family.staff_id}
    return Reminder(**head, weekdays="0", at_time=time(8, 40), wording=words, until_on=last, created_at=STARTS)


async def played(house, family, lot):
    """Let everything happen: what falls due by the demo's clock, the answers and the visits by the path."""
    who = SignedIn(family.staff_id, "Mrs Khan", Role.LEAD, family.school_id, "Hazel Lane Primary", LONDON)
    await make_it_so(house, family, lot, who)
    visits = {
        datetime.combine(each.on_date, each.at_time, LONDON) + STORY_TIME_LASTS: each.id
        for each in rows(house, Session, family_id=family.family_id)
        if lot.path.comes_in(each.week)
    }
    visits = {at: id_ for at, id_ in visits.items() if at > STARTS}
    seen, answers = 0, []
    while True:
        sent = [each for each in rows(house, Outbound, parent_id=family.parent_id) if each.sent_at]
        sent.sort(key=lambda each: each.sent_at)
        for each in sent[seen:]:
            answers += reply_to(house, each, lot.path)
        seen = len(sent)
        ahead = (*visits, *(at for at, _words in answers))
        coming = await next_thing(house)
        if not ahead and coming is None:
            return sent
        at = min(each for each in (*ahead, coming) if each is not None)
        await move_on(house, at)
        if at in visits:
            await change(house, Session, visits.pop(at), came_together_at=at)
        for when, words in [each for each in answers if each[0] == at]:
            answers.remove((when, words))
            await receive(house, from_(family, words, house))


async def make_it_so(house, family, lot, who):
    """Do what the preview only supposes: tick, invite, keep the place."""
    now = house.clock.now()
    await change(house, Parent, family.parent_id, ticked_by=family.staff_id, ticked_at=now)
    first = min(datetime.combine(each.on_date, each.at_time, LONDON) for each in rows(house, Session))
    if lot.path.keeps_place and first <= now:
        await change(house, Parent, family.parent_id, standing_place_at=now)
    await house.database.write(lambda uow: plan_family(uow, family.family_id, now))
    if lot.is_new:
        await invite(house, who, family.parent_id)
    await move_on(house, now)


def reply_to(house, sent, path):
    """Return when and what is answered to a message that asks."""
    pieces = (place_of(piece) for piece in (sent.buttons or "").split('"'))
    place = next((found[0] for found in pieces if found), None) or open_place(house, sent)
    if place is None:
        return []
    week = next((each.week for each in rows(house, Session) if each.id == place.session_id), None)
    words = path.reply(f"{place.flow}.{place.step}", week)
    return [(sent.sent_at + ANSWERS_AFTER, words)] if words else []


def open_place(house, sent):
    """Return the question of a message without options: the welcome's two."""
    asked = {"ON-05": "settling_in.name", "ON-06": "settling_in.language"}
    found = next((asked[each] for each in sent.texts.split() if each in asked), None)
    return place_of(f"{found}:0:words")[0] if found else None


@pytest.mark.parametrize("seed", range(FAMILIES))
async def test_what_is_promised_is_what_is_sent(house, seed):
    await keeps_its_promise(house, Lot(seed))


@pytest.mark.parametrize("seed", [100, 102, 103, 105])
async def test_a_place_taken_on_the_way_moves_what_is_promised(house, seed):
    lot = Lot(seed)
    lot.path, lot.weeks_gone, lot.columns, lot.cap = Path(keeps_place=True), 0, {}, 3
    sent = await keeps_its_promise(house, lot)
    assert any("RS-27" in each.texts for each in sent)


async def keeps_its_promise(house, lot):
    """Ask for the preview, play the same path, compare, and return what was sent."""
    family = await settled_in(house, lot)
    before = len(rows(house, Outbound))
    promised = await preview_family(house, family.school_id, family.family_id, lot.path)
    assert len(rows(house, Outbound)) == before
    sent = await played(house, family, lot)
    assert [told(each.at, each.words, each.segments) for each in promised.goes] == [
        told(each.sent_at, each, each.segments) for each in sent
    ]
    wrote = [(each.at, each.words) for each in promised.lines if isinstance(each, Writes)]
    assert wrote == [(each.received_at, each.body) for each in rows(house, Inbound)]
    return sent


def told(at, words, segments):
    """Return what a promise and a row of the outbox have in common; a one-time link is another each time."""
    english = TOKEN.sub("/t/", words.english) if words.english else None
    return (
        at.astimezone(LONDON).isoformat(),
        words.texts,
        TOKEN.sub("/t/", words.body),
        english,
        words.buttons,
        segments,
    )
