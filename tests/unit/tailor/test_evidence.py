from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.schema.career import Publication
from assembler.tailor.allowed import PROGRAMS, REFEREES
from assembler.tailor.evidence import GROUPS, citation, evidence
from assembler.tailor.select import project
from tests.people import entry, profile, record

AUTHORS = st.lists(
    st.from_regex(r"[A-Z][a-z]{2,6} [A-Z]{1,2}", fullmatch=True), unique_by=str.casefold, min_size=1, max_size=15
)


def cited(authors: list[str], own: str, **more: Any) -> dict[str, Any]:
    return citation(record(entry("publications", authors=authors, **more), Publication), [own])


def printed(made: dict[str, Any]) -> str:
    names = ("… " * item["skipped"] + ("*" * item["own"]) + item["name"] for item in made["authors"])
    return ", ".join(names) + (", et al" if made["et_al"] else "")


@given(AUTHORS, st.data())
def test_the_own_name_is_always_shown_in_its_place(authors: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(authors)))
    own = authors[place - 1]
    made = cited(authors, own.upper())
    assert (made["place"], made["count"]) == (place, len(authors))
    assert [item["name"] for item in made["authors"] if item["own"]] == [own]
    names = [item["name"] for item in made["authors"]]
    assert [name for name in authors if name in names] == names, "in the order of the paper"
    assert made["et_al"] is (names[-1] != authors[-1])
    if len(authors) <= 6:
        assert names == authors
    else:
        assert names[:3] == authors[:3]


@pytest.mark.parametrize(
    ("count", "own", "expected"),
    [
        (6, 6, "A1, A2, A3, A4, A5, *A6"),
        (7, 2, "A1, *A2, A3, et al"),
        (7, 4, "A1, A2, A3, *A4, et al"),
        (7, 5, "A1, A2, A3, … *A5, et al"),
        (7, 7, "A1, A2, A3, … *A7"),
        (7, 0, "A1, A2, A3, et al"),
        (1, 1, "*A1"),
    ],
)
def test_truncation_as_ama_has_it(count: int, own: int, expected: str) -> None:
    assert printed(cited([f"A{place}" for place in range(1, count + 1)], f"A{own}")) == expected


@pytest.mark.parametrize("kind", ["article", "review", "case-report", "chapter", "abstract", "letter"])
def test_what_no_editor_accepted_stands_apart(kind: str) -> None:
    for state in ("published", "in-press", "accepted"):
        assert cited(["A B"], "", kind=kind, state=state)["group"] in GROUPS[:-1]
    for state in ("submitted", "in-preparation"):
        assert cited(["A B"], "", kind=kind, state=state)["group"] == "submitted"


def test_a_publication_as_evidence_names_no_author() -> None:
    held = profile(publications=[entry("publications", authors=["Sen E", "Corr AB"])])
    for allowed in (PROGRAMS, REFEREES):
        made = evidence("publications", "publications/1", held.publications[0], allowed, held.own_names())
        assert "Sen" not in str(made)
        assert (made.fields["place"], made.fields["count"]) == (2, 2)


@pytest.mark.parametrize(("kind", "name"), [("publications", "editor"), ("awards", "score"), ("gaps", "authors")])
def test_nothing_is_shown_that_no_list_allows(kind: str, name: str) -> None:
    held = getattr(profile(**{kind: [entry(kind)]}), kind)[0]
    with pytest.raises(KeyError, match=name):
        project(kind, f"{kind}/1", held, PROGRAMS, **{name: "Dr Sen"})


def test_evidence_holds_one_line_of_an_entry_and_none_of_its_parts() -> None:
    held = profile(
        posts=[entry("posts", supervisor="Dr Lim", bullets=["secret"])],
        logbooks=[
            entry(
                "logbooks",
                verified_by="Dr Lim",
                rows=[
                    {"procedure": "secret", "solo": "2", "taught": "1"},
                    {"procedure": "b", "solo": "9", "private": "yes"},
                ],
            )
        ],
    )
    post = evidence("posts", "posts/1", held.posts[0], REFEREES, ["x"], "saw it")
    assert post.fields["bullets"] == ()
    assert post.fields["saw"] == "saw it"
    assert "supervisor" not in post.fields
    assert evidence("posts", "posts/1", held.posts[0], PROGRAMS, ["x"]).fields["supervisor"] == "Dr Lim"
    log = evidence("logbooks", "logbooks/1", held.logbooks[0], REFEREES, ["x"])
    assert (log.fields["rows"], log.fields["total"], log.fields["solo"]) == (None, 3, 2)
    assert "verified_by" not in log.fields
