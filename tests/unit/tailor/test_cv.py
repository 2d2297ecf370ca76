from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembler.cutting import cut, decided
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.tailor import candidates, cv_view
from assembler.views import CvView, Decision, Shown
from tests.people import DATE, ENTRIES, REFEREE, entry, house, profile, program
from tests.unit.tailor.strategies import profiles, programs

NO_CUTS: frozenset[str] = frozenset()


def view(held: Profile, asked: Program, cuts: frozenset[str] = NO_CUTS) -> tuple[CvView, list[Decision]]:
    made, decisions = cv_view(held, asked, "harbour", house().conventions, DATE)
    without = cut(made, cuts)
    assert isinstance(without, CvView)
    return without, [*decided(decisions, cuts)]


def shown(made: CvView, section: str) -> list[Shown]:
    return [item for part in made.sections if part.kind == section for item in part.entries]


def refs(held: Profile, asked: Program, section: str, cuts: frozenset[str] = NO_CUTS) -> list[str]:
    return [item.ref for item in shown(view(held, asked, cuts)[0], section)]


def reasons(decisions: list[Decision]) -> dict[str, tuple[str, str]]:
    assert len({item.entry for item in decisions}) == len(decisions)
    return {item.entry: (item.decision, item.reason) for item in decisions}


# What is never left out ----------------------------------------------------------------------


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(profiles(), programs(), st.data())
def test_posts_training_education_and_gaps_are_never_dropped(
    held: Profile, asked: Program, data: st.DataObject
) -> None:
    every = [ref for _, ref, _ in held.entries()] + candidates(held, asked)
    cuts = (
        frozenset(data.draw(st.lists(st.sampled_from(candidates(held, asked)), unique=True)))
        if every and candidates(held, asked)
        else NO_CUTS
    )
    made, _ = view(held, asked, cuts)
    there = {item.ref for part in made.sections for item in part.entries}
    for section, ref, item in held.entries():
        if section in ("posts", "training", "education", "gaps"):
            assert (ref in there) is not item.private


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(profiles(), programs(), st.data())
def test_nothing_private_is_shown_and_nothing_twice(held: Profile, asked: Program, data: st.DataObject) -> None:
    cuts = frozenset(data.draw(st.lists(st.sampled_from(candidates(held, asked) or ["x"]), unique=True)))
    made, decisions = view(held, asked, cuts)
    there = [item.ref for part in made.sections for item in part.entries]
    assert len(set(there)) == len(there)
    private = {ref for _, ref, item in held.entries() if item.private}
    assert not private & set(there)
    said = reasons(decisions)
    for section, ref, _ in held.entries():
        if "." not in section:
            assert (said[ref][0] == "in") is (ref in there)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(profiles(), programs())
def test_what_is_kept_is_no_candidate_for_cuts(held: Profile, asked: Program) -> None:
    names = set(candidates(held, asked))
    assert len(names) == len(candidates(held, asked))
    for section, ref, item in held.entries():
        bullets = getattr(item, "bullets", ())
        if (
            item.keep
            or item.private
            or section in ("posts", "training", "education", "gaps")
            or any(bullet.keep for bullet in bullets)
        ):
            assert ref not in names
        for place, bullet in enumerate(bullets, 1):
            if bullet.keep or bullet.private:
                assert f"{ref}/bullets/{place}" not in names


@pytest.mark.parametrize("section", ["posts", "training", "education", "gaps"])
def test_what_a_program_forgets_is_added(section: str) -> None:
    held = profile(**{section: [entry(section)]})
    asked = program(cv={"sections": ["awards"]})
    assert [item.ref for part in view(held, asked)[0].sections for item in part.entries] == [f"{section}/1"]


def test_forgotten_gaps_stand_among_the_posts() -> None:
    held = profile(
        posts=[entry("posts", start="2018", end="2019"), entry("posts", start="2020")],
        gaps=[entry("gaps", start="2019-06", end="2019-12")],
    )
    assert refs(held, program(cv={"sections": ["posts"]}), "posts") == ["posts/2", "gaps/1", "posts/1"]


