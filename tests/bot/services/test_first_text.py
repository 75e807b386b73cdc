"""The reader is made with the first text, once, and then reads as ever."""

from concurrent.futures import ThreadPoolExecutor

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
