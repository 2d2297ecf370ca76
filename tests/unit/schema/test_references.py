from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assembler import resources
from assembler.diagnostics import Diagnostic, Mark
from assembler.records import read
from assembler.schema.conventions import Conventions
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.schema.references import (
    SOURCES,
    check_conventions,
    check_profile,
    check_program,
    check_together,
)
from assembler.sources.yaml import read_yaml
from tests.people import PROFILE, PROGRAM, REFEREE, as_yaml, entry, profile, program, record

Found = list[tuple[str, str, str | None]]

WITNESSED = {
    "experience": [entry("experience", id="clinic", tags=["pain"])],
    "posts": [entry("posts", id="post")],
    "training": [entry("training", id="training")],
    "publications": [entry("publications", id="paper")],
}


def on_disk(tmp_path: Path, data: dict[str, Any]) -> Any:
    path = tmp_path / "file.yaml"
    path.write_text(as_yaml(data), encoding="utf-8")
    source, found = read_yaml(path)
    assert not found
    assert source is not None
    return source.data


def of_profile(**changes: Any) -> Found:
    data = PROFILE | WITNESSED | changes
    return told(check_profile(record(data, Profile), data))


def of_program(held: Profile | None = None, **changes: Any) -> Found:
    data = PROGRAM | {"letters": {"minimum": 0}} | changes
    made = held or profile(**WITNESSED, referees=[REFEREE])
    return told(check_program(record(data, Program), data, made))


def told(found: list[Diagnostic]) -> Found:
    return [(item.code, item.message, item.hint) for item in found]


def test_a_profile_without_fault() -> None:
    assert (
        of_profile(
            current_post="post",
            motivation={"themes": [{"text": "x", "evidence": ["clinic", "paper"]}]},
            referees=[REFEREE | {"witnessed": ["clinic"], "speak_to": [{"point": "x", "evidence": ["clinic"]}]}],
        )
        == []
    )


def test_an_id_stands_once() -> None:
    twice = [entry("courses", id="clinic")]
    assert of_profile(courses=twice) == [
        ("duplicate-id", "two entries carry the id 'clinic'", "it stands elsewhere too")
    ]


def test_ids_of_bullets_rows_and_points_count_too() -> None:
    log = entry("logbooks", rows=[{"procedure": "x", "id": "twin"}])
    post = entry("posts", bullets=[{"text": "x", "id": "twin"}])
    assert [code for code, _, _ in of_profile(logbooks=[log], posts=[post])] == ["duplicate-id"]


def test_the_second_entry_is_marked_and_the_first_named(tmp_path: Path) -> None:
    data = on_disk(tmp_path, PROFILE | {"courses": [entry("courses", id="x"), entry("courses", id="x")]})
    made, _ = read(data, Profile)
    assert made is not None
    (found,) = check_profile(made, data)
    assert found.mark is not None
    lines = (tmp_path / "file.yaml").read_text().splitlines()
    first, second = (number for number, line in enumerate(lines, 1) if line.startswith("- "))
    assert (found.mark.line, found.hint) == (second, f"the other is at line {first}")


@pytest.mark.parametrize(
    "changes",
    [
        {"motivation": {"themes": [{"text": "x", "evidence": ["clinc"]}]}},
        {"motivation": {"moments": [{"text": "x", "evidence": ["clinc"]}]}},
        {"career_plan": {"long": [{"text": "x", "evidence": ["clinc"]}]}},
        {"referees": [REFEREE | {"witnessed": ["clinc"]}]},
        {"referees": [REFEREE | {"witnessed": [{"entry": "clinc", "text": "x"}]}]},
        {"referees": [REFEREE | {"speak_to": [{"point": "x", "evidence": ["clinc"]}]}]},
    ],
)
def test_an_unknown_id_is_told_wherever_it_stands(changes: dict[str, Any], tmp_path: Path) -> None:
    assert of_profile(**changes) == [("unknown-id", "no entry carries the id 'clinc'", "did you mean 'clinic'?")]
    data = on_disk(tmp_path, PROFILE | WITNESSED | changes)
    (found,) = check_profile(record(data, Profile), data)
    assert found.mark is not None
    assert (tmp_path / "file.yaml").read_text().splitlines()[found.mark.line - 1][found.mark.column - 1 :] == "clinc"


