"""The words that operators of a query are written in, and what they stand for.

Each may be written in any of the three languages: `lang:uk`, `язык:uk`, `мова:uk`. What is not in these tables
is no operator and is searched as words.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, cast

from search_index.document import Kind, Language


def _table(**words: str) -> dict[str, str]:
    """Every word -> the name it stands for; a name stands for itself."""
    return {word: name for name, others in words.items() for word in (name, *others.split())}


NAMES = {
    **_table(
        kind="type тип вид",
        user="author автор",
        score="votes рейтинг оценка оцінка голосов голосів",
        answers="ответов ответы відповідей відповіді",
        accepted="принят принято принятый прийнято прийнята",
        status="state статус состояние стан",
        lang="language язык мова",
        created="date создано створено дата",
    ),
    "is": "kind",
}
_KINDS = _table(
    question="questions вопрос вопросы питання",
    case="cases решение решения рішення",
    idea="ideas идея идеи ідея ідеї",
)
_LANGUAGES = _table(
    ru="russian русский російська",
    uk="ua ukrainian украинский українська",
    en="english английский англійська",
)
_ANSWERS = _table(yes="true 1 да так", no="false 0 нет ні")
STATES = _table(
    open="открыт открыто открыта відкрито відкрите",
    answered="отвечен відповіли",
    accepted="solved resolved решено решен вирішено вирішене",
    needs_information="уточнить уточнити",
    duplicate="дубликат дублікат",
    closed="закрыт закрыто закрито закрите",
    locked="",
    new="новая новое нова нове",
    under_review="рассматривается розглядається",
    planned="запланирована запланировано запланована заплановано",
    in_progress="started делается робиться",
    shipped="done сделана сделано готово зроблена зроблено",
    declined="отклонена отклонено отклонен відхилена відхилено",
    already_possible="возможно можливо",
    published="опубликовано опубліковано",
    needs_check="",
    obsolete="",
)
_NUMBER = re.compile(r"(?P<sign><=|>=|<|>|=)?(?P<number>-?\d{1,9})")
_NUMBERS = re.compile(r"(?P<low>-?\d{1,9})?\.\.(?P<high>-?\d{1,9})?")
_AGE = re.compile(r"(?P<sign>[<>])(?P<count>\d{1,4})(?P<unit>[dwmyднмгтр])")
_WHEN = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_DAY = re.compile(rf"(?P<sign><=|>=|<|>|=)?(?P<day>{_WHEN})")
_DAYS = re.compile(rf"(?P<low>{_WHEN})?\.\.(?P<high>{_WHEN})?")
_LENGTHS = {**dict.fromkeys("dд", 1), **dict.fromkeys("wнт", 7), **dict.fromkeys("mм", 30), **dict.fromkeys("yгр", 365)}


class Span(NamedTuple):
    """Numbers from `low` to `high`, both included; None is open."""

    low: float | None = None
    high: float | None = None

    def holds(self, number: float) -> bool:
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


def kind(value: str) -> Kind | None:
    return cast("Kind | None", _KINDS.get(value))


def language(value: str) -> Language | None:
    return cast("Language | None", _LANGUAGES.get(value))


def state(value: str) -> str | None:
    """The state that a word stands for: `planned`, `needs-information`, `запланировано`."""
    return STATES.get(value.replace("-", "_").replace("ё", "е"))


def yes_or_no(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(_ANSWERS.get(value, ""))


def numbers(value: str) -> Span | None:
    """`3`, `>3`, `<=3`, `3..7`, `3..`; None when it is none of these."""
    if several := _NUMBERS.fullmatch(value):
        low, high = (int(each) if each is not None else None for each in several.group("low", "high"))
        return Span(low, high) if (low, high) != (None, None) else None
    match = _NUMBER.fullmatch(value)
    if match is None:
        return None
    number = int(match["number"])
    spans = {">": Span(number + 1), ">=": Span(number), "<": Span(None, number - 1), "<=": Span(None, number)}
    return spans.get(match["sign"], Span(number, number))


def dates(value: str, now: datetime) -> Span | None:
    """`<1y` is younger than a year, `>30d` older than thirty days; `2024-05-01`, `>=2024-05`, `2024`,
    `2024-01-01..2024-06-30`, open at either end: UTC days. None when it is none of these."""
    if age := _AGE.fullmatch(value):
        then = now.timestamp() - int(age["count"]) * _LENGTHS[age["unit"]] * 86_400
        return Span(then) if age["sign"] == "<" else Span(None, then)
    if several := _DAYS.fullmatch(value):
        return _between(several["low"], several["high"])
    match = _DAY.fullmatch(value)
    day = _day(match["day"]) if match else None
    if match is None or day is None:
        return None
    start, end = day
    spans = {">": Span(end), ">=": Span(start), "<": Span(None, start - 1), "<=": Span(None, end - 1)}
    return spans.get(match["sign"], Span(start, end - 1))


def _between(low: str | None, high: str | None) -> Span | None:
    first, last = _day(low) if low else None, _day(high) if high else None
    if (low and first is None) or (high and last is None) or not (low or high):
        return None
    return Span(first[0] if first else None, last[1] - 1 if last else None)


def _day(written: str) -> tuple[float, float] | None:
    """When a day, month or year begins and when the next one does, in seconds since 1970."""
    year, month, day = (int(part) for part in (written + "-0-0").split("-")[:3])
    try:
        start = datetime(year, month or 1, day or 1, tzinfo=UTC)
        if day:
            end = start + timedelta(days=1)
        else:
            end = datetime(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return start.timestamp(), end.timestamp()
