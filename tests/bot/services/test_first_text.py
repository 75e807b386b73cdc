"""The reader is made with the first text, once, and then reads as ever."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import current_thread

from bot.i18n import load_reply_words
from bot.services import first_text
from bot.services.first_text import LateReader
from flows.reading import Question, Reader, Topic

ASKED = Question(Topic.REMINDER, ("yes", "no", "maybe", "another_time"))


def test_it_is_made_once_however_many_texts_come_first(monkeypatch):
    made = []

    def make(words):
        made.append(words)
        return Reader(words, is_learned=False)

    monkeypatch.setattr(first_text, "Reader", make)
    words = {"en": load_reply_words()["en"]}
    reader = LateReader(words)
    assert made == []
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: reader.read(text, ASKED).leading, ["yes", "2", "no"] * 8))
    assert found == ["yes", "no", "no"] * 8
    assert made == [words]


async def test_it_is_made_before_the_transaction_that_reads_with_it(monkeypatch):
    made = []
    monkeypatch.setattr(
        first_text, "Reader", lambda words: made.append(current_thread()) or Reader(words, is_learned=False)
    )
    reader = LateReader({"en": load_reply_words()["en"]})
    await asyncio.gather(reader.ready(), reader.ready())
    reader.read("yes", ASKED)
    assert len(made) == 1
    assert made[0] is not current_thread()


def test_a_short_reply_is_read_once_to_a_question_and_a_long_one_each_time(monkeypatch):
    read = []

    class Counting:
        def __init__(self, words):
            self.words = words

        def read(self, text, question):
            read.append((text, question))
            return text, question

    monkeypatch.setattr(first_text, "Reader", Counting)
    reader = LateReader({})
    texts = ["yes", "yes", "yes we will be there", "yes we will be there"]
    assert [reader.read(text, ASKED) for text in texts] == [(text, ASKED) for text in texts]
    assert reader.read("yes", Question()) == ("yes", Question())
    assert read == [("yes", ASKED), (texts[2], ASKED), (texts[2], ASKED), ("yes", Question())]