@pytest.mark.parametrize(("name", "good"), [("post", True), ("training", True), ("clinic", False), ("pst", False)])
def test_the_current_post_is_a_post_or_training(name: str, good: bool) -> None:  # noqa: FBT001 - a parameter
    expected = {
        "clinic": ("unknown-id", "'clinic' is neither a post nor training", None),
        "pst": ("unknown-id", "no entry carries the id 'pst'", "did you mean 'post'?"),
    }
    assert of_profile(current_post=name) == ([] if good else [expected[name]])


def test_a_referee_speaks_only_to_what_they_saw() -> None:
    one = REFEREE | {"witnessed": ["post"], "speak_to": [{"point": "x", "evidence": ["clinic", "post"]}]}
    other = REFEREE | {"id": "sen", "name": "Dr Sen", "witnessed": ["clinic"]}
    assert of_profile(referees=[one, other]) == [
        (
            "not-witnessed",
            "Dr Lim is to speak to 'clinic', which is not among what they witnessed",
            "add 'clinic' to the 'witnessed' list of 'lim', or take it out here",
        )
    ]


def test_a_program_without_fault() -> None:
    assert of_program(referees=["lim"], emphasis=["pain"], omit=["pain", "paper"]) == []


def test_an_unknown_referee() -> None:
    message = "the profile has no referee 'limm'"
    assert of_program(referees=["limm"]) == [("unknown-referee", message, "did you mean 'lim'?")]
    assert of_program(referees=["xy"]) == [
        ("unknown-referee", "the profile has no referee 'xy'", "the profile has: lim")
    ]
    nobody = profile()
    assert of_program(nobody, referees=["xy"])[0][2] == "the profile has: none"


def test_an_unknown_tag_or_id() -> None:
    assert of_program(emphasis=["pian"]) == [
        ("unknown-tag", "no entry of the profile carries the tag 'pian'", "did you mean 'pain'?")
    ]
    assert of_program(omit=["paperr"]) == [
        ("unknown-tag", "no entry of the profile carries the tag or id 'paperr'", "did you mean 'paper'?")
    ]
    assert [code for code, _, _ in of_program(emphasis=["paper"])] == ["unknown-tag"], "an id is no tag"


def test_tags_of_bullets_and_rows_are_known() -> None:
    held = profile(
        posts=[entry("posts", bullets=[{"text": "x", "tags": ["inner"]}])],
        logbooks=[entry("logbooks", rows=[{"procedure": "x", "tags": ["row"]}])],
    )
    assert of_program(held, emphasis=["inner", "row"]) == []


@pytest.mark.parametrize(
    ("rule", "given", "code"),
    [
        ("photo", {"photo": "assets/a.jpg"}, "photo-missing"),
        ("birth_date", {"birth_date": "1990"}, "birth-date-missing"),
    ],
)
def test_what_a_program_requires_is_there(rule: str, given: dict[str, str], code: str) -> None:
    for policy, expected in (("required", [code]), ("allowed", []), ("no", [])):
        assert [found for found, _, _ in of_program(profile(), cv={rule: policy})] == expected
    assert of_program(profile(personal=given), cv={rule: "required"}) == []


@pytest.mark.parametrize(("minimum", "good"), [("0", True), ("1", True), ("2", False)])
def test_as_many_referees_as_letters(minimum: str, good: bool) -> None:  # noqa: FBT001 - a parameter
    found = of_program(referees=["lim"], letters={"minimum": minimum})
    assert found == (
        []
        if good
        else [
            (
                "too-few-referees",
                "Harbour wants 2 letters, and 1 referees are named",
                "add ids of referees to 'referees:'",
            )
        ]
    )


