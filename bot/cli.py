"""The `storylinks` command: one function for each thing it does, each with its own --help."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, suppress
from functools import partial
from pathlib import Path
from socket import socket
from typing import Any

from bot import app, logs
from bot.channels.simulator.ahead import show_ahead
from bot.channels.simulator.terminal import chat as talk
from bot.clock import RealClock
from bot.config import Settings, load
from bot.errors import StorylinksError
from bot.i18n import load_reply_words
from bot.services.branches import BY_CODE
from bot.services.check import check_school, check_settings
from bot.services.demo import DemoStaff, is_made, make_demo, new_passwords
from bot.services.demo_clock import DemoClock, stored_start
from bot.services.examples_kept import write_out
from bot.services.house import House
from bot.services.set_up import new_code
from bot.services.staff import reset_link
from flows.reading import Reader
from flows.reading.lines import explain as explain_reading
from flows.reading.lines import question_for, read_line
from flows.tone import Purpose, check
from flows.tone.lines import explain as explain_verdict
from flows.tone.lines import tone_line
from storage.errors import StorageError

Command = Callable[[argparse.Namespace], int]
Opened = Callable[[], AbstractAsyncContextManager[House]]


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit code; a wrong setting ends in one sentence."""
    parsed = _parser().parse_args(arguments)
    try:
        code = parsed.run(parsed)
    except (StorylinksError, StorageError) as wrong:
        print(wrong, file=sys.stderr)
        code = 2
    except OSError as wrong:  # a folder that is not there, a file that may not be written
        print(f"{wrong.filename or 'This'}: {wrong.strerror or wrong}", file=sys.stderr)
        code = 2
    except KeyboardInterrupt:
        code = 0
    sys.exit(code)


# What runs until it is told to stop


def _serve(parsed: argparse.Namespace) -> int:
    settings = _settings(parsed)
    logs.set_up()
    with app.open_door(settings) as door:
        _say_where(settings)
        asyncio.run(app.run(settings, app.Roles(works=not parsed.web_only), RealClock(), _greet, door))
    return 0


def _worker(parsed: argparse.Namespace) -> int:
    settings = _settings(parsed)
    logs.set_up()
    print("Working. Ctrl-C stops.", flush=True)
    asyncio.run(app.run(settings, app.Roles(), RealClock()))
    return 0


def _demo(parsed: argparse.Namespace) -> int:
    settings = _settings(parsed)
    logs.set_up()
    with app.open_door(settings) as door:
        asyncio.run(_run_demo(settings, door))
    return 0


async def _run_demo(settings: Settings, door: socket) -> None:
    """Make the demo school before anything runs by time, or its past would be due all at once."""
    database = app.open_database(settings, is_demo=True)
    clock = DemoClock(stored_start(database), RealClock().now)
    async with app.opened(settings, database, app.Roles(works=False, is_demo=True), clock) as house:
        staff = await (new_passwords(house) if is_made(house) else make_demo(house))
    database.close()
    await app.run(settings, app.Roles(is_demo=True), clock, partial(_greet_demo, staff), door)


async def _greet(house: House) -> None:
    """Say in the terminal how to begin, while nobody has."""
    if code := await new_code(house):
        print(f"First time here: open {house.origin}/set-up and give this code, once: {code}", flush=True)


async def _greet_demo(staff: tuple[DemoStaff, ...], house: House) -> None:
    """Say where to look and how to sign in."""
    print(f"The demo school is at {house.origin}", flush=True)
    for each in staff:
        print(f"  sign in as {each.sign_in_name}, password {each.password}   ({each.name}, {each.role})")
    print(f"  the parents' phones are at {house.origin}/phone   Ctrl-C stops.", flush=True)


def _say_where(settings: Settings) -> None:
    print(f"Staff pages: {settings.origin}", flush=True)
    for name, is_on in (("SMS", settings.is_sms_on), ("Telegram", settings.is_telegram_on)):
        if not is_on:
            print(f"{name} is off: its settings are not there.", flush=True)
    if settings.dry_run:
        print("Practice: nothing is really sent.", flush=True)


# What does one thing and ends


def _migrate(parsed: argparse.Namespace) -> int:
    app.open_database(_settings(parsed)).close()
    print("The database is up to date.")
    return 0


def _check(parsed: argparse.Namespace) -> int:
    settings = _settings(parsed)
    database = app.open_database(settings)
    missing = [*check_settings(settings), *check_school(database)]
    database.close()
    for line in missing or ("Everything is set for going live.",):
        print(line)
    return 1 if missing else 0


def _staff(parsed: argparse.Namespace) -> int:
    print(
        asyncio.run(_with_house(_settings(parsed), lambda house: reset_link(house, parsed.name), is_demo=parsed.demo))
    )
    return 0


async def _with_house(settings: Settings, ask: Callable[[House], Awaitable[str]], *, is_demo: bool) -> str:
    database = app.open_database(settings, is_demo=is_demo)
    try:
        async with app.opened(settings, database, app.Roles(works=False, is_demo=is_demo), RealClock()) as house:
            return await ask(house)
    finally:
        database.close()


