"""The story book: seen by the family first, theirs to take out of, and never showing one home to the other."""

from datetime import timedelta

import pytest

from bot.errors import Refused
from bot.services import book, book_door, book_pages
from storage.errors import Missing
from storage.tables import Audit, Book, OneTimeLink, Outbound, Parent, Session
from tests.a_book import another_home, drawing, drew, made, told
from tests.bot.services.people import signed_in_as
from tests.paper import Paper
from tests.school import STORY_TIME, a_family, at, change, goes_on_to, row, rows, said_to

A5 = {(148, 210)}


@pytest.fixture
async def amina(house):
    return await a_family(house, is_planned=False, story_times=(STORY_TIME - timedelta(days=7), STORY_TIME), week=3)


@pytest.fixture
def khan(house, amina):
    return signed_in_as(house, amina.staff_id)


async def staying(house, khan, parent_id):
    """Return what the adult's phone keeps after it opened the link."""
    link = await book.make_door(house, khan, parent_id)
    return await book_door.come_in(house, link.rpartition("/")[2])


async def agreed(house, khan, parent_id):
    stay = await staying(house, khan, parent_id)
    house.clock.forward(minutes=1)
    assert await book_door.agree(house, stay)
    return stay


async def print_of(house, khan, parent_id):
    return Paper(await book_pages.printed(house, khan, parent_id))


# What stands in it


async def test_the_book_has_its_cover_first_line_stories_in_order_and_thanks(house, khan, amina):
    await made(house, amina, amina.sessions[1], "The late owl", "The owl came late.")
    await made(house, amina, amina.sessions[0], "The early fox", "The fox came early.")
    await told(house, amina, "For my star, love from Mum.", kind="line")
    await told(house, amina, "We made a dragon.")
    await drew(house, amina)
    await agreed(house, khan, amina.parent_id)
    paper = await print_of(house, khan, amina.parent_id)
    words = paper.words
    order = [
        "A book of stories",
        "For my star",
        "Week 3",
        "The early fox",
        "Made at home",
        "Week 4",
        "The late owl",
        "Thank you",
    ]
    assert [words.index(each) for each in order] == sorted(words.index(each) for each in order)
    assert "JJ" in paper.pages[0]
    assert "Amina" in paper.pages[0]
    assert len(paper.pages) % 4 == 0
    assert paper.sizes() == A5
    assert len(paper.pictures()) == 1


async def test_a_family_without_a_single_story_has_a_book_too(house, khan, amina):
    paper = await print_of(house, khan, amina.parent_id)
    assert len(paper.pages) == 8
    assert "Story spark" in paper.words
    assert "A page for your own story" in paper.words
    assert "JJ" in paper.pages[0]


async def test_what_is_just_for_them_is_not_in_it(house, khan, amina):
    await told(house, amina, "A secret", for_book=False)
    await told(house, amina, "Not said yet", for_book=None)
    await told(house, amina, "An 8, lovely", kind="feedback")
    await told(house, amina, "Her smile", kind="best")
    paper = await print_of(house, khan, amina.parent_id)
    assert not any(each in paper.words for each in ("secret", "Not said", "An 8", "smile"))


async def test_a_file_that_nobody_opened_or_no_picture_at_all_is_not_in_it(house, khan, amina):
    await drew(house, amina, drawing("blue"), is_opened=False)
    await drew(house, amina, b"no picture", kind="image/jpeg")
    await drew(house, amina, drawing("green"))
    await agreed(house, khan, amina.parent_id)
    assert len((await print_of(house, khan, amina.parent_id)).pictures()) == 1


async def test_words_of_all_kinds_come_out_as_words(house, khan, amina):
    odd = '#import "x" $a^2$ *bold* _it_ \\ `code` <label> @ref // not a comment\n\nنور نے کہا 🦊 \x07\u202eZoë Łódź'
    await made(house, amina, amina.sessions[0], "#eval($x$) *Zoë*", odd)
    await agreed(house, khan, amina.parent_id)
    paper = await print_of(house, khan, amina.parent_id)
    assert '#import "x" $a^2$ *bold* _it_ \\ `code` <label> @ref // not a comment' in paper.words
    assert "#eval($x$) *Zoë*" in paper.words
    assert "Zoë Łódź" in paper.words
    assert {"NotoNastaliqUrdu-Regular", "NotoEmoji-Regular"} <= paper.fonts


async def test_an_urdu_book_is_bound_on_the_right_and_an_english_story_in_it_stays_english(house, khan, amina):
    await change(house, Parent, amina.parent_id, language="ur", child_called="نور")
    await made(house, amina, amina.sessions[0], "ایک لومڑی", "ایک دن ایک لومڑی نکلی۔\n\nThen she came home.")
    await agreed(house, khan, amina.parent_id)
    paper = await print_of(house, khan, amina.parent_id)
    assert "Then she came home." in paper.words
    assert "A book of stories" not in paper.words
    assert any(font.startswith("NotoNastaliqUrdu") for font in paper.fonts)
    assert len(paper.pages) % 4 == 0


