"""What the checks of an application look at before anything is made: records, texts, and where each word stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, Protocol, TypeVar

from assembler.diagnostics import Diagnostic, Mark
from assembler.passages import Passage
from assembler.records import value_mark
from assembler.schema.dates import PartialDate
from assembler.schema.letters import NO_LETTERS, Letters
from assembler.schema.profile import Profile
from assembler.schema.program import Program

T = TypeVar("T")

Location = tuple[int | str, ...]
Runs = Sequence[tuple[int, int, int]]


class PhotoFile(Protocol):
    """The file of a photo: its size in bytes and, upright, in pixels; whether it tells when or where it was taken."""

    @property
    def size(self) -> int: ...  # noqa: D102 - as the class says
    @property
    def width(self) -> int: ...  # noqa: D102
    @property
    def height(self) -> int: ...  # noqa: D102
    @property
    def format(self) -> str: ...  # noqa: D102
    @property
    def tells(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, eq=False)
class Subject:
    """One applicant with all programs, on the day `today`.

    `data` is the profile as it was read, and `program_data` each program, by id: plain data in which every value knows
    its place. `texts` are the passages that a person wrote, by document (`statement`, `cover-letter`) and program, each
    in the order of its sections; what several programs share stands under each of them, the very same passages.
    `prompts` are what drafts ask where a program has no prompts of its own. `runs_of` tells where the words of a value
    of a YAML file stand.

    Each is equal to itself alone. `derived` holds what checks made of it (`once`).
    """

    profile: Profile
    programs: Mapping[str, Program]
    today: PartialDate
    data: Any = None
    program_data: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[tuple[str, str], Sequence[Passage]] = field(default_factory=dict)
    letters: Letters = NO_LETTERS
    photo: PhotoFile | None = None
    prompts: Sequence[str] = ()
    runs_of: Callable[[Mark, str], Runs] = lambda mark, _: ((0, mark.line, mark.column),)
    derived: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False)

    def at(self, *location: int | str, program: str | None = None) -> Mark | None:
        """The place of a value of the profile, or of `program`: `at("posts", 0, "title")`."""
        return value_mark(self.data if program is None else self.program_data.get(program), location)

    @cached_property
    def told(self) -> tuple[Passage, ...]:
        """The texts of the profile that some document may show: nothing private, no notes."""
        return tuple(texts_in(self.data, self.runs_of))

    @cached_property
    def written(self) -> tuple[Passage, ...]:
        """Every passage of `texts` once, however many programs share it."""
        return tuple({id(one): one for passages in self.texts.values() for one in passages}.values())

    def told_of(self, program: str) -> tuple[Passage, ...]:
        """The texts of one program's file that some document may show."""
        return self._told_of_all.get(program, ())

    @cached_property
    def _told_of_all(self) -> Mapping[str, tuple[Passage, ...]]:
        return {name: tuple(texts_in(data, self.runs_of)) for name, data in self.program_data.items()}


def once(derive: Callable[[Subject], T]) -> Callable[[Subject], T]:
    """`derive`, asked once for each subject; what it gave goes when the subject does."""

    @wraps(derive)
    def kept(subject: Subject) -> T:
        if derive not in subject.derived:
            subject.derived[derive] = derive(subject)
        held: T = subject.derived[derive]
        return held

    return kept


Check = Callable[[Subject], Iterable[Diagnostic]]
"""One check: all that it finds in an application, each with its place."""

_UNSHOWN = frozenset(("notes", "sources", "source", "schema", "id", "tags", "ignore"))


def texts_in(data: Any, runs_of: Callable[[Mark, str], Runs], location: Location = ()) -> Iterator[Passage]:
    """Every text within `data` that is not private, with its path; what was not read from a file has none."""
    if isinstance(data, str):
        mark: Mark | None = getattr(data, "mark", None)
        if mark is not None:
            where = "/".join(map(str, location))
            yield Passage(str(data), mark.file, where, runs_of(mark, data))
    elif isinstance(data, Mapping):
        if data.get("private") not in ("yes", "true", "on", True):
            for name, value in data.items():
                if name not in _UNSHOWN:
                    yield from texts_in(value, runs_of, (*location, name))
    elif isinstance(data, Sequence):
        for at, value in enumerate(data):
            yield from texts_in(value, runs_of, (*location, at))