def _corrections(parsed: argparse.Namespace) -> int:
    database = app.open_database(_settings(parsed), is_demo=parsed.demo)
    try:
        print(f"Examples written to {parsed.file}: {write_out(database, Path(parsed.file))}.")
    finally:
        database.close()
    return 0


def _read(parsed: argparse.Namespace) -> int:
    reader = Reader(load_reply_words())
    if parsed.jsonl:
        return _each_line(lambda line: read_line(reader, line))
    print(explain_reading(reader.read(parsed.text or "", question_for(parsed.context))))
    return 0


def _tone(parsed: argparse.Namespace) -> int:
    if parsed.jsonl:
        return _each_line(tone_line)
    print(explain_verdict(check(parsed.text or "", Purpose(parsed.purpose), parsed.lang)))
    return 0


def _each_line(answer: Callable[[str], str]) -> int:
    """Answer every line of standard input with one line, in order, whatever bytes it holds."""
    with suppress(BrokenPipeError):
        for raw in sys.stdin.buffer:
            line = raw.decode("utf-8", "replace").rstrip("\r\n")
            sys.stdout.buffer.write(answer(line).encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    return 0


def _chat(parsed: argparse.Namespace) -> int:
    return _in_demo(parsed, lambda opened: talk(opened, parsed.parent))


def _preview(parsed: argparse.Namespace) -> int:
    return _in_demo(parsed, lambda opened: show_ahead(opened, parsed.family, parsed.branch))


def _in_demo(parsed: argparse.Namespace, do: Callable[[Opened], Coroutine[Any, Any, None]]) -> int:
    """Do something with the demo school, whether or not it is being served."""
    settings = _settings(parsed)
    logs.set_up()
    database = app.open_database(settings, is_demo=True)
    roles = app.Roles(works=False, is_demo=True)
    clock = DemoClock(stored_start(database), RealClock().now)
    try:
        asyncio.run(do(lambda: app.opened(settings, database, roles, clock)))
    finally:
        database.close()
    return 0


def _settings(parsed: argparse.Namespace) -> Settings:
    settings = load()
    port = getattr(parsed, "port", None)
    return settings if port is None else settings.model_copy(update={"port": port})


# The words


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("storylinks", description="Warm words between school and home.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = _add(commands, "serve", _serve, "run the school's story helper: pages, webhooks and work")
    serve.add_argument("--web-only", action="store_true", help="pages and webhooks only; run `worker` beside it")
    serve.add_argument("--port", type=int, help="listen here instead of STORYLINKS_PORT")
    _add(commands, "worker", _worker, "do the work only: send, wake, sweep; several may run side by side")
    demo = _add(commands, "demo", _demo, "run a demo school with simulated phones; no accounts needed")
    demo.add_argument("--port", type=int, help="listen here instead of STORYLINKS_PORT")
    chat = _add(commands, "chat", _chat, "talk as a parent of the demo school, in the terminal")
    chat.add_argument("parent", nargs="?", help="whose phone: the parent's name; without it the list is shown")
    preview = _add(commands, "preview", _preview, "show a demo family's ten weeks before they happen")
    preview.add_argument("family", nargs="?", help="the child's or a parent's name; without it the list is shown")
    preview.add_argument("--if", dest="branch", choices=tuple(BY_CODE), default="yes", help="how they answer")
    _add_reading(commands)
    _add(commands, "migrate", _migrate, "bring the database up to date")
    _add(commands, "check", _check, "say what is still missing for going live")
    _add_staff(commands)
    _add_corrections(commands)
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Command, words: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
    parser.set_defaults(run=run)
    return parser


def _add_reading(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    read = _add(commands, "read", _read, "show what a parent's reply is understood as")
    read.add_argument("text", nargs="?", help="the reply")
    contexts = ("invitation", "reminder", "activity", "language", "idle")
    read.add_argument("--context", choices=contexts, default="idle", help="what was asked last (default: nothing)")
    read.add_argument("--jsonl", action="store_true", help="read JSON lines from standard input, answer each with one")
    tone = _add(commands, "tone", _tone, "show whether a note of staff's may go to a parent")
    tone.add_argument("text", nargs="?", help="the note")
    tone.add_argument("--purpose", choices=("note", "other"), default="other", help="a good-news note, or another text")
    tone.add_argument("--lang", default="en", help="the note's language (default: en)")
    tone.add_argument("--jsonl", action="store_true", help="read JSON lines from standard input, answer each with one")


def _add_corrections(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words = "write what staff put right, without names, to a file for the next training"
    corrections = _add(commands, "corrections", _corrections, words)
    corrections.add_argument("file", help="a file to write, such as own.tsv; then: make train OWN=own.tsv")
    corrections.add_argument("--demo", action="store_true", help="of the demo school")


def _add_staff(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    staff = _add(commands, "staff", _staff, "help a member of staff to sign in again")
    staff.add_argument("what", choices=("reset",), help="print a one-time link for a new password")
    staff.add_argument("name", help="the sign-in name")
    staff.add_argument("--demo", action="store_true", help="in the demo school")
