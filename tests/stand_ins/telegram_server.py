"""A small Telegram: plays the Bot API on a free loopback port, remembers what the bot sent, and fails on request.

async with TelegramServer() as telegram:
    # settings: TELEGRAM_TOKEN=telegram.token, TELEGRAM_BASE_URL=telegram.url
    await telegram.text(7, "yes")      # to the webhook, once one is set; else it waits for getUpdates
    telegram.fail(BLOCKED)             # the next sendMessage
    telegram.sent[-1].text             # what the phone shows
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from aiohttp import ClientSession, web

from tests.stand_ins.telegram_faults import CONFLICT, REVOKED, Fault

TOKEN = "1:stand-in"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as the parent's phone shows it."""

    message_id: int
    chat_id: int
    text: str
    buttons: tuple[tuple[str, str], ...]
    rows: tuple[int, ...]
    is_silent: bool


class TelegramServer:
    """One bot's Telegram. `sent`, `answered` (pressed buttons), `calls` and `webhook` are there to be looked at."""

    def __init__(self, token: str = TOKEN, username: str = "storylinks_bot", latency_s: float = 0.0) -> None:
        self.token, self.username, self.latency_s = token, username, latency_s
        self.sent: list[Shown] = []
        self.answered: list[str] = []
        self.calls: list[tuple[str, dict]] = []
        self.webhook: dict = {}
        self.files: dict[str, bytes] = {}
        self._faults: dict[str, deque[Fault]] = {}
        self._waiting: list[dict] = []
        self._polls = 0
        self._arrived = asyncio.Event()
        self._update_id = 10_000
        self._message_id = 500
        self._methods = {
            "getMe": self._get_me,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "sendMessage": self._send_message,
            "answerCallbackQuery": self._answer_callback_query,
            "getUpdates": self._get_updates,
            "getFile": self._get_file,
        }

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> None:
        app = web.Application(client_max_size=2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._client = ClientSession()

    async def stop(self) -> None:
        """Be gone, as if the network were: nobody listens any more."""
        await self._client.close()
        await self._runner.cleanup()
        for _ in range(5):
            await asyncio.sleep(0)  # a bot in this same loop sees its kept connections end

    # What a parent does. Each returns the webhook's status, or None where the update waits for getUpdates.

    async def text(self, chat_id: int, words: str, **more: object) -> int | None:
        return await self.message(chat_id, text=words, **more)

    async def start_bot(self, chat_id: int, token: str = "") -> int | None:
        return await self.text(chat_id, f"/start {token}".rstrip())

    async def press(self, chat_id: int, data: str, label: str = "Yes") -> int | None:
        keyboard = {"inline_keyboard": [[{"text": label, "callback_data": data}]]}
        asked = self._message(chat_id, text="?", reply_markup=keyboard)
        asked["from"] = {"id": 1, "is_bot": True, "first_name": "Bot"}
        press = {"id": f"press-{self._update_id + 1}", "from": person(chat_id), "chat_instance": "1"}
        return await self.bring({"callback_query": press | {"message": asked, "data": data}})

    async def voice(self, chat_id: int, content: bytes = b"OggS", seconds: int = 5) -> int | None:
        name = self.keep(content)
        voice = {"file_id": name, "file_unique_id": name, "duration": seconds}
        return await self.message(chat_id, voice=voice | {"mime_type": "audio/ogg", "file_size": len(content)})

    async def photo(self, chat_id: int, content: bytes = b"\xff\xd8", caption: str | None = None) -> int | None:
        name = self.keep(content)
        small = {"file_id": "small", "file_unique_id": "small", "width": 90, "height": 60, "file_size": 9}
        large = {"file_id": name, "file_unique_id": name, "width": 900, "height": 600, "file_size": len(content)}
        more = {"caption": caption} if caption else {}
        return await self.message(chat_id, photo=[small, large], **more)

    async def edit(self, chat_id: int, words: str) -> int | None:
        edited = self._message(chat_id, text=words)
        return await self.bring({"edited_message": edited | {"edit_date": edited["date"]}})

    async def block(self, chat_id: int, status: str = "kicked") -> int | None:
        was = "member" if status == "kicked" else "kicked"
        bot = {"id": 1, "is_bot": True, "first_name": "Bot", "username": self.username}
        change = {"chat": private(chat_id), "from": person(chat_id), "date": int(time.time())}
        old, new = {"user": bot, "status": was, "until_date": 0}, {"user": bot, "status": status, "until_date": 0}
        return await self.bring({"my_chat_member": change | {"old_chat_member": old, "new_chat_member": new}})

    async def message(self, chat_id: int, **content: object) -> int | None:
        return await self.bring({"message": self._message(chat_id, **content)})

    async def bring(self, update: object) -> int | None:
        """Give the update a number, if it is one and has none, and bring it."""
        if isinstance(update, dict) and "update_id" not in update:
            self._update_id += 1
            update = {"update_id": self._update_id, **update}
        if self.webhook.get("url"):
            return await self.post(update)
        self._waiting.append(update)
        self._arrived.set()
        return None

    def update(self, chat_id: int, *, number: int, **content: object) -> dict:
        """Return a message as an update with a number of your own, to be posted as often as you like."""
        return {"update_id": number, "message": self._message(chat_id, **content)}

    async def post(self, update: object, secret: str | None = None) -> int:
        """Post to the product's webhook once, whatever it answers; a real Telegram would try again."""
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        headers = {"Content-Type": "application/json", SECRET_HEADER: secret or self.webhook["secret_token"]}
        async with self._client.post(self.webhook["url"], data=body, headers=headers) as answer:
            return answer.status

    def keep(self, content: bytes) -> str:
        """Keep a file for getFile; return its id."""
        name = f"file-{len(self.files)}"
        self.files[name] = content
        return name

    def fail(self, *faults: Fault, method: str = "sendMessage") -> None:
        """Let the next calls of a method go wrong, one after the other."""
        self._faults.setdefault(method, deque()).extend(faults)

    def called(self, method: str) -> list[dict]:
        """Return what each call of a method was given, in order."""
        return [given for name, given in self.calls if name == method]

    def shown(self, chat_id: int) -> list[str]:
        return [text.text for text in self.sent if text.chat_id == chat_id]

    async def until(self, condition: Callable[[], object], within_s: float = 30.0) -> None:
        """Wait for something to become true; fail when it does not."""
        deadline = time.monotonic() + within_s
        while not condition():
            assert time.monotonic() < deadline, "It never came"
            await asyncio.sleep(0.005)

    # What the bot does.

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given = {name: _decoded(value) for name, value in (await request.post()).items()}
        self.calls.append((method, given))
        await asyncio.sleep(self.latency_s)
        if request.match_info["token"] != self.token:
            return _refusal(REVOKED)
        faults = self._faults.get(method)
        fault = faults.popleft() if faults else Fault(200)
        if method not in self._methods:
            return _refusal(Fault(404, "Not Found"))
        result = await self._methods[method](given) if fault.status == 200 else None
        await asyncio.sleep(fault.delay_s)
        if fault.is_cut:
            request.transport.abort()
        if isinstance(result, Fault):
            return _refusal(result)
        return web.json_response({"ok": True, "result": result}) if fault.status == 200 else _refusal(fault)

    async def _get_me(self, given: dict) -> dict:
        return {"id": 1, "is_bot": True, "first_name": "Story helper", "username": self.username}

    async def _set_webhook(self, given: dict) -> bool:
        self.webhook = given
        return True

    async def _delete_webhook(self, given: dict) -> bool:
        self.webhook = {}
        return True

    async def _send_message(self, given: dict) -> dict:
        self._message_id += 1
        chat_id, rows = int(given["chat_id"]), (given.get("reply_markup") or {}).get("inline_keyboard", [])
        buttons = tuple((key["text"], key["callback_data"]) for row in rows for key in row)
        is_silent = bool(given.get("disable_notification"))
        text, widths = str(given["text"]), tuple(len(row) for row in rows)
        self.sent.append(Shown(self._message_id, chat_id, text, buttons, widths, is_silent))
        return {"message_id": self._message_id, "date": int(time.time()), "chat": private(chat_id), "text": text}

    async def _answer_callback_query(self, given: dict) -> bool:
        self.answered.append(str(given["callback_query_id"]))
        return True

    async def _get_updates(self, given: dict) -> list | Fault:
        if self.webhook:
            return Fault(409, "Conflict: can't use getUpdates method while webhook is active")
        offset = int(given.get("offset", 0))
        if offset:
            self._waiting = [update for update in self._waiting if _number(update, offset) >= offset]
        self._polls += 1
        mine, deadline = self._polls, time.monotonic() + float(given.get("timeout", 0))
        while not self._waiting and (left := deadline - time.monotonic()) > 0:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), min(left, 1))
            except TimeoutError:
                continue
        return self._waiting[:100] if mine == self._polls else CONFLICT

    async def _get_file(self, given: dict) -> dict | Fault:
        name = str(given["file_id"])
        if name not in self.files:
            return Fault(400, "Bad Request: invalid file_id")
        return {"file_id": name, "file_unique_id": name, "file_path": f"files/{name}"}

    async def _file(self, request: web.Request) -> web.Response:
        content = self.files.get(request.match_info["path"].removeprefix("files/"))
        return web.Response(body=content) if content is not None else web.Response(status=404)

    def _message(self, chat_id: int, **content: object) -> dict:
        self._message_id += 1
        message = {"message_id": self._message_id, "date": int(time.time()), "chat": private(chat_id)}
        return message | {"from": person(chat_id)} | content


def private(chat_id: int) -> dict:
    return {"id": chat_id, "type": "private", "first_name": "Parent"}


def person(chat_id: int) -> dict:
    return {"id": chat_id, "is_bot": False, "first_name": "Parent", "language_code": "en"}


def _number(update: object, otherwise: int) -> int:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) else otherwise


def _decoded(value: object) -> object:
    """Every parameter comes as form text; all but plain words are JSON inside."""
    try:
        decoded = json.loads(str(value))
    except ValueError:
        return value
    return decoded if isinstance(decoded, dict | list | bool) else value


def _refusal(fault: Fault) -> web.Response:
    body = {"ok": False, "error_code": fault.status, "description": fault.description}
    return web.json_response(body | {"parameters": fault.parameters}, status=fault.status or 500)