def test_computed_and_listed_sections_stand_under_one_heading() -> None:
    held = profile(posts=[entry("posts")], awards=[entry("awards")], eligibility={"available_from": "2027"})
    for sections in (
        [{"section": "posts", "with": ["eligibility", "awards"]}],
        [{"section": "eligibility", "with": ["posts", "awards"]}],
    ):
        made, _ = view(held, program(cv={"sections": sections}))
        assert [item.ref for item in made.sections[0].entries] == ["eligibility", "posts/1", "awards/1"]


def test_presentations_may_stand_with_the_publications() -> None:
    held = profile(
        publications=[entry("publications", kind="letter"), entry("publications")],
        presentations=[entry("presentations")],
    )
    asked = program(cv={"sections": [{"section": "publications", "with": ["presentations"]}]})
    assert refs(held, asked, "publications") == ["publications/2", "publications/1", "presentations/1"]


# Selection -----------------------------------------------------------------------------------

COURSES = [
    entry("courses", id="a", date="2021", tags=["pain"]),
    entry("courses", id="b", date="2022", priority="5"),
    entry("courses", id="c", date="2023", priority="1"),
    entry("courses", id="d", date="2020", priority="1", keep="yes"),
]


def test_a_maximum_keeps_what_matters_most() -> None:
    held = profile(courses=COURSES)
    rule = {"sections": [{"section": "courses", "maximum": "2"}]}
    assert refs(held, program(cv=rule, emphasis=["pain"]), "courses") == ["courses/a", "courses/d"]
    assert refs(held, program(cv=rule), "courses") == ["courses/b", "courses/d"]
    _, decisions = view(held, program(cv=rule))
    assert reasons(decisions)["courses/a"] == ("out", "this program shows at most 2 of courses")
    assert reasons(decisions)["courses/d"] == ("in", "keep: yes")


def test_a_maximum_does_not_touch_posts() -> None:
    held = profile(posts=[entry("posts"), entry("posts")])
    assert len(refs(held, program(cv={"sections": [{"section": "posts", "maximum": "1"}]}), "posts")) == 2


@pytest.mark.parametrize("word", ["pain", "a"])
def test_omit_by_tag_or_id(word: str) -> None:
    held = profile(courses=COURSES, posts=[entry("posts", id="p", tags=["pain"])])
    made, decisions = view(held, program(omit=[word]))
    assert "courses/a" not in [item.ref for item in shown(made, "courses")]
    assert reasons(decisions)["courses/a"] == ("out", f"this program omits '{word}'")
    assert reasons(decisions)["posts/p"] == ("in", "posts are never left out")


def test_a_list_may_stand_with_what_is_counted() -> None:
    cv = {"sections": [{"section": "summary", "with": ["courses"]}]}
    made, _ = view(profile(courses=COURSES, leadership=[entry("leadership")]), program(cv=cv))
    assert [item.kind for item in shown(made, "summary")] == ["leadership_fact", *["courses"] * len(COURSES)]


def test_emphasised_bullets_go_first() -> None:
    bullets = [
        "one",
        {"text": "two", "tags": ["pain"]},
        {"text": "three", "private": "yes"},
        {"text": "four", "tags": ["x"]},
    ]
    held = profile(posts=[entry("posts", bullets=bullets)])
    made, decisions = view(held, program(emphasis=["pain"], omit=["x"]))
    assert shown(made, "posts")[0].fields["bullets"] == ("two", "one")
    said = reasons(decisions)
    assert said["posts/1/bullets/2"] == ("moved", "tagged 'pain', which this program emphasises, so it goes first")
    assert said["posts/1/bullets/1"] == ("in", "nothing speaks against it")
    assert said["posts/1/bullets/3"] == ("out", "private")
    assert said["posts/1/bullets/4"] == ("out", "this program omits 'x'")


def test_at_most_so_many_bullets() -> None:
    bullets = [{"text": "low", "priority": "1"}, {"text": "high", "priority": "5"}, "middle"]
    made, decisions = view(profile(posts=[entry("posts", bullets=bullets)]), program(cv={"bullets": "2"}))
    assert shown(made, "posts")[0].fields["bullets"] == ("high", "middle")
    assert reasons(decisions)["posts/1/bullets/1"] == ("out", "this program shows at most 2 an entry")


