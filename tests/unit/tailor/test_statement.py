from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.tailor import statement_view
from assembler.tailor.statement import share_out
from assembler.views import Decision, StatementView
from tests.people import DATE, SAMPLES, entry, house, profile, program, sample
from tests.unit.tailor.strategies import profiles, programs


def view(held: Profile, asked: Program) -> tuple[StatementView, list[Decision]]:
    return statement_view(held, asked, "harbour", house().conventions, DATE)


def section(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "title": name.title(), **more}


def reasons(decisions: list[Decision]) -> dict[str, tuple[str, str]]:
    assert len({item.entry for item in decisions}) == len(decisions)
    return {item.entry: (item.decision, item.reason) for item in decisions}


# Budgets -------------------------------------------------------------------------------------


@given(st.integers(0, 100_000), st.lists(st.integers(1, 100), min_size=1, max_size=20))
def test_shares_sum_to_the_words(words: int, shares: list[int]) -> None:
    made = share_out(words, shares)
    assert sum(made) == words
    for given_, share in zip(made, shares, strict=True):
        assert abs(given_ - words * share / sum(shares)) < 1


@given(st.integers(0, 1000), st.lists(st.integers(1, 100), min_size=2, max_size=9))
def test_equal_shares_differ_by_one_word_at_most(words: int, shares: list[int]) -> None:
    made = share_out(words, [shares[0]] * len(shares))
    assert max(made) - min(made) <= 1


def test_nothing_is_shared_out_among_none() -> None:
    assert share_out(600, []) == []


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({}, 600),
        ({"words": "500"}, 500),
        ({"limits": [{"unit": "words", "maximum": "300"}]}, 300),
        ({"words": "500", "limits": [{"unit": "words", "maximum": "300"}]}, 300),
        ({"words": "500", "limits": [{"unit": "words", "maximum": "300", "advice": "yes"}]}, 500),
        ({"limits": [{"unit": "words", "maximum": "300", "advice": "yes"}]}, 300),
        ({"limits": [{"unit": "words", "maximum": "900"}, {"unit": "characters", "maximum": "50"}]}, 900),
    ],
)
def test_the_budget_is_the_aim_within_hard_limits_else_the_least_limit(rules: dict[str, Any], words: int) -> None:
    made, _ = view(profile(), program(statement=rules))
    assert made.words == words == sum(part.words or 0 for part in made.parts)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(profiles(), programs())
def test_budgets_sum_whatever_is_left_out(held: Profile, asked: Program) -> None:
    made, _ = view(held, asked)
    assert sum(part.words or 0 for part in made.parts) == made.words == 600
    assert ("gap" in [part.id for part in made.parts]) is any(
        not gap.private and not set(gap.tags) & set(asked.omit) for gap in held.gaps
    )


# Sections and questions ----------------------------------------------------------------------


def test_the_usual_eight_unless_the_program_says_otherwise() -> None:
    held = profile(gaps=[entry("gaps")])
    made, _ = view(held, program())
    assert [part.id for part in made.parts] == [item.id for item in house().conventions.statement]
    made, _ = view(held, program(statement={"sections": [section("aims", share="30"), section("why", share="10")]}))
    assert [(part.id, part.words) for part in made.parts] == [("aims", 450), ("why", 150)]


def test_set_questions_stand_alone_or_after_the_sections() -> None:
    asked = {
        "questions": [
            {"id": "q", "question": "Why *here*?", "limit": {"unit": "words", "maximum": "150"}},
            {"id": "r", "question": "And?", "limit": {"unit": "characters", "maximum": "900"}},
        ]
    }
    made, _ = view(profile(), program(statement=asked))
    limits = [part.limit for part in made.parts]
    assert [(part.id, part.question, part.words) for part in made.parts] == [("q", True, 150), ("r", True, None)]
    assert [(limit.unit, limit.maximum) for limit in limits if limit] == [("words", 150), ("characters", 900)]
    made, _ = view(profile(), program(statement=asked | {"sections": [section("aims")]}))
    assert [part.id for part in made.parts] == ["aims", "q", "r"]


def test_limits_carry_their_source() -> None:
    sources = [
        {"rule": "deadline", "source": "x", "checked": "2026"},
        {"rule": "statement.limits", "source": "Handbook", "checked": "2026-11"},
    ]
    made, _ = view(profile(), program(statement={"limits": [{"unit": "pages", "maximum": "1"}]}, sources=sources))
    (limit,) = made.limits
    assert (limit.unit, limit.maximum, limit.source, str(limit.checked)) == ("pages", 1, "Handbook", "2026-11")


