"""Cross-checks over records: ids, tags and referees that are referred to exist; referees speak to what they saw."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import NoneType
from typing import Annotated, Any, cast, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from assembler.diagnostics import Diagnostic, Mark, error, suggest, warning
from assembler.records import Record, value_mark
from assembler.schema.conventions import Conventions
from assembler.schema.person import Identifier
from assembler.schema.profile import CareerPlan, Motivation, Profile
from assembler.schema.program import Program
from assembler.schema.rules import CvSection, StatementSection
from assembler.schema.types import Bullet, Entry


def check_profile(profile: Profile, data: Any) -> list[Diagnostic]:
    """Every id is unique and every id referred to exists. `data` is the source that `profile` was read from."""
    first: dict[str, Mark | None] = {}
    found: list[Diagnostic] = []
    for entry in _entries(profile):
        if entry.id is None:
            continue
        if entry.id in first:
            at = first[entry.id]
            where = f"the other is at line {at.line}" if at else "it stands elsewhere too"
            found.append(error("duplicate-id", f"two entries carry the id '{entry.id}'", entry.mark, where))
        first.setdefault(entry.id, entry.mark)
    for name, location in _references(profile):
        if name not in first:
            mark = value_mark(data, location)
            found.append(error("unknown-id", f"no entry carries the id '{name}'", mark, suggest(name, first)))
    found += _check_current_post(profile, data, first)
    found += _check_witnessed(profile, data)
    found += _check_authors(profile)
    return found


def _check_authors(profile: Profile) -> Iterator[Diagnostic]:
    """The applicant is among the authors of every publication, by the names they publish under.

    A list that ends in "et al." may hold them in what it leaves out; that is told by a check of its own.
    """
    own = {name.casefold() for name in profile.own_names()}
    for entry in profile.publications:
        authors = {author.casefold() for author in entry.authors}
        if not entry.private and not own & authors and entry.cut_at() is None:
            listed = ", ".join(profile.own_names())
            yield warning(
                "own-name-missing",
                f"none of the authors of this publication is {listed}",
                entry.mark,
                "write authors one an item, as Lastname FM, and your own forms under 'name: published_as:'",
            )


def _entries(record: Record) -> Iterator[Entry]:
    """Every entry within `record`, at any depth."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Entry):
                yield item
            if isinstance(item, Record):
                yield from _entries(item)


Location = tuple[int | str, ...]


def _references(profile: Profile) -> Iterator[tuple[str, Location]]:
    """Every id that the profile refers to, with the place where it does."""
    for owner in ("motivation", "career_plan"):
        part: Any = getattr(profile, owner)
        for field in type(part).model_fields:
            for at, theme in enumerate(getattr(part, field) if field != "mark" else ()):
                for place, word in enumerate(theme.evidence):
                    yield word, (owner, field, at, "evidence", place)
    for at, referee in enumerate(profile.referees):
        for place, item in enumerate(referee.witnessed):
            if item.entry:
                yield item.entry, ("referees", at, "witnessed", place, "entry")
        for number, point in enumerate(referee.speak_to):
            for place, word in enumerate(point.evidence):
                yield word, ("referees", at, "speak_to", number, "evidence", place)


def _check_current_post(profile: Profile, data: Any, known: Mapping[str, Mark | None]) -> Iterator[Diagnostic]:
    ids = [entry.id for entry in (*profile.posts, *profile.training) if entry.id]
    if profile.current_post and profile.current_post not in ids:
        name = profile.current_post
        what = f"'{name}' is neither a post nor training" if name in known else f"no entry carries the id '{name}'"
        yield error("unknown-id", what, value_mark(data, ("current_post",)), suggest(name, ids))


def _check_witnessed(profile: Profile, data: Any) -> Iterator[Diagnostic]:
    known = {entry.id for entry in _entries(profile)}
    for at, referee in enumerate(profile.referees):
        seen = {item.entry for item in referee.witnessed}
        for number, point in enumerate(referee.speak_to):
            for place, word in enumerate(point.evidence):
                if word in known and word not in seen:
                    yield error(
                        "not-witnessed",
                        f"{referee.name} is to speak to '{word}', which is not among what they witnessed",
                        value_mark(data, ("referees", at, "speak_to", number, "evidence", place)),
                        f"add '{word}' to the 'witnessed' list of '{referee.id}', or take it out here",
                    )


