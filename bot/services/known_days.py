"""Days that can be computed: the bank holidays of four nations, and festivals that matter to families.

A festival is advice beside a story time and never holds anything back. Those that follow the moon may be a day earlier
or later where they are kept.
"""

from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays
from holidays.calendars.gregorian import SAT
from holidays.calendars.julian import JULIAN_CALENDAR
from holidays.groups.chinese import ChineseCalendarHolidays
from holidays.groups.christian import ChristianHolidays
from holidays.groups.hebrew import HebrewCalendarHolidays
from holidays.groups.hindu import HinduCalendarHolidays
from holidays.groups.islamic import IslamicHolidays
from holidays.holiday_base import HolidayBase

from bot.sentences import _

LONGEST_NAME = 60
BY_THE_MOON = frozenset({"Ramadan begins", "Eid al-Fitr", "Eid al-Adha"})
"""These wait for the moon to be seen."""
FROM_THE_EVENING = frozenset({"Passover", "Rosh Hashanah", "Yom Kippur", "Hanukkah"})
"""These begin at sunset on the day before."""


def bank_holidays(nation: str, first: date, last: date) -> dict[date, str]:
    """Return the nation's bank holidays on weekdays from `first` to `last`, each with its name."""
    found = country_holidays("GB", subdiv=nation, years=range(first.year, last.year + 1), language="en_GB")
    days = sorted(found.items())
    return {on: name[:LONGEST_NAME] for on, name in days if first <= on <= last and on.weekday() < SAT}


def festival_near(day: date) -> str:
    """Return what staff may like to know about this day: "Eid al-Fitr, give or take a day"; mostly nothing."""
    found = {on: _festivals(on.year).get(on, "") for on in (day - timedelta(days=1), day, day + timedelta(days=1))}
    before, today, after = found.values()
    if today:
        return _give_or_take(today) if today in BY_THE_MOON else _(today)
    near = next((each for each in (before, after) if each in BY_THE_MOON), "")
    if near:
        return _give_or_take(near)
    return _("{festival} begins this evening", festival=_(after)) if after in FROM_THE_EVENING else ""


def _give_or_take(festival: str) -> str:
    return _("{festival}, give or take a day", festival=_(festival))


class _Festivals(
    HolidayBase,
    ChineseCalendarHolidays,
    ChristianHolidays,
    HebrewCalendarHolidays,
    HinduCalendarHolidays,
    IslamicHolidays,
):
    """Festivals of several faiths in one calendar, which belongs to no country."""

    country = "festivals"
    start_year = 2000

    def __init__(self, year: int) -> None:
        ChineseCalendarHolidays.__init__(self)
        ChristianHolidays.__init__(self, JULIAN_CALENDAR)
        HebrewCalendarHolidays.__init__(self)
        HinduCalendarHolidays.__init__(self)
        IslamicHolidays.__init__(self, show_estimated=False)
        super().__init__(years=year)

    def _populate_public_holidays(self) -> None:
        self._add_christmas_day(_("Orthodox Christmas"))
        self._add_good_friday(_("Orthodox Good Friday"))
        self._add_easter_monday(_("Orthodox Easter Monday"))
        self._add_chinese_new_years_day(_("Lunar New Year"))
        self._add_passover(_("Passover"))
        self._add_rosh_hashanah(_("Rosh Hashanah"))
        self._add_yom_kippur(_("Yom Kippur"))
        self._add_hanukkah(_("Hanukkah"))
        self._add_holi(_("Holi"))
        self._add_vaisakhi(_("Vaisakhi"))
        self._add_diwali(_("Diwali"))
        self._add_guru_nanak_jayanti(_("Guru Nanak Jayanti"))
        self._add_ramadan_beginning_day(_("Ramadan begins"))
        self._add_eid_al_fitr_day(_("Eid al-Fitr"))
        self._add_eid_al_adha_day(_("Eid al-Adha"))


@lru_cache(maxsize=8)
def _festivals(year: int) -> dict[date, str]:
    return {on: name.replace("; ", " and ") for on, name in _Festivals(year).items()}