# Seeds and evidence --------------------------------------------------------------------------

MOTIVATION = {
    "themes": [
        {"id": "t", "text": "One two three.", "evidence": ["clinic", "hidden", "left", "bullet"]},
        {"text": "Private words.", "private": "yes"},
        {"text": "Omitted words.", "tags": ["x"]},
    ]
}
HELD: dict[str, Any] = {
    "motivation": MOTIVATION,
    "experience": [
        entry("experience", id="clinic"),
        entry("experience", id="hidden", private="yes"),
        entry("experience", id="left", tags=["x"]),
    ],
    "posts": [
        entry("posts", id="post", bullets=[{"text": "Did it.", "id": "bullet"}, "Other."]),
        entry("posts", private="yes", bullets=[{"text": "x", "id": "veiled"}]),
    ],
}


def test_seeds_are_the_applicants_words_but_nothing_private_or_omitted() -> None:
    asked = program(omit=["x"], statement={"sections": [section("why", seed=["motivation.themes"])]})
    made, decisions = view(profile(**HELD), asked)
    (part,) = made.parts
    assert [(seed.ref, seed.text) for seed in part.seeds] == [("motivation.themes/t", "One two three.")]
    assert part.length == made.length == 3
    said = reasons(decisions)
    assert said["motivation.themes/t"] == ("in", "offered as a first draft of 'Why'")
    assert said["motivation.themes/2"] == ("out", "private")
    assert said["motivation.themes/3"] == ("out", "this program omits 'x'")


def test_themes_bring_their_own_evidence() -> None:
    asked = program(omit=["x"], statement={"sections": [section("why", seed=["motivation.themes"])]})
    made, decisions = view(profile(**HELD), asked)
    assert [item.ref for item in made.parts[0].evidence] == ["experience/clinic", "posts/post/bullet"]
    said = reasons(decisions)
    assert said["posts/post/bullet"] == said["experience/clinic"] == ("in", "evidence for 'Why'")
    assert said["posts/post/bullets/2"] == ("out", "an entry is evidence in one line")
    assert said["experience/hidden"] == ("out", "private")


def test_what_is_within_a_private_entry_is_no_evidence() -> None:
    held = HELD | {"motivation": {"themes": [{"text": "x", "evidence": ["veiled"]}]}}
    made, _ = view(profile(**held), program(statement={"sections": [section("why", seed=["motivation.themes"])]}))
    assert made.parts[0].evidence == ()


def test_the_best_entries_of_each_source_come_first() -> None:
    held = profile(
        courses=[entry("courses", id=name, priority=str(place)) for place, name in enumerate("abcd", 1)],
        awards=[entry("awards", tags=["pain"]), entry("awards")],
    )
    asked = program(emphasis=["pain"], statement={"sections": [section("why", evidence=["courses", "awards"])]})
    made, decisions = view(held, asked)
    assert [item.ref for item in made.parts[0].evidence] == [
        "courses/d",
        "courses/c",
        "courses/b",
        "awards/1",
        "awards/2",
    ]
    assert reasons(decisions)["courses/a"] == ("out", "other entries bear the sections out better")


def test_attractions_are_evidence_but_private_ones() -> None:
    attractions = ["One.", {"text": "Two.", "private": "yes"}, {"text": "Three.", "source": "Page"}]
    asked = program(attractions=attractions, statement={"sections": [section("why", evidence=["program.attractions"])]})
    made, decisions = view(profile(), asked)
    assert [(item.ref, item.fields["text"], item.fields["source"]) for item in made.parts[0].evidence] == [
        ("program.attractions/1", "One.", None),
        ("program.attractions/3", "Three.", "Page"),
    ]
    assert reasons(decisions)["program.attractions/2"] == ("out", "private")


@pytest.mark.parametrize("name", SAMPLES)
def test_all_evidence_and_every_seed_can_be_traced_to_an_entry(name: str) -> None:
    applicant = sample(name)
    texts = {ref: item for _, ref, item in applicant.profile.entries()}
    for program_id, asked in applicant.programs.items():
        made, decisions = statement_view(applicant.profile, asked, program_id, house().conventions, DATE)
        said = reasons(decisions)
        for part in made.parts:
            for seed in part.seeds:
                assert getattr(texts[seed.ref], "text") == seed.text  # noqa: B009 - only some entries have it
            for item in part.evidence:
                assert said[item.ref][0] == "in"
        assert made.length == sum(len(seed.text.split()) for part in made.parts for seed in part.seeds)
        assert any(part.evidence for part in made.parts)