async def test_the_fullest_book_is_set_within_bounds(house, khan, amina):
    story = "One day a little fox went out in the rain. " * 116
    for n in range(30):
        await told(house, amina, f"{n} {story}"[:5000])
    for n in range(12):
        await drew(house, amina, drawing(size=(1200 + n, 900)))
    await made(house, amina, amina.sessions[0], "x" * 60, story[:5000])
    await agreed(house, khan, amina.parent_id)
    pages = await book_pages.printed(house, khan, amina.parent_id)
    assert len(pages) < 5_000_000
    assert len(Paper(pages).pages) < 200


# The family sees it first


async def test_nothing_is_printed_or_ready_before_the_family_has_seen_it(house, khan, amina):
    await made(house, amina, amina.sessions[0])
    for refused in (book_pages.printed, book.mark_ready):
        with pytest.raises(Refused, match="looks at it first"):
            await refused(house, khan, amina.parent_id)
    assert rows(house, Book) == []
    await agreed(house, khan, amina.parent_id)
    await book.mark_ready(house, khan, amina.parent_id)
    assert row(house, Book).ready_at == house.clock.now()


async def test_what_came_later_has_to_be_seen_again(house, khan, amina):
    await made(house, amina, amina.sessions[0])
    await agreed(house, khan, amina.parent_id)
    house.clock.forward(minutes=1)
    await told(house, amina, "One more.")
    with pytest.raises(Refused):
        await book_pages.printed(house, khan, amina.parent_id)


async def test_looking_through_it_together_at_school_is_as_good(house, khan, amina):
    await made(house, amina, amina.sessions[0])
    await book.looked_together(house, khan, amina.parent_id)
    assert "The fox" in (await print_of(house, khan, amina.parent_id)).words
    assert {each.what for each in rows(house, Audit)} == {"looked at a book together", "printed a book"}


@pytest.mark.parametrize("what", ["made", "told", "line", "drew"])
async def test_each_thing_can_be_taken_out_and_put_back(house, khan, amina, what):
    await told(house, amina, "A thing that stays.")
    key = await {
        "made": lambda: made(house, amina, amina.sessions[0], "A thing", "that may go"),
        "told": lambda: told(house, amina, "A thing that may go"),
        "line": lambda: told(house, amina, "A thing that may go", kind="line"),
        "drew": lambda: _key_of(drew(house, amina)),
    }[what]()
    stay = await agreed(house, khan, amina.parent_id)
    before = await print_of(house, khan, amina.parent_id)
    await book_door.leave_out(house, stay, key, is_out=True)
    with pytest.raises(Refused):
        await book_pages.printed(house, khan, amina.parent_id)
    await book_door.agree(house, stay)
    without = await print_of(house, khan, amina.parent_id)
    assert "that may go" not in without.words
    assert without.pictures() == []
    assert "A thing that stays." in without.words
    await book_door.leave_out(house, stay, key, is_out=False)
    await book_door.agree(house, stay)
    after = await print_of(house, khan, amina.parent_id)
    assert (after.words, len(after.pictures())) == (before.words, len(before.pictures()))


async def _key_of(drew_it):
    return (await drew_it)[0]


async def test_what_is_not_theirs_cannot_be_taken_out(house, khan, amina):
    tom, _session = await another_home(house, amina)
    key = await told(house, amina, "Amina told this.")
    stay = await staying(house, khan, tom)
    for other in (key, "story-999", "home-x", ""):
        with pytest.raises(Refused):
            await book_door.leave_out(house, stay, other, is_out=True)
    await book.looked_together(house, khan, amina.parent_id)
    assert "Amina told this." in (await print_of(house, khan, amina.parent_id)).words


# Two homes


@pytest.fixture
async def tom(house, amina):
    """Return the second home of the same child: everything there is, once in each home."""
    for session in amina.sessions:
        await change(house, Session, session, parent_id=amina.parent_id)
    parent_id, session = await another_home(house, amina)
    await made(house, amina, amina.sessions[0], "Amina's fox", "in the first home")
    await made(house, amina, session, "Tom's owl", "in the second home")
    await told(house, amina, "From Amina, a dragon.")
    await told(house, amina, "From Tom, a dragon.", parent_id=parent_id)
    await told(house, amina, "First line of Amina", kind="line")
    await drew(house, amina, drawing("green"))
    return parent_id


async def test_one_home_never_sees_the_other(house, khan, amina, tom):
    for parent_id, theirs, others in (
        (amina.parent_id, "Amina", ("Tom", "second home")),
        (tom, "Tom", ("Amina", "first home")),
    ):
        stay = await agreed(house, khan, parent_id)
        seen = await book_door.open_book(house, stay)
        paper = await print_of(house, khan, parent_id)
        assert theirs in paper.words
        assert not any(other in paper.words for other in others)
        shown = " ".join(f"{each.title} {each.words} {each.teller}" for each in seen.items)
        assert not any(other in shown for other in others)


