"""Letters set one after the other: no comment, no entry and no other byte is lost, and the file says what was set."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assembler.letters import with_letter
from assembler.letters.editing import changes_of
from assembler.records import read
from assembler.schema.letters import STEPS, Letters, LetterState
from assembler.sources.rewriting import CannotRewriteError, meaning

REFEREES = ("lim", "sen", "abe")
PROGRAMS = ("harbour", "quay", "pier")
STATES: tuple[LetterState, ...] = ("planned", *STEPS, "declined")
TODAY = datetime.date(2026, 11, 24)

days = st.dates(datetime.date(2026, 9, 1), TODAY)
letters = st.characters(max_codepoint=0x24F, exclude_categories=("C", "Z"), exclude_characters="*<[")
words = st.text(letters | st.just(" "), min_size=1, max_size=12)
lines = words.map(lambda text: " ".join(text.split())).filter(bool)


@dataclass(frozen=True)
class Style:
    """How a person writes the file."""

    indent: int
    gap: int
    braces: bool
    blank: bool
    line_end: str
    bom: bool
    ends: bool
    quote: str


styles = st.builds(
    Style,
    indent=st.integers(0, 4),
    gap=st.integers(2, 4),
    braces=st.booleans(),
    blank=st.booleans(),
    line_end=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    ends=st.booleans(),
    quote=st.sampled_from(["", "'", '"']),
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """A list of letters with a comment in every place, in some style."""
    style = draw(styles)
    pairs = [(referee, program) for referee in REFEREES for program in PROGRAMS]
    held = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=4))
    numbers = iter(range(1000))

    def comment() -> str:
        return f"  # c{next(numbers)}" if draw(st.booleans()) else ""

    made = [f"# c{next(numbers)}", f"schema: 1{comment()}", f"letters:{' []' if not held else ''}{comment()}"]
    for at, (referee, program) in enumerate(held):
        day = draw(days)
        fields = [f"referee: {referee}", f"programs: [{program}]", f"state: {style.quote}asked{style.quote}"]
        fields.append(f"asked: {style.quote}{day}{style.quote}")
        fields += ["notes: ['a # b']"] if draw(st.booleans()) else []
        if style.blank and at:
            made.append("")
        made += [f"{'':{style.indent}}# c{next(numbers)}"] if draw(st.booleans()) else []
        dash = f"{'':{style.indent}}{'-':<{style.gap}}"
        if style.braces:
            made.append(f"{dash}{{{', '.join(fields)}}}{comment()}")
        else:
            made.append(f"{dash}{fields[0]}{comment()}")
            made += [f"{'':{style.indent + style.gap}}{field}{comment()}" for field in fields[1:]]
            made += [f"{'':{style.indent + style.gap}}# c{next(numbers)}"] if draw(st.booleans()) else []
    made += [f"# c{next(numbers)}"] if draw(st.booleans()) else []
    text = style.line_end.join(made) + (style.line_end if style.ends else "")
    return ("\ufeff" if style.bom else "") + text


Step = tuple[str, str, LetterState, datetime.date | None, dict[str, str | None]]

steps: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(
        st.sampled_from(REFEREES),
        st.sampled_from(PROGRAMS),
        st.sampled_from(STATES),
        st.none() | days,
        st.fixed_dictionaries({}, optional={"route": st.none() | lines, "letter_id": lines, "due": days.map(str)}),
    ),
    min_size=1,
    max_size=8,
)


def letters_in(text: str) -> Letters:
    made, found = read(meaning(text), Letters)
    assert made is not None, found
    return made


def comments(text: str) -> list[str]:
    return re.findall(r"# c\d+", text)


@given(files(), steps)
def test_no_sequence_loses_a_comment_or_an_entry(text: str, todo: Sequence[Step]) -> None:
    written, line_end = comments(text), "\r\n" if "\r\n" in text else "\n"
    for referee, program, state, on, more in todo:
        before = letters_in(text)
        changes = changes_of(before.of(referee, program), state, on, TODAY, more)
        made = with_letter(text, referee, program, changes)
        assert comments(made) == written
        assert made.startswith("\ufeff") == text.startswith("\ufeff")
        assert set(re.findall(r"\r\n|\r|\n", made)) <= {line_end}
        _is_set(made, before, (referee, program), changes)
        _nothing_else_moved(text, made, changes)
        text = made


def _is_set(text: str, before: Letters, pair: tuple[str, str], changes: Any) -> None:
    """The file says what was set, and of all other letters what it said, in their order."""
    raw = meaning(text)["letters"]
    own = next(one for one in raw if one["referee"] == pair[0] and pair[1] in one["programs"])
    assert all(own.get(name) == value for name, value in changes.items())
    old = [one.model_dump(exclude={"mark"}) for one in before.letters if one is not before.of(*pair)]
    after, _ = read({"schema": "1", "letters": [one for one in raw if one is not own]}, Letters)
    assert after is not None
    assert [one.model_dump(exclude={"mark"}) for one in after.letters] == old


def _nothing_else_moved(before: str, after: str, changes: Any) -> None:
    """Every line that is gone held a field that was changed, an empty list, or a whole letter in braces."""
    gone = [line for line in before.splitlines() if line not in after.splitlines()]
    names = "|".join([*changes, "letters"])
    assert all("{" in line or re.match(rf"\s*(?:- +)?(?:{names}):", line) for line in gone), gone
    braces = [line for line in gone if "{" in line]
    assert len(braces) <= 1
    assert all(line.partition("state:")[0] in after for line in braces)


@given(files(), st.sampled_from(STATES), days)
def test_setting_twice_is_setting_once(text: str, state: LetterState, on: datetime.date) -> None:
    made = with_letter(text, "lim", "quay", changes_of(letters_in(text).of("lim", "quay"), state, on, TODAY, {}))
    held = letters_in(made).of("lim", "quay")
    assert held is not None
    assert held.state == state
    assert changes_of(held, state, None, TODAY, {}) == {}
    assert changes_of(held, state, on, TODAY, {}) == {}


@given(st.text(alphabet="abc:-[]{}#'\"|>&*?!,%@` \t\r\n\u2028é1", max_size=60))
def test_any_text_is_changed_as_meant_or_refused(text: str) -> None:
    for head in ("", "schema: 1\nletters:\n- referee: lim\n  programs: [quay]\n  state: asked\n"):
        try:
            made = with_letter(head + text, "lim", "quay", {"state": "agreed", "agreed": "2026-11-05"})
        except CannotRewriteError:
            continue
        own = next(one for one in meaning(made)["letters"] if one.get("referee") == "lim")
        assert (own["state"], own["agreed"]) == ("agreed", "2026-11-05")
