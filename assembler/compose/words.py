"""Words and dates by language: the catalogue of fixed words, and the filters with which templates write dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from assembler.compose.prose import prose
from assembler.schema.dates import PRESENT, PartialDate

_PRECISION = {
    "month-year": ("year", "month", "month"),
    "day-month-year": ("year", "month", "day"),
    "numeric-day-first": ("year", "numeric_month", "numeric_day"),
}
"""Date style → the pattern for a date known to the year, the month, the day."""


@dataclass(frozen=True)
class Wording:
    """How one document words things: its language's catalogue and its style of dates."""

    language: str
    words: Mapping[str, Any]
    style: str

    def _format(self, date: PartialDate, pattern: str) -> str:
        from babel.dates import format_date  # noqa: PLC0415 - slow to load

        return str(format_date(date.first(), self.words["patterns"][pattern], locale=self.words["locale"]))

    def date_text(self, date: PartialDate) -> str:
        """`date` in the document's style, no more precise than it is known."""
        if date == PRESENT:
            return str(self.words["present"])
        known = bool(date.month) + bool(date.day)
        return self._format(date, _PRECISION[self.style][known])

    def date(self, date: PartialDate) -> Markup:
        """The filter `date`: a `time` element in the document's style."""
        return _time(date.iso, self.date_text(date))

    def day(self, date: PartialDate, pattern: str = "long") -> Markup:
        """The filter `day`: a date spelled out by a pattern of the catalogue, as far as it is known."""
        if not date.month:
            pattern = "year"
        elif not date.day:
            pattern = "long_month"
        return _time(date.iso, self._format(date, pattern))

    def period(self, entry: Mapping[str, Any]) -> Markup:
        """The filter `period`: from `start` to `end` of `entry`, or its `date`; empty where it has neither."""
        if (date := entry.get("date")) is not None:
            return self.date(date)
        start, end = entry.get("start"), entry.get("end")
        if start is None:
            return Markup("")
        first = self.date_text(start)
        if end is None or self.date_text(end) == first:
            return _time(start.iso, first)
        return _time(f"{start.iso}/{end.iso}", f"{first} – {self.date_text(end)}")

    def number(self, value: float) -> str:
        """The filter `number`: digits grouped as the language does, no `.0`."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - slow to load

        return str(format_decimal(value, locale=self.words["locale"]))

    def ordinal(self, value: int) -> str:
        """The filter `ordinal`: a place in a row, as in 1st, 2nd, 3rd, 11th."""
        from babel import Locale  # noqa: PLC0415 - slow to load

        forms: Mapping[str, str] = self.words["ordinal_forms"]
        kind = Locale.parse(self.words["locale"]).ordinal_form(value)
        return forms.get(kind, forms["other"]).format(number=value)

    def plural(self, forms: Mapping[str, str], count: float) -> str:
        """The filter `plural`: the form that the language uses for `count`, of `one`, `other` and what else it has."""
        from babel import Locale  # noqa: PLC0415 - slow to load

        kind = Locale.parse(self.words["locale"]).plural_form(count)
        return forms.get(kind, forms["other"])

    def listed(self, values: Sequence[Any]) -> Markup:
        """The filter `listed`: what is given of `values`, parted as lists are in this language."""
        separator = Markup(escape(self.words["list_separator"]))  # noqa: S704 - escaped
        given = [value for value in values if value]
        # A city that is its own country is named once.
        return separator.join(value for value, before in zip(given, [None, *given], strict=False) if value != before)

    def filters(self) -> dict[str, Any]:
        """The filters by the names under which templates use them."""
        return {
            "date": self.date,
            "day": self.day,
            "period": self.period,
            "number": self.number,
            "ordinal": self.ordinal,
            "plural": self.plural,
            "fill": fill,
            "listed": self.listed,
            "bound": bound,
            "rich": rich,
            "prose": prose,
            "upper_first": upper_first,
            "lower_first": lower_first,
            "ended": ended,
            "extract": extract,
        }


def fill(text: str, /, **values: Any) -> Markup:
    """The filter `fill`: a phrase of the catalogue with its braces filled in."""
    return Markup(escape(text)).format(**values)  # noqa: S704 - escaped


def bound(text: object) -> Markup:
    """The filter `bound`: spaces become no-break spaces, as in `PMID 123`."""
    return Markup(str(escape(text)).replace(" ", "\u00a0"))  # noqa: S704 - escaped


def upper_first(text: str) -> str:
    """The filter `upper_first`: the first letter large, the rest as it is; `ß` and `ﬁ` are no one letter then."""
    first = text[:1].title()
    return first + text[1:] if len(first) == 1 else text


def lower_first(text: str) -> str:
    """The filter `lower_first`: the first letter small, unless a second large one shows it to be an abbreviation."""
    first = text[:1].lower()
    return text if text[1:2].isupper() or len(first) > 1 else first + text[1:]


def ended(text: str) -> str:
    """The filter `ended`: the text with a full stop, unless it ends a sentence already."""
    return text if text.rstrip().endswith((".", "?", "!")) else f"{text}."


def extract(key: Any, values: Mapping[Any, Any]) -> Any:
    """The filter `extract`: the value under `key`, as in `keys|map("extract", values)`."""
    return values[key]


def rich(text: str) -> Markup:
    """The filter `rich`: inline Markdown of the profile as elements."""
    from assembler import markup  # noqa: PLC0415 - its library is slow to load

    return markup.to_html(text)


def _time(value: str, text: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(value, text)


def catalogue(languages: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The words of `language`, with those of the languages it extends beneath."""
    own = languages[language]
    base = catalogue(languages, own["extends"]) if "extends" in own else {}
    return _merged(base, own)


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in own.items():
        below = result.get(key)
        below = below if isinstance(below, Mapping) else {}
        result[key] = _merged(below, value) if isinstance(value, Mapping) else value
    return result