def test_sections_and_questions_of_a_statement_have_ids_of_their_own(tmp_path: Path) -> None:
    questions = [{"id": name, "question": "Why?"} for name in ("why", "aims", "why")]
    sections = [{"id": "aims", "title": "Aims"}]
    data = on_disk(tmp_path, PROGRAM | {"statement": {"sections": sections, "questions": questions}})
    made, found = read(data, Program)
    assert made is not None, found
    found = [item for item in check_program(made, data, profile()) if item.code == "duplicate-id"]
    lines = (tmp_path / "file.yaml").read_text(encoding="utf-8").splitlines()
    second = [number for number, line in enumerate(lines, 1) if line.endswith(("id: why", "id: aims"))][2:]
    assert [item.message.rpartition("the id ")[2] for item in found] == ["'aims'", "'why'"]
    assert [item.mark.line for item in found if item.mark] == second


def test_an_id_has_room_in_word(tmp_path: Path) -> None:
    for length, good in ((60, True), (61, False)):
        asked = {"id": "a" * length, "question": "Why?"}
        data = on_disk(tmp_path, PROGRAM | {"statement": {"questions": [asked]}})
        made, found = read(data, Program)
        assert (made is not None) is good
        if not good:
            (one,) = found
            assert (one.code, one.hint) == ("wrong-value", "at most 60 characters")
            assert one.mark is not None


def test_a_section_of_the_cv_stands_once() -> None:
    assert of_program(cv={"sections": ["posts", {"section": "awards", "with": ["courses", "grants"]}]}) == []
    for sections in (
        ["posts", "posts"],
        [{"section": "awards", "with": ["posts"]}, "posts"],
        [{"section": "posts", "with": ["posts"]}],
    ):
        found = of_program(cv={"sections": sections})
        assert found == [("wrong-value", "the section 'posts' stands twice", "delete one of the two")]


def test_the_second_section_is_marked(tmp_path: Path) -> None:
    data = on_disk(
        tmp_path, PROGRAM | {"cv": {"sections": ["posts", {"section": "awards", "with": ["courses", "posts"]}]}}
    )
    (found, _) = check_program(record(data, Program), data, profile())
    lines = (tmp_path / "file.yaml").read_text().splitlines()
    assert found.mark is not None
    assert lines[found.mark.line - 1].strip() == "- posts"
    assert found.mark.line > lines.index("  - section: awards")


@pytest.mark.parametrize("word", ["experience", "career_plan.short", "program.attractions", "logbooks"])
def test_evidence_comes_from_a_part_of_the_profile(word: str) -> None:
    assert of_program(statement={"sections": [{"id": "a", "title": "A", "evidence": [word]}]}) == []


@pytest.mark.parametrize(
    "word", ["name", "contact", "specialty", "notes", "links", "motivation", "identifiers", "mark", "personal"]
)
def test_no_evidence_comes_from_elsewhere(word: str) -> None:
    found = of_program(statement={"sections": [{"id": "a", "title": "A", "evidence": [word]}]})
    assert [(code, message) for code, message, _ in found] == [
        ("wrong-value", f"'{word}' is not a part of the profile that 'evidence' can draw on")
    ]


def test_a_misspelled_part_gets_a_suggestion() -> None:
    found = of_program(statement={"sections": [{"id": "a", "title": "A", "evidence": ["motivation.temes"]}]})
    assert found[0][2] == "did you mean 'motivation.themes'?"


@pytest.mark.parametrize(
    ("word", "good"), [("motivation.themes", True), ("interests", True), ("posts", False), ("referees", False)]
)
def test_only_texts_are_offered_as_a_first_draft(word: str, good: bool) -> None:  # noqa: FBT001 - a parameter
    found = of_program(statement={"sections": [{"id": "a", "title": "A", "seed": [word]}]})
    assert [code for code, _, _ in found] == ([] if good else ["wrong-value"])


def test_every_list_of_entries_can_be_drawn_on_but_identifiers() -> None:
    lists = {
        section for section, _, _ in profile(**{name: [entry(name)] for name in ("posts", "identifiers")}).entries()
    }
    assert lists == {"posts", "identifiers"}
    assert "posts" in SOURCES
    assert "identifiers" not in SOURCES