def test_an_entry_takes_its_bullets_and_rows_along() -> None:
    held = profile(
        awards=[entry("awards", private="yes")],
        projects=[entry("projects", private="yes", bullets=["x"])],
        logbooks=[entry("logbooks", private="yes")],
    )
    said = reasons(view(held, program())[1])
    assert said["projects/1/bullets/1"] == said["logbooks/1/rows/1"] == ("out", "goes with its entry")


def test_candidates_go_by_what_matters_least() -> None:
    held = profile(
        courses=[entry("courses", id="low", priority="1"), entry("courses", id="high", priority="5")],
        teaching=[entry("teaching", id="kept", bullets=[{"text": "x", "keep": "yes"}, {"text": "y", "id": "y"}])],
        awards=[entry("awards", id="tagged", priority="1", tags=["pain"])],
    )
    names = candidates(held, program(emphasis=["pain"]))
    assert names.index("courses/low") < names.index("awards/tagged")
    assert names.index("courses/low") < names.index("courses/high")
    assert "teaching/kept/y" in names
    assert "teaching/kept" not in names, "a bullet that is to be kept keeps its entry"


# Order ---------------------------------------------------------------------------------------


def test_newest_and_oldest_first() -> None:
    held = profile(
        posts=[
            entry("posts", id="mid", start="2018", end="2019"),
            entry("posts", id="now", start="2017", end="present"),
            entry("posts", id="old", start="2010", end="2012"),
        ]
    )
    assert refs(held, program(), "posts") == ["posts/now", "posts/mid", "posts/old"]
    assert refs(held, program(order="oldest-first"), "posts") == ["posts/old", "posts/now", "posts/mid"]


def test_equal_dates_keep_the_order_of_the_profile() -> None:
    held = profile(awards=[entry("awards", id=name) for name in "abc"])
    for order in ("newest-first", "oldest-first"):
        assert refs(held, program(order=order), "awards") == ["awards/a", "awards/b", "awards/c"]


def test_sections_stand_as_the_program_wants() -> None:
    held = profile(**{name: [entry(name)] for name in ENTRIES})
    wanted = ["awards", {"section": "posts", "title": "Work"}, "gaps", "training", "education"]
    made, decisions = view(held, program(cv={"sections": wanted}))
    assert [(part.kind, part.title) for part in made.sections] == [
        ("awards", None),
        ("posts", "Work"),
        ("gaps", None),
        ("training", None),
        ("education", None),
    ]
    assert reasons(decisions)["courses/1"] == ("out", "no section of this CV")


def test_a_section_of_nothing_is_not_there() -> None:
    made, _ = view(profile(posts=[entry("posts")], awards=[entry("awards", private="yes")]), program())
    assert [part.kind for part in made.sections] == ["posts"]


# What is released ----------------------------------------------------------------------------


def only(held: Profile, section: str, **rules: Any) -> Any:
    made, _ = view(held, program(referees=["lim"] if held.referees else [], cv=rules))
    (item,) = shown(made, section)
    return item.fields


def test_scores_and_registration_numbers_only_where_asked() -> None:
    held = profile(examinations=[entry("examinations", score="241")], registration=[entry("registration", number="55")])
    assert only(held, "examinations")["score"] is None
    assert only(held, "examinations", scores="yes")["score"] == "241"
    assert only(held, "registration")["number"] is None
    assert only(held, "registration", registration_numbers="yes")["number"] == "55"


@pytest.mark.parametrize(
    ("share", "reason"), [([], None), (["referees"], None), (["programs"], "Care"), (["referees", "programs"], "Care")]
)
def test_the_reason_of_a_gap_only_where_released(share: list[str], reason: str | None) -> None:
    held = profile(gaps=[entry("gaps", reason="Care", share_with=share)])
    made, _ = view(held, program())
    assert shown(made, "posts")[0].fields == {
        "label": "Leave",
        "start": held.gaps[0].start,
        "end": held.gaps[0].end,
        "reason": reason,
    }


