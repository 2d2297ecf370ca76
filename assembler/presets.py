"""Presets: what a program file says over the portal and the convention that it names. Between sources and schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assembler.diagnostics import Diagnostic, Mark, error, suggest
from assembler.records import value_mark
from assembler.sources.data import MarkedList, MarkedMapping, overlaid

Presets = Mapping[str, Mapping[str, MarkedMapping]]
"""What a program can name, by the key that names it and then by its name."""

FOLDERS = {"portal": "portals", "convention": "conventions"}
"""The folder of the files that each key can name. What stands first wins over what follows."""

_UNKNOWN = {"portal": "unknown-portal", "convention": "unknown-convention"}


def over(own: MarkedMapping, presets: Presets | None) -> tuple[MarkedMapping, list[Diagnostic]]:
    """What `own` says over the portal and the convention that it names."""
    data, found = own, []
    for kind, known in (presets or {}).items():
        name = own.get(kind)
        if not isinstance(name, str):
            continue
        if name in known:
            data = _joined(known[name], data)
            continue
        hint = suggest(name, known) or f"the {FOLDERS[kind]} are: {', '.join(sorted(known))}"
        if kind == "portal":
            hint += "; 'apply:' tells in your own words how to apply"
        found.append(error(_UNKNOWN[kind], f"there is no {kind} '{name}'", value_mark(own, (kind,)), hint))
    return data, found


def _joined(preset: MarkedMapping, own: MarkedMapping) -> MarkedMapping:
    """What `own` says over `preset`; the lists of sources and of a letter's form hold what both say, its own first.

    What the preset says of its sources is left out where `own` has the rule, and of the form where `own` has the label.
    """
    below = MarkedMapping(preset.mark)
    below.update((key, value) for key, value in preset.items() if key != "about")
    data = overlaid(below, own)
    _append(data, own, preset, ("sources",), lambda row: not _overruled(row, own))
    labels = {rule.get("label") for rule in _list_at(own, ("letters", "form")) if isinstance(rule, MarkedMapping)}
    _append(data, own, preset, ("letters", "form"), lambda rule: rule.get("label") not in labels)
    return data


def _append(
    data: MarkedMapping,
    own: MarkedMapping,
    preset: MarkedMapping,
    path: tuple[str, ...],
    holds: Callable[[MarkedMapping], bool],
) -> None:
    """Make the list at `path` of `data` what `own` has there, and then what of `preset` holds beside it."""
    first, further = _list_at(own, path), _list_at(preset, path)
    if not first or not further:
        return
    rows = [
        (item, mark)
        for item, mark in zip(further, further.item_marks, strict=True)
        if not isinstance(item, MarkedMapping) or holds(item)
    ]
    whole = MarkedList(first.mark, [*first, *(item for item, _ in rows)], [*first.item_marks, *(m for _, m in rows)])
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = whole


def _list_at(data: Any, path: tuple[str, ...]) -> MarkedList:
    for key in path:
        data = data.get(key) if isinstance(data, MarkedMapping) else None
    return data if isinstance(data, MarkedList) else MarkedList(Mark("", 1, 1))


def _overruled(row: MarkedMapping, own: MarkedMapping) -> bool:
    """Whether `own` has every rule that a row of sources is about."""
    rules = [rule.strip() for rule in str(row.get("rule", "")).split(",")]
    return all(_says(own, rule.split(".")) for rule in rules)


def _says(data: Any, path: list[str]) -> bool:
    for key in path:
        if not isinstance(data, MarkedMapping) or key not in data:
            return False
        data = data[key]
    return not isinstance(data, MarkedMapping)


# What they say ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a portal or a convention: which field of a program file, its value as words, and where it was read.

    `season` is empty where the source names none.
    """

    rule: str
    value: str
    source: str
    season: str
    checked: str


def about(preset: MarkedMapping) -> str:
    """What a portal or a convention is, in a few words; empty where its file does not say so."""
    said = preset.get("about")
    return said if isinstance(said, str) else ""


def rules_of(preset: MarkedMapping) -> list[Rule]:
    """Every rule of a portal or a convention, in the order of its file; of several sources the closest.

    What is wrong in the file is told by a build of a program that names it; here it is shown as it is, or passed over.
    """
    rows: list[tuple[str, Mapping[str, Any]]] = [
        (one.strip(), row)
        for row in _list_at(preset, ("sources",))
        if isinstance(row, MarkedMapping)
        for one in str(row.get("rule", "")).split(",")
    ]
    made = []
    for rule, value in _leaves(preset):
        above = [(len(one), row) for one, row in rows if f"{rule}.".startswith(f"{one}.")]
        row = max(above, key=lambda pair: pair[0])[1] if above else {}
        made.append(Rule(rule, value, *(str(row.get(name, "")) for name in ("source", "season", "checked"))))
    return made


_ABOUT = ("schema", "about", "sources")


def _leaves(data: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{above}{key}.")
        elif above or key not in _ABOUT:
            yield above + key, _as_line(value)


def _as_line(value: Any) -> str:
    if not isinstance(value, list):
        return " ".join(str(value or "").split())
    apart = "; " if any(isinstance(item, Mapping) and "section" not in item for item in value) else ", "
    return apart.join(map(_as_words, value)) or "nothing"


def _as_words(item: Any) -> str:
    """An item of a list in a line: a section with what is listed under it and its heading, else its values."""
    if not isinstance(item, Mapping):
        return str(item)
    if "section" in item:
        names = " + ".join(map(str, [item["section"], *(item.get("with") or ())]))
        return f"{names} (“{item['title']}”)" if "title" in item else names
    return _in_words(item)


def _in_words(item: Mapping[str, Any]) -> str:
    """A limit, a box, a cycle or a rule of a letter's form, as people would say it."""
    told = {name: value for name, value in item.items() if name not in ("source", "checked", "by_route")}
    head = told.pop("name", told.pop("label", ""))
    words = [f"{told.pop('count')} ×"] if "count" in told else []
    if "maximum" in told:
        words.append(f"{told.pop('maximum')} {told.pop('unit', '')}" + (" (advice)" if told.pop("advice", "") else ""))
    for name, value in told.items():
        if isinstance(value, Mapping):
            words.append(_in_words(value))
        else:
            plain = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            words.append(plain if name == "text" else f"{name} {plain}")
    return f"{head}: {' '.join(words)}" if head else " ".join(words)
