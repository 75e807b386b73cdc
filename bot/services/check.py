"""What is still missing for going live, in sentences that a school office can act on."""

from collections.abc import Iterator

from bot.config import PREFIX, Settings
from storage.database import Database
from storage.repositories import alerts, schools


def check_settings(settings: Settings) -> Iterator[str]:
    """Yield one sentence for each setting that is missing, with what to do."""
    if not settings.public_url.startswith("https://"):
        yield f"{PREFIX}PUBLIC_URL: set your public address (https://stories.school.example), so that texts reach us."
    if not settings.is_sms_on:
        missing = [name for name in ("account_sid", "auth_token", "from") if not getattr(settings, f"twilio_{name}")]
        names = ", ".join(f"{PREFIX}TWILIO_{name.upper()}" for name in missing)
        yield f"SMS is off. Set {names} from your Twilio console."
    if not settings.is_telegram_on:
        yield f"Telegram is off. It is optional: ask @BotFather for a bot and set {PREFIX}TELEGRAM_TOKEN."
    if settings.dry_run:
        yield f"{PREFIX}DRY_RUN is on: nothing is really sent. Take it out when you are ready."


def check_school(database: Database) -> Iterator[str]:
    """Yield one sentence for each step of set-up that is still to be done."""
    if not database.read_now(schools.has_staff):
        yield "Nobody can sign in yet. Run `storylinks serve` and open the set-up page that it names."
    elif not database.read_now(alerts.can_anybody_be_alerted):
        yield "Nobody can be alerted. Add an on-call mobile on the set-up page."