def test_contact_of_referees_only_with_consent_and_where_wanted() -> None:
    given_ = {"email": "lim@example.org", "phone": "+65"}
    for consent, rules, email in (
        ("yes", {}, "lim@example.org"),
        ("no", {}, None),
        ("yes", {"referee_contact": "no"}, None),
    ):
        fields = only(profile(referees=[REFEREE | given_ | {"consent": consent}]), "referees", **rules)
        assert (fields["email"], fields["phone"]) == (email, "+65" if email else None)
    assert not {"notes", "channel", "witnessed", "speak_to", "relationship", "consent", "salutation"} & set(fields)


def test_contact_of_referees_only_for_programs_that_they_agreed_to() -> None:
    agreed = REFEREE | {"email": "lim@example.org", "consent": "yes"}
    for agreed_to, email in ((["quay"], None), (["quay", "harbour"], "lim@example.org")):
        fields = only(profile(referees=[agreed | {"consent_with": agreed_to}]), "referees")
        assert fields["email"] == email


def test_only_referees_who_write_for_the_program() -> None:
    held = profile(
        referees=[REFEREE, REFEREE | {"id": "sen", "name": "Dr Sen"}, REFEREE | {"id": "abe", "private": "yes"}]
    )
    made, decisions = view(held, program(referees=["lim", "abe"]))
    assert [item.fields["name"] for item in shown(made, "referees")] == ["Dr Lim"]
    assert reasons(decisions)["referees/sen"] == ("out", "does not write for this program")


@pytest.mark.parametrize("policy", ["no", "allowed", "required"])
def test_photo_birth_date_and_nationality_by_policy(policy: str) -> None:
    held = profile(personal={"photo": "assets/a.jpg", "birth_date": "1990-05-17", "nationality": "Irish"})
    made, _ = view(held, program(cv={"photo": policy, "birth_date": policy}))
    assert made.photo == (None if policy == "no" else "assets/a.jpg")
    assert bool(shown(made, "personal")) is (policy != "no")
    for item in shown(made, "personal"):
        assert item.fields == {"birth_date": held.personal.birth_date, "nationality": None}
    made, _ = view(held, program(cv={"nationality": policy}))
    assert [item.fields["nationality"] for item in shown(made, "personal")] == ([] if policy == "no" else ["Irish"])


IDENTIFIERS = [
    {"scheme": "AAMC", "value": "1", "share_with": ["programs", "referees"]},
    {"scheme": "GMC", "value": "2", "share_with": ["referees"]},
    {"scheme": "ORCID", "value": "3", "share_with": ["programs"], "private": "yes"},
    {"scheme": "aamc", "value": "4"},
    {"scheme": "USMLE", "value": "5", "share_with": ["programs"]},
]


def test_identifiers_are_shown_where_released_and_asked_for() -> None:
    held = profile(identifiers=IDENTIFIERS)
    made, decisions = view(held, program(cv={"identifiers": ["aamc", "GMC", "ORCID", "AAMC"], "contact": []}))
    assert [(item.label, item.text) for item in made.contact] == [("AAMC", "1")]
    assert [reasons(decisions)[f"identifiers/{place}"] for place in range(1, 6)] == [
        ("in", "this program asks for it"),
        ("out", "not released to programs"),
        ("out", "not released to programs"),
        ("out", "not released to programs"),
        ("out", "this program does not ask for it"),
    ]


def test_contact_details_in_the_programs_order() -> None:
    held = profile(
        contact={"email": "a@b.org", "phone": "+65 1 2", "city": "Cork", "country": "Ireland", "address": "1 Quay"},
        links=[{"label": "Papers", "url": "https://a.org/p/"}],
    )
    made, _ = view(held, program())
    assert [item.label for item in made.contact][:3] == ["email", "phone", "city"]
    assert "1 Quay" not in [item.text for item in made.contact]
    made, _ = view(held, program(cv={"contact": ["address", "phone"]}))
    assert [(item.label, item.text, item.href) for item in made.contact] == [
        ("address", "1 Quay", None),
        ("phone", "+65 1 2", "tel:+6512"),
    ]


