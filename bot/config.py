"""Settings: from the environment or `.env`, all with the prefix STORYLINKS_."""

import re
import secrets
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingWrong

PREFIX = "STORYLINKS_"
ORIGIN = re.compile(r"https?://[^/]+")
EXPECTED = {
    "port": "a number from 0 to 65535, such as 8000",
    "sms_pence": "a number of pence, such as 4.0",
    "dry_run": "yes or no",
}
"""What stands in a setting that holds no words, said where something else does."""


class Settings(BaseSettings):
    """Every setting, its default and what it is for. A channel without its settings is simply off."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    database_url: str = Field("", description="Where the facts live. Empty: one SQLite file in DATA_DIR.")
    data_dir: Path = Field(Path("data"), description="Folder for the SQLite file and the secret key.")
    host: str = Field("127.0.0.1", description="Address the web pages listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the web pages listen on.")
    public_url: str = Field("", description="Our address as the world sees it, such as https://stories.school.example.")
    secret_key: str = Field("", description="Encrypts names, numbers and words. Empty: made once and kept in DATA_DIR.")
    timezone: str = Field("Europe/London", description="Time zone that set-up suggests for the school.")
    twilio_account_sid: str = Field("", description="Twilio account. Empty: SMS is off.")
    twilio_auth_token: str = Field("", description="Twilio's auth token; also checks who calls our webhook.")
    twilio_from: str = Field("", description="Our number (+44…) or messaging service (MG…).")
    twilio_base_url: str = Field("", description="Another origin than Twilio's own, for tests.")
    telegram_token: str = Field("", description="Telegram bot token. Empty: Telegram is off.")
    telegram_base_url: str = Field("", description="Another origin than Telegram's own, for tests.")
    telegram_webhook_secret: str = Field("", description="Set: webhook, checked by it. Empty: long polling.")
    worker_id: str = Field("", description="Name of this process among several. Empty: the host's name.")
    sms_pence: Decimal = Field(Decimal("4.0"), ge=0, description="What one SMS segment costs, in pence, for previews.")
    dry_run: bool = Field(default=False, description="Practise: everything but the sending.")

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
            message = f"{name!r} is not a time zone. Europe/London is one."
            raise ValueError(message) from unknown
        return name

    @field_validator("public_url", "twilio_base_url", "telegram_base_url")
    @classmethod
    def _is_an_origin(cls, url: str) -> str:
        trimmed = url.rstrip("/")
        if trimmed and not ORIGIN.fullmatch(trimmed):
            message = "give the origin only, such as https://stories.school.example, without a path."
            raise ValueError(message)
        return trimmed

    @property
    def is_sms_on(self) -> bool:
        """Say whether everything that SMS needs is set."""
        return bool(self.twilio_account_sid and self.twilio_auth_token and self.twilio_from)

    @property
    def is_telegram_on(self) -> bool:
        """Say whether Telegram has its token."""
        return bool(self.telegram_token)

    @property
    def origin(self) -> str:
        """Return our address as the world sees it, or as this machine does."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @cached_property
    def key(self) -> bytes:
        """Return the secret key: the setting, or the one made on first run and kept in `data_dir`."""
        if self.secret_key:
            return self.secret_key.encode()
        if self.database_url:
            raise SettingWrong(f"{PREFIX}SECRET_KEY", "set it beside DATABASE_URL, the same for every process.")
        return _kept_key(self.data_dir / "secret.key")


def _kept_key(path: Path) -> bytes:
    """Read the key kept beside the data, or make it, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32), encoding="ascii")
    return path.read_bytes().strip()


def load() -> Settings:
    """Read the settings, or raise `SettingWrong` with one sentence that names the first wrong one."""
    try:
        return Settings()
    except ValidationError as wrong:
        first = wrong.errors()[0]
        field = str(first["loc"][0] if first["loc"] else "")
        expected = EXPECTED.get(field)
        reason = f"this must be {expected}." if expected else first["msg"].removeprefix("Value error, ")
        raise SettingWrong(PREFIX + field.upper(), reason) from None
