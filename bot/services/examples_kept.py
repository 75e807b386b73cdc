"""The examples that corrections leave: how they are labelled, deleted by staff, and written out for a training."""

from pathlib import Path

from bot.days import ENGLISH
from bot.errors import StorylinksError
from bot.services.house import House
from bot.services.staff import SignedIn
from bot.services.written_in import UNKNOWN, written_in
from flows.reading import Intent
from flows.reading.kept import Kept
from flows.reading.order import ordered
from storage.database import Database
from storage.reports.examples import examples
from storage.repositories import corrections, staff
from storage.unit_of_work import UnitOfWork

BESIDE = frozenset({Intent.QUESTION, Intent.CALLBACK, Intent.HELP})
"""What was heard beside an answer, and goes on being meant when the answer is put right."""
HEAD = "# What staff put right, without names. context<TAB>labels<TAB>text; made by `storylinks corrections`."


class NotOurs(StorylinksError):
    """The file named for the examples holds something else, and is left as it is."""


def labels_of(reading: Kept, meant: Intent, *, is_answer: bool) -> tuple[Intent, ...]:
    """Return what a message means in all: what staff said, and beside an answer what else was heard."""
    also = BESIDE.intersection(reading.intents) if is_answer else frozenset()
    return ordered({meant, *also})


def language_of(house: House, body: str, language: str) -> str:
    """Return the language of what an adult who reads this language typed; English where nobody can tell."""
    tag = written_in(body, language, is_glossed=bool(house.glossary.gloss(body, language)))
    return ENGLISH if tag == UNKNOWN else tag.removesuffix("-Latn")


async def forget_one(house: House, who: SignedIn, correction_id: int) -> None:
    """Forget the words of one example; doing it twice changes nothing."""

    def work(uow: UnitOfWork) -> None:
        corrections.forget_example(uow, who.school_id, correction_id)
        staff.note(uow, who.school_id, who.id, "deleted an example", f"correction {correction_id}", house.clock.now())

    await house.database.write(work)


async def forget_all(house: House, who: SignedIn) -> None:
    """Forget the words of every example of the school."""

    def work(uow: UnitOfWork) -> None:
        corrections.forget_examples(uow, who.school_id)
        staff.note(uow, who.school_id, who.id, "deleted all examples", "school", house.clock.now())

    await house.database.write(work)


def write_out(database: Database, path: Path) -> int:
    """Write the examples as the training reads them and return how many lines there are; raises `NotOurs`.

    The lines are sorted and none stands twice, so that the same examples give the same file.
    """
    if path.exists() and not path.read_text("utf-8", "replace").startswith(HEAD):
        raise NotOurs(f"{path} holds something else. Please name a file that may be written.")
    found = database.read_now(examples)
    lines = sorted({f"{each.context}\t{','.join(each.labels)}\t{each.words}" for each in found})
    path.write_text("".join(f"{line}\n" for line in (HEAD, *lines)), "utf-8")
    return len(lines)