def test_visa_needs_only_for_the_programs_own_country() -> None:
    visas = [{"country": "ireland", "need": "Stamp"}, {"country": "Canada", "need": "Permit"}]
    held = profile(eligibility={"available_from": "2027-07", "visas": visas})
    assert only(held, "eligibility") == {"from": held.eligibility.available_from, "need": "Stamp"}
    made, _ = view(held, program(country="France"))
    assert shown(made, "eligibility")[0].fields["need"] is None


@pytest.mark.parametrize(
    ("section", "private", "label"),
    [("posts", "no", "Registrar"), ("training", "no", "Trainee"), ("posts", "yes", None)],
)
def test_the_current_post(section: str, private: str, label: str | None) -> None:
    held = profile(**{section: [entry(section, id="now", institution="H", private=private)]}, current_post="now")
    made, _ = view(held, program())
    assert (made.post.label if made.post else None) == label


def test_a_declaration_where_one_is_asked() -> None:
    assert not shown(view(profile(), program())[0], "declaration")
    assert only(profile(), "declaration", declaration="I declare.") == {"text": "I declare."}


# Logbooks and the summary --------------------------------------------------------------------


def test_a_logbook_sums_what_it_shows() -> None:
    rows = [
        {"procedure": "A", "observed": "2", "solo": "3"},
        {"procedure": "B", "solo": "5", "private": "yes"},
        {"procedure": "C", "observed": "1", "tags": ["x"], "id": "c"},
        {"procedure": "D"},
    ]
    held = profile(logbooks=[entry("logbooks", rows=rows, verified_by="Dr Lim")])
    made, decisions = view(held, program(omit=["x"]))
    (item,) = shown(made, "procedures")
    assert item.fields["columns"] == ("observed", "solo")
    assert [(row["procedure"], row["total"]) for row in item.fields["rows"]] == [("A", 5), ("D", 0)]
    assert (item.fields["totals"], item.fields["total"]) == ((2, 3), 5)
    said = reasons(decisions)
    assert said["logbooks/1/rows/2"] == ("out", "private")
    assert said["logbooks/1/c"] == ("out", "this program omits 'x'")
    assert said["logbooks/1/rows/4"][0] == "in"


def summary(held: Profile, asked: Program) -> dict[str, Any]:
    return {item.ref.split("/")[1]: item.fields for item in shown(view(held, asked)[0], "summary")}


def test_the_summary_counts_what_the_program_may_see() -> None:
    hidden: list[dict[str, Any]] = [{"private": "yes"}, {"tags": ["x"]}]
    held = profile(
        experience=[
            entry("experience", weeks="12", tags=["pain"]),
            entry("experience", weeks="4"),
            *(entry("experience", weeks="9", **more) for more in hidden),
        ],
        publications=[
            entry("publications"),
            entry("publications", authors=["Else A", "Corr AB"], kind="review", state="in-press"),
            entry("publications", state="submitted"),
            entry("publications", kind="chapter"),
            entry("publications", kind="letter"),
            *(entry("publications", **more) for more in hidden),
        ],
        presentations=[entry("presentations"), *(entry("presentations", **more) for more in hidden)],
        grants=[entry("grants", **more) for more in hidden],
        leadership=[
            entry("leadership", title="Seen"),
            *(entry("leadership", title="Hidden", priority="5", **more) for more in hidden),
        ],
        eligibility={"statement": "Registered", "available_from": "2027"},
    )
    facts = summary(held, program(emphasis=["pain"], omit=["x"]))
    assert (facts["training"]["weeks"], len(facts["training"]["rotations"])) == (12, 1)
    counted = {name: facts["scholarship"][name] for name in ("papers", "first", "presentations", "grants")}
    assert counted == {"papers": 2, "first": 1, "presentations": 1, "grants": 0}
    assert facts["leadership"]["titles"] == ("Seen",)
    assert facts["eligibility"]["statement"] == "Registered"
    assert summary(held, program(omit=["x"]))["training"]["weeks"] == 16, "without emphasis every rotation counts"


def test_a_summary_of_nothing_is_not_there() -> None:
    assert summary(profile(), program()) == {}
