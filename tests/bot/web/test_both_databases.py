"""One family's first day, page by page, on each database."""

import pytest

from storage.tables import Parent, Session
from tests.school import rows, said_to


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    return None if request.param == "sqlite" else request.getfixturevalue("migrated_postgres_url")


async def test_a_familys_first_day(house, khan, lee, amina):
    house.clock.forward(minutes=50)
    typed = {"adult_1_name": "Dawn", "adult_1_number": "07700 900104", "adult_1_language": "pl", "adult_1_may": "yes"}
    added = khan.post("/families/new", child="Ellis", programme=amina.programme_id, **typed)
    dawn = rows(house, Parent)[-1]
    start = f"/families/{dawn.family_id}/adults/{dawn.id}"
    assert "Ellis and Dawn" in khan.get(added.location).words
    assert len(rows(house, Session, family_id=dawn.family_id)) == 10
    assert khan.post(f"{start}/invite").location.endswith("done=sent")
    khan.post(f"{start}/checked")
    assert khan.post(f"{start}/reply", words="It was lovely to meet you.").location.endswith("done=sent")
    assert khan.post(f"/good-news/{amina.parent_id}", do="send", ready="PN-03").location == "/good-news?done=sent"
    assert (
        khan.post(f"/good-news/{amina.parent_id}", do="ask", words="JJ was so well behaved on the trip").status == 303
    )
    assert "is this good news?" in lee.get("/good-news").words
    card = khan.post(f"{start}/ring").location
    assert khan.post(card, do="rang").location == card
    assert "It was lovely to meet you. From Mrs Khan" in khan.get(added.location).words
    assert "In touch" in khan.get("/families").words
    assert len(said_to(house, amina)) == 1