def check_program(program: Program, data: Any, profile: Profile, declined: Collection[str] = ()) -> list[Diagnostic]:
    """The referees, tags and ids that `program` names exist in `profile`, and what it requires is there.

    The referees in `declined` said no to it, so that their letters do not count.
    """
    entries = list(_entries(profile))
    ids = {entry.id for entry in entries if entry.id}
    tags = {tag for entry in entries for tag in entry.tags}
    referees = [referee.id for referee in profile.referees]
    found: list[Diagnostic] = []
    for place, word in enumerate(program.referees):
        if word not in referees:
            hint = suggest(word, referees) or f"the profile has: {', '.join(referees) or 'none'}"
            mark = value_mark(data, ("referees", place))
            found.append(error("unknown-referee", f"the profile has no referee '{word}'", mark, hint))
    for field, known, what in (("emphasis", tags, "tag"), ("omit", tags | ids, "tag or id")):
        for place, word in enumerate(getattr(program, field)):
            if word not in known:
                mark = value_mark(data, (field, place))
                hint = suggest(word, known) or "tags are set on entries of the profile, as in 'tags: [pain]'"
                found.append(error("unknown-tag", f"no entry of the profile carries the {what} '{word}'", mark, hint))
    found += check_cv_sections(program.cv.sections, data, ("cv", "sections"))
    found += check_statement_sections(program.statement.sections, data, ("statement", "sections"))
    found += check_statement_sections(program.cover_letter.sections, data, ("cover_letter", "sections"))
    found += _check_questions(program, data)
    found += _check_texts(program, data, {entry.id: entry for entry in entries if entry.id})
    found += _check_rules(program, data, profile)
    found += _check_letters(program, data, profile, declined)
    return found


def _check_questions(program: Program, data: Any) -> Iterator[Diagnostic]:
    """Sections and questions of a text have ids of their own: each is a place to write."""
    for field in ("statement", "cover_letter"):
        rules = getattr(program, field)
        seen = {section.id for section in rules.sections}
        for at, question in enumerate(rules.questions):
            if question.id in seen:
                mark = value_mark(data, (field, "questions", at, "id"))
                message = f"another section or question of this {field.replace('_', ' ')} has the id '{question.id}'"
                yield error("duplicate-id", message, mark, "give each an id of its own")
            seen.add(question.id)


def _check_texts(program: Program, data: Any, entries: Mapping[str, Entry]) -> Iterator[Diagnostic]:
    """What is reworded is a text of an entry, each once, and fits the field it is for."""
    seen: set[tuple[str, str]] = set()
    for at, item in enumerate(program.texts):

        def mark(field: str, at: int = at) -> Mark | None:
            return value_mark(data, ("texts", at, field))

        entry = entries.get(item.entry)
        if entry is None:
            hint = suggest(item.entry, entries) or "give the entry an 'id:' in the profile"
            yield error("unknown-id", f"no entry of the profile carries the id '{item.entry}'", mark("entry"), hint)
            continue
        fields = _text_fields(type(entry))
        if item.field not in fields:
            message = f"'{item.field}' is not a text of '{item.entry}'"
            hint = suggest(item.field, fields) or f"its texts are: {', '.join(fields)}; name one with 'field:'"
            yield error("wrong-value", message, mark("field"), hint)
        elif problem := _misfit(type(entry), item.field, item.text):
            yield error("markdown", problem, mark("text"), "write the words alone")
        if (item.entry, item.field) in seen:
            yield error("duplicate-id", f"'{item.entry}' is reworded twice", mark("entry"), "delete one of the two")
        seen.add((item.entry, item.field))


def _text_fields(kind: type[Entry]) -> list[str]:
    """The fields of `kind` that hold one text of the writer's own."""
    return [name for name, info in kind.model_fields.items() if name != "id" and str in _plain(info.annotation)]


def _plain(annotation: Any) -> set[Any]:
    """The bare types that an annotation such as `Line | None` is made of."""
    parts = get_args(annotation)
    whole = parts if NoneType in parts else (annotation,)
    return {get_args(part)[0] if get_origin(part) is Annotated else part for part in whole}


def _misfit(kind: type[Entry], field: str, text: str) -> str | None:
    """Why `text` cannot stand in the field, if it cannot."""
    info = kind.model_fields[field]
    try:
        TypeAdapter(cast("Any", Annotated[info.annotation, info])).validate_python(text)
    except ValidationError as failure:
        return failure.errors(include_url=False)[0]["msg"]
    return None


def check_conventions(conventions: Conventions, data: Any) -> list[Diagnostic]:
    """The sections that the usual conventions name exist, each once."""
    return [
        *check_cv_sections(conventions.cv, data, ("cv",)),
        *check_statement_sections(conventions.statement, data, ("statement",)),
        *check_statement_sections(conventions.cover_letter, data, ("cover_letter",)),
    ]


def check_cv_sections(sections: Sequence[CvSection], data: Any, location: Location) -> Iterator[Diagnostic]:
    """No section of a CV stands twice; `location` is where `sections` lie in `data`."""
    seen: set[str] = set()
    for at, section in enumerate(sections):
        places: list[Location] = [(at, "section"), *((at, "with", place) for place in range(len(section.joined)))]
        for name, place in zip((section.section, *section.joined), places, strict=True):
            if name in seen:
                mark = value_mark(data, (*location, *place))
                yield error("wrong-value", f"the section '{name}' stands twice", mark, "delete one of the two")
            seen.add(name)