def test_the_usual_conventions_are_without_fault() -> None:
    source, _ = read_yaml(resources.templates() / "conventions.yaml")
    assert source is not None
    assert check_conventions(record(source.data, Conventions), source.data) == []


def test_conventions_of_ones_own_are_checked() -> None:
    source, _ = read_yaml(resources.templates() / "conventions.yaml")
    assert source is not None
    source.data["cv"].append("posts")
    source.data["statement"][0]["seed"] = ["motivation.moment"]
    found = check_conventions(record(source.data, Conventions), source.data)
    assert [(item.code, item.hint) for item in found] == [
        ("wrong-value", "delete one of the two"),
        ("wrong-value", "did you mean 'motivation.moments'?"),
    ]
    assert all(isinstance(item.mark, Mark) for item in found)


def test_a_referee_whom_nobody_asks() -> None:
    held = profile(
        referees=[REFEREE, REFEREE | {"id": "sen", "name": "Dr Sen"}, REFEREE | {"id": "abe", "private": "yes"}]
    )
    asking = program(referees=["lim"])
    assert told(check_together(held, {"a": asking})) == [
        (
            "referee-without-program",
            "no program asks Dr Sen to write",
            "add 'sen' to 'referees:' of a program; until then no briefing is made",
        )
    ]
    assert check_together(held, {"a": asking, "b": program(referees=["sen"])}) == []
    assert check_together(held, {}) == []


# Letters, identifiers and authors -------------------------------------------------------------


@pytest.mark.parametrize(("role", "good"), [("direct-supervisor", True), ("department-head", False)])
def test_a_role_that_is_wanted_is_among_the_referees(role: str, good: bool) -> None:  # noqa: FBT001 - a parameter
    found = of_program(referees=["lim"], letters={"minimum": "1", "roles": [role]})
    assert [code for code, _, _ in found] == ([] if good else ["missing-role"])


def test_no_more_referees_than_letters_and_none_twice() -> None:
    held = profile(**WITNESSED, referees=[REFEREE, REFEREE | {"id": "tan"}])
    assert of_program(held, referees=["lim", "tan"], letters={"minimum": "0", "maximum": "2"}) == []
    found = of_program(held, referees=["lim", "tan"], letters={"minimum": "0", "maximum": "1"})
    assert [code for code, _, _ in found] == ["too-many-referees"]
    assert [code for code, _, _ in of_program(held, referees=["lim", "lim"])] == ["duplicate-id"]
    found = of_program(held, referees=["lim", "tan"], letters={"minimum": "2", "maximum": "1"})
    assert "wrong-value" in [code for code, _, _ in found]


@pytest.mark.parametrize(
    ("share_with", "field", "good"),
    [
        (["programs"], "cv", True),
        (["referees"], "letters", True),
        (["referees"], "cv", False),
        (["programs"], "letters", False),
    ],
)
def test_an_identifier_that_is_asked_for_is_released(share_with: list[str], field: str, good: bool) -> None:  # noqa: FBT001 - a parameter
    held = profile(identifiers=[entry("identifiers", scheme="AAMC", share_with=share_with)])
    rules = {"letters": {"minimum": "0", "identifiers": ["aamc"]}, "cv": {"identifiers": ["AAMC"]}}
    found = of_program(held, **{field: rules[field]})
    assert [code for code, _, _ in found] == ([] if good else ["identifier-missing"])


def test_an_identifier_that_nobody_has_is_told_with_the_nearest() -> None:
    held = profile(identifiers=[entry("identifiers", scheme="AAMC", share_with=["programs"])])
    found = of_program(held, cv={"identifiers": ["AMCC"]})
    assert found == [("identifier-missing", "the profile has no identifier 'AMCC'", "did you mean 'AAMC'?")]


def test_the_applicant_is_among_the_authors() -> None:
    known = entry("publications", authors=["Lim D", "Corr AB"])
    other = entry("publications", authors=["Lim D", "Cor A"])
    assert of_profile(publications=[known]) == []
    assert [code for code, _, _ in of_profile(publications=[known, other])] == ["own-name-missing"]
    assert of_profile(publications=[other | {"private": "yes"}]) == []