@pytest.mark.parametrize("who", ["amina", "tom"])
async def test_one_yes_alone_shares_nothing(house, khan, amina, tom, who):
    parent_id = amina.parent_id if who == "amina" else tom
    stay = await staying(house, khan, parent_id)
    await book_door.share(house, stay, may=True)
    for each in (amina.parent_id, tom):
        assert len((await book.shown(house, khan, each)).tellers) == 1
    await agreed(house, khan, tom)
    assert "Amina" not in (await print_of(house, khan, tom)).words


async def test_two_yeses_share_the_pages_until_one_is_taken_back(house, khan, amina, tom):
    stays = {each: await staying(house, khan, each) for each in (amina.parent_id, tom)}
    for stay in stays.values():
        await book_door.share(house, stay, may=True)
    await agreed(house, khan, tom)
    paper = await print_of(house, khan, tom)
    assert "From Amina, a dragon." in paper.words
    assert len(paper.pictures()) == 1
    assert "Amina's fox" not in paper.words, "a session of one adult's own stays that adult's"
    await book_door.share(house, stays[amina.parent_id], may=False)
    assert "From Amina, a dragon." not in (await print_of(house, khan, tom)).words


async def test_what_came_by_the_other_yes_is_seen_before_it_is_printed(house, khan, amina, tom):
    stays = {each: await staying(house, khan, each) for each in (amina.parent_id, tom)}
    await book_door.share(house, stays[tom], may=True)
    await book_door.agree(house, stays[tom])
    house.clock.forward(minutes=1)
    await book_door.share(house, stays[amina.parent_id], may=True)
    with pytest.raises(Refused):
        await book_pages.printed(house, khan, tom)


async def test_what_its_teller_took_out_is_in_nobodys_book(house, khan, amina, tom):
    stays = {each: await staying(house, khan, each) for each in (amina.parent_id, tom)}
    for stay in stays.values():
        await book_door.share(house, stay, may=True)
    dragon = next(
        each for each in (await book.shown(house, khan, amina.parent_id)).items if each.words == "From Amina, a dragon."
    )
    await book_door.leave_out(house, stays[amina.parent_id], dragon.key, is_out=True)
    await book_door.agree(house, stays[tom])
    assert "From Amina, a dragon." not in (await print_of(house, khan, tom)).words


# The door


async def test_a_link_opens_once_and_the_stay_ends(house, khan, amina):
    token = (await book.make_door(house, khan, amina.parent_id)).rpartition("/")[2]
    assert await book_door.who_is_at_the_door(house, token) == "en"
    stay = await book_door.come_in(house, token)
    assert (await book_door.open_book(house, stay)).parent == "Amina"
    assert await book_door.come_in(house, token) is None
    assert await book_door.who_is_at_the_door(house, token) is None
    house.clock.forward(hours=2, minutes=1)
    assert await book_door.open_book(house, stay) is None
    assert not await book_door.agree(house, stay)


async def test_a_link_runs_out_and_a_strange_one_opens_nothing(house, khan, amina):
    token = (await book.make_door(house, khan, amina.parent_id)).rpartition("/")[2]
    house.clock.forward(days=14, minutes=1)
    assert await book_door.come_in(house, token) is None
    assert await book_door.come_in(house, "strange") is None
    assert await book_door.open_book(house, token) is None
    assert all(token not in each.token_hash for each in rows(house, OneTimeLink))


async def test_a_picture_of_another_book_is_not_shown(house, khan, amina, tom):
    _key, media_id = await drew(house, amina, drawing("blue"))
    assert await book_door.picture(house, await staying(house, khan, tom), media_id) is None
    assert await book_door.picture(house, await staying(house, khan, amina.parent_id), media_id) == drawing("blue")


async def test_another_schools_book_is_not_here(house, khan, amina):
    with pytest.raises(Missing):
        await book.shown(house, khan, 999)


# The texts


async def test_the_link_is_texted_in_their_language_without_a_name(house, khan, amina):
    await change(house, Parent, amina.parent_id, language="pl")
    house.clock.time = at(12, "15:00")
    await book.send_door(house, khan, amina.parent_id)
    (text,) = said_to(house, amina)
    assert text.startswith("Książka z bajkami prawie gotowa.")
    assert "/b/" in text
    assert "JJ" not in text


async def test_where_no_text_may_go_the_reason_comes_back_and_nothing_is_kept(house, khan, amina):
    await change(house, Parent, amina.parent_id, stopped_at=house.clock.now())
    with pytest.raises(Refused, match="stopped the texts"):
        await book.send_door(house, khan, amina.parent_id)
    assert rows(house, Outbound) == rows(house, OneTimeLink) == []


@pytest.mark.parametrize("is_ready", [True, False])
async def test_the_last_hello_speaks_of_the_book_only_when_it_is_ready(house, is_ready):
    family = await a_family(house, week=10, standing_place_at=house.clock.now())
    if is_ready:
        await book.mark_ready(house, signed_in_as(house, family.staff_id), family.parent_id)
    await goes_on_to(house, at(14, "08:30"))
    said = " ".join(said_to(house, family))
    assert ("story book is ready" in said) is is_ready
    assert said