def check_statement_sections(
    sections: Sequence[StatementSection], data: Any, location: Location
) -> Iterator[Diagnostic]:
    """What the sections of a statement draw on exists; `location` is where `sections` lie in `data`."""
    texts = [name for name, kind in SOURCES.items() if issubclass(kind, Bullet)]
    for at, section in enumerate(sections):
        for field, known in (("evidence", [*SOURCES, "program.attractions"]), ("seed", texts)):
            for place, word in enumerate(getattr(section, field)):
                if word not in known:
                    mark = value_mark(data, (*location, at, field, place))
                    message = f"'{word}' is not a part of the profile that '{field}' can draw on"
                    hint = suggest(word, known) or f"the parts are: {', '.join(known)}"
                    yield error("wrong-value", message, mark, hint)


def _sources(record: type[Record], path: str = "") -> Iterator[tuple[str, type[Entry]]]:
    for name, info in record.model_fields.items():
        for kind in (info.annotation, *get_args(info.annotation)):
            if isinstance(kind, type) and issubclass(kind, Entry) and kind is not Identifier:
                yield path + name, kind
            elif kind in (Motivation, CareerPlan):
                yield from _sources(kind, f"{name}.")


SOURCES: Mapping[str, type[Entry]] = dict(_sources(Profile))
"""The parts of a profile that a statement can draw on, such as `career_plan.short`, and what each holds."""


def _check_rules(program: Program, data: Any, profile: Profile) -> Iterator[Diagnostic]:
    """What the program requires and the profile or the program file does not have."""
    if program.cv.photo == "required" and not profile.personal.photo:
        yield warning(
            "photo-missing",
            f"{program.short} requires a photo and the profile has none",
            value_mark(data, ("cv", "photo")),
            "put one under assets/ and name it in profile.yaml: 'personal: {photo: assets/photo.jpg}'",
        )
    if program.cv.birth_date == "required" and not profile.personal.birth_date:
        yield warning(
            "birth-date-missing",
            f"{program.short} requires a birth date and the profile has none",
            value_mark(data, ("cv", "birth_date")),
            "add it to profile.yaml: 'personal: {birth_date: 1991-05-17}'",
        )
    for field, audience in (("cv", "programs"), ("letters", "referees")):
        for place, scheme in enumerate(getattr(program, field).identifiers):
            mark = value_mark(data, (field, "identifiers", place))
            held = [item for item in profile.identifiers if item.scheme.casefold() == scheme.casefold()]
            if not held:
                known = [item.scheme for item in profile.identifiers]
                hint = suggest(scheme, known) or "add it to 'identifiers:' of the profile"
                yield warning("identifier-missing", f"the profile has no identifier '{scheme}'", mark, hint)
            elif not any(audience in item.share_with and not item.private for item in held):
                hint = f"add '{audience}' to its 'share_with:' in the profile"
                message = f"the identifier '{scheme}' is not released to {audience}, so it is not shown"
                yield warning("identifier-missing", message, mark, hint)


def _check_letters(program: Program, data: Any, profile: Profile, declined: Collection[str]) -> Iterator[Diagnostic]:
    """Whether number and roles of the referees that a program names are what it wants; who declined does not count."""
    letters = program.letters
    if letters.maximum is not None and letters.maximum < letters.minimum:
        message = f"at most {letters.maximum} letters, but at least {letters.minimum}"
        yield error("wrong-value", message, value_mark(data, ("letters", "maximum")), "swap or correct the two")
    for place, name in enumerate(program.referees):
        if name in program.referees[:place]:
            mark = value_mark(data, ("referees", place))
            yield error("duplicate-id", f"the referee '{name}' is named twice", mark, "delete one of the two")
    writing = [name for name in program.referees if name not in declined]
    named = f"{len(writing)} referees are named" + (
        " who did not decline" if len(writing) < len(program.referees) else ""
    )
    has = {role for referee in profile.referees if referee.id in writing for role in referee.roles}
    for place, role in enumerate(letters.roles):
        if role not in has:
            yield warning(
                "missing-role",
                f"{program.short} wants a letter from a {role}, and no referee named here is one"
                f"{' who did not decline' if len(writing) < len(program.referees) else ''}",
                value_mark(data, ("letters", "roles", place)),
                "add a referee of that role to 'referees:', or the role to 'roles:' of a referee in the profile",
            )
    if letters.maximum is not None and len(writing) > letters.maximum:
        yield warning(
            "too-many-referees",
            f"{program.short} takes at most {letters.maximum} letters, and {named}",
            value_mark(data, ("referees",)),
            "take some out of 'referees:'",
        )
    if len(writing) < letters.minimum:
        yield warning(
            "too-few-referees",
            f"{program.short} wants {letters.minimum} letters, and {named}",
            value_mark(data, ("referees",) if program.referees else ("letters",)),
            "add ids of referees to 'referees:'",
        )


def check_together(profile: Profile, programs: Mapping[str, Program]) -> list[Diagnostic]:
    """What can only be said over all programs: a referee whom none of them asks."""
    asked = {name for program in programs.values() for name in program.referees}
    return [
        warning(
            "referee-without-program",
            f"no program asks {referee.name} to write",
            referee.mark,
            f"add '{referee.id}' to 'referees:' of a program; until then no briefing is made",
        )
        for referee in profile.referees
        if programs and referee.id not in asked and not referee.private
    ]
