"""Cutting: what a CV is without some of its entries and lines, and what is then told of them."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembler.cutting import Words, cut, cuttable, decided
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.tailor import candidates, cv_view
from assembler.views import CvView, Decision
from tests.people import DATE, entry, house, profile, program
from tests.unit.tailor.strategies import profiles, programs

COURSES = [entry("courses", id=name, date=year) for name, year in (("a", "2021"), ("b", "2022"), ("c", "2023"))]
POST = entry("posts", id="p", bullets=["one", {"text": "two", "id": "t"}])
TEACHING = entry("teaching", id="t", bullets=["one", {"text": "two", "private": "yes"}])


def whole(held: Profile, asked: Program) -> tuple[CvView, list[Decision]]:
    return cv_view(held, asked, "harbour", house().conventions, DATE)


def without(view: CvView, *refs: str) -> CvView:
    made = cut(view, frozenset(refs))
    assert isinstance(made, CvView)
    return made


def section(view: CvView, kind: str) -> Any:
    return next(part for part in view.sections if part.kind == kind)


def test_entries_and_lines_go_and_the_others_keep_their_order() -> None:
    view, _ = whole(profile(courses=COURSES, posts=[POST]), program())
    made = without(view, "courses/b", "posts/p/bullets/1")
    assert [item.ref for item in section(made, "courses").entries] == ["courses/c", "courses/a"]
    post = section(made, "posts").entries[0]
    assert (post.lines, post.fields["bullets"]) == (("posts/p/t",), ("two",))
    assert section(view, "posts").entries[0].fields["bullets"] == ("one", "two"), "the whole view stays as it was"


def test_a_section_that_lost_an_entry_is_a_selection_and_one_that_lost_all_is_gone() -> None:
    view, _ = whole(profile(courses=COURSES), program())
    assert not section(view, "courses").selected
    assert section(without(view, "courses/b"), "courses").selected
    assert not section(without(view, "posts/p"), "courses").selected
    left = without(view, "courses/a", "courses/b", "courses/c")
    assert "courses" not in [part.kind for part in left.sections]


def test_a_section_of_several_kinds_is_no_selection() -> None:
    cv = {"sections": [{"section": "teaching", "with": ["courses"]}]}
    view, _ = whole(profile(courses=COURSES, teaching=[TEACHING]), program(cv=cv))
    made = without(view, "courses/b")
    assert len(section(made, "teaching").entries) == 3
    assert not section(made, "teaching").selected


def test_what_is_told_of_what_is_cut() -> None:
    _, decisions = whole(profile(courses=COURSES, posts=[POST], teaching=[TEACHING]), program())
    gone = {"courses/b", "teaching/t", "posts/p/t"}
    told = {item.entry: (item.decision, item.reason) for item in decided(decisions, gone)}
    left = ("out", "left out to keep to the page limit")
    assert {told[name] for name in gone} == {left}
    assert told["teaching/t/bullets/1"] == ("out", "goes with its entry")
    assert told["teaching/t/bullets/2"] == ("out", "private")
    assert told["posts/p"][0] == told["posts/p/bullets/1"][0] == told["courses/a"][0] == "in"


def test_what_is_not_shown_cannot_be_cut() -> None:
    held, asked = profile(courses=COURSES, posts=[POST]), program(omit=["b"], cv={"bullets": "1"})
    view, _ = whole(held, asked)
    named = candidates(held, asked)
    assert {"courses/b", "posts/p/t"} <= {*named}
    left = cuttable(view, named)
    assert {*left} == {"courses/a", "courses/c", "posts/p/bullets/1"}
    assert sorted(left, key=named.index) == [*left]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(profiles(), programs(), st.data())
def test_cutting_in_two_steps_is_cutting_at_once(held: Profile, asked: Program, data: st.DataObject) -> None:
    view, decisions = whole(held, asked)
    names = candidates(held, asked)
    refs = data.draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    half = len(refs) // 2
    assert without(without(view, *refs[:half]), *refs[half:]) == without(view, *refs)
    assert Words(view)(refs) == Words(without(view, *refs))(())
    made = without(view, *refs)
    there = {ref for part in made.sections for item in part.entries for ref in (item.ref, *item.lines)}
    assert there.isdisjoint(refs)
    shown = {item.entry for item in decided(decisions, refs) if item.decision != "out"}
    told = {item.entry for item in decisions}
    assert {ref for ref in there if ref in told} <= shown
