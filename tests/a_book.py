"""What goes into a story book, put there as a family and its school would."""

import io
from datetime import timedelta
from itertools import count

from PIL import Image

from storage.tables import HomeStory, Inbound, Media, Parent, Session, Story
from tests.school import LONDON

_drawings = count(1)


def drawing(colour="orange", size=(400, 300)):
    kept = io.BytesIO()
    Image.new("RGB", size, colour).save(kept, "PNG")
    return kept.getvalue()


async def made(house, family, session, title="The fox", words="One day a fox went out."):
    """Keep the story of a session and return its key in forms."""
    values = {"title": title, "words": words, "typed_by": family.staff_id, "typed_at": house.clock.now()}
    return f"story-{await _kept(house, Story(session_id=session, **values))}"


async def told(house, family, words, kind="told", *, for_book=True, parent_id=None, inbound_id=None):
    """Keep what a parent told for the book and return its key in forms."""
    who = {"family_id": family.family_id, "parent_id": parent_id or family.parent_id, "inbound_id": inbound_id}
    story = HomeStory(**who, kind=kind, words=words, for_book=for_book, told_at=house.clock.now())
    return f"home-{await _kept(house, story)}"


async def drew(house, family, content=None, *, is_opened=True, kind="image/png", parent_id=None):
    """Keep a drawing of a parent's that is for the book; return its key in forms and the file's id."""
    now = house.clock.now()
    who = parent_id or family.parent_id
    heard = Inbound(
        parent_id=who, channel="telegram", provider_id=f"drawing-{next(_drawings)}", received_at=now, body=""
    )
    inbound_id = await _kept(house, heard)
    opened = {"opened_at": now, "opened_by": family.staff_id} if is_opened else {}
    file = {"reference": "", "content_type": kind, "content": content or drawing(), "fetched_at": now}
    media_id = await _kept(house, Media(inbound_id=inbound_id, **file, **opened))
    return await told(house, family, "", inbound_id=inbound_id, parent_id=parent_id), media_id


async def another_home(house, family, name="Tom", session_of_their_own=True):
    """Add a second adult; return their id and, where they have one, the session that is theirs alone."""
    now = house.clock.now()
    values = {"name": name, "ticked_at": now, "ticked_by": family.staff_id, "created_at": now}
    parent_id = await _kept(house, Parent(school_id=family.school_id, family_id=family.family_id, **values))
    if not session_of_their_own:
        return parent_id, None
    on = (now.astimezone(LONDON) - timedelta(days=7)).date()
    head = {"school_id": family.school_id, "programme_id": family.programme_id, "family_id": family.family_id}
    session = Session(**head, parent_id=parent_id, week=1, on_date=on, at_time=now.time(), place="Nest")
    return parent_id, await _kept(house, session)


async def _kept(house, row):
    def work(uow):
        uow.orm.add(row)
        uow.orm.flush()
        return row.id

    return await house.database.write(work)
