"""Places to fill in and prompts that were left in a text, and what innocent texts hold that looks like them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from assembler.checks.subject import Subject
from assembler.checks.unfinished import CHECKS, open_prompt, placeholder
from assembler.document import Paragraph, Text
from assembler.passages import Passage
from assembler.placeholders import BRACKETS, KINDS, Kind
from assembler.reviewing import subject_of
from assembler.statements.files import open_places
from tests.people import DATE, REFEREE, SAMPLES, entry, house, sample
from tests.unit.checks.applications import Desk, codes, told


def found(desk: Desk, text: str, document: str = "harbour") -> list[str]:
    """What is still to be filled in of a statement that says `text`."""
    subject = desk.subject(None, None, {document: f"## T {{#program}}\n\n{text}\n"})
    made = told(subject, *CHECKS)
    assert all(code == "placeholder" and file == f"{document}.md" for code, file, _ in made)
    return [marked for _, _, marked in made]


LEFT_OPEN = [
    ("I want to join [Program Name] in [city].", ["[Program Name]", "[city]"]),
    ("It is **[X]** weeks and [ ] or [...].", ["[X]", "[ ]", "[...]"]),
    ("My [Residency/Fellowship] at [Hospital/University].", ["[Residency/Fellowship]", "[Hospital/University]"]),
    ("TODO: the clinic. TBD. My start is TBC.", ["TODO", "TBD", "TBC"]),
    ("My supervisor (tbc) agreed, t.b.c.", ["tbc", "t.b.c."]),
    ("I saw XXX patients, xxxx of them in 20XX.", ["XXX", "xxxx", "20XX"]),
    ("I saw XX patients, XX% of them on XX/XX/2024.", ["XX", "XX%", "XX/XX/2024"]),
    ("Why this ward ???", ["???"]),
    ("I began in May (?) there.", ["(?)"]),
    ("I began in May ........ there.", ["........"]),
    ("Lorem ipsum dolor sit amet.", ["Lorem ipsum", "dolor sit amet"]),
    ("Insert a patient story here.", ["Insert a patient story here"]),
    ("First. Add one example of teaching here!", ["Add one example of teaching here"]),
    ("I come to (insert program name).", ["insert program name"]),
    ("Hier den Namen der Klinik einfügen.", ["Hier den Namen der Klinik einfügen"]),
    ("Dear <director>, {{program}} and {city name}.", ["<director>", "{{program}}", "{city name}"]),
    ("Dear %NAME%, «First_Name» here.", ["%NAME%", "«First_Name»"]),
    ("At Hospital Name, Your Name.", ["Hospital Name", "Your Name"]),
    ("I met Dr X's team and Prof. Y of Hospital Z.", ["Dr X", "Prof. Y", "Hospital Z"]),
    ("At X Hospital I asked Dr N.N. of it, and ABC University.", ["X Hospital", "Dr N.N.", "ABC University"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "hits"), LEFT_OPEN)
def test_places_to_fill_in(desk: Desk, text: str, hits: list[str]) -> None:
    assert found(desk, text) == hits


@pytest.mark.parametrize("kind", [BRACKETS, *KINDS])
def test_each_place_of_a_kind_holds_one_of_its_cues(kind: Kind) -> None:
    words = [word for text, hits in LEFT_OPEN for word in (text, *hits)]
    held = [(word, word.lower() if kind.any_case else word) for word in words if kind.pattern.search(word)]
    assert held
    assert [word for word, sought in held if not any(cue in sought for cue in kind.cues)] == []


@pytest.mark.parametrize(
    "text",
    [
        "As shown before [3], [4–6] and [1, 2], [t]he ward [sic] was calm; see [our page](https://example.org).",
        "The odds were 1.4 [95% CI 1.1–1.8], [IQR 2–5], [n = 40], [p=0.03], and [18F] FDG was given.",
        '“The pain [in my knee] never left,” she said; "it [...] stayed [with me]".',
        "He wrote: “never [emphasis mine] again” [my translation].",
        "The X-ray, the X chromosome, a 47,XXX karyotype and an XX karyotype.",
        "I spoke at the XXX Annual Congress, the XXX Congreso and in part XXX.",
        "Patients with TBC, latent TBC and a TBC ward taught me caution.",
        "Why? Why not?! And what then?? I asked... and waited… once more.",
        "p < 0.05 and a > 3; H<sub>2</sub>O; a snake_case name and __init__.",
        "I insert the needle here, then I write here what I saw. Here I add numbers.",
        "I put names to faces here; we describe here one example.",
        "Dr X. Li, Dr J Smith, Prof. A. B. Corr and Dr A taught me; hepatitis B, vitamin K.",
        "Trust was earned. Program directors asked for names of hospitals.",
        "I tbc nothing and todo lists are for others.",
    ],
)  # fmt: skip
def test_what_only_looks_like_one(desk: Desk, text: str) -> None:
    assert found(desk, text) == []


def test_a_cover_letter_and_a_shared_text_count_once(desk: Desk) -> None:
    statements = {"shared": "## T {#plan}\n\n- TODO\n", "harbour.cover-letter": "## T {#fit}\n\nDear [Name],\n"}
    subject = desk.subject(None, {"harbour": {}, "other": {"short": "Other"}}, statements)
    assert told(subject, *CHECKS) == [
        ("placeholder", "shared.md", "TODO"),
        ("placeholder", "harbour.cover-letter.md", "[Name]"),
    ]


@pytest.mark.parametrize(
    ("profile", "hits"),
    [
        ({"posts": [entry("posts", bullets=["Led a team of XX nurses"])]}, ["XX"]),
        ({"posts": [entry("posts", institution="Hospital Y")]}, ["Hospital Y"]),
        ({"contact": {"email": "a@example.org", "phone": "+65 XXXX XXXX"}}, ["XXXX", "XXXX"]),
        ({"career_plan": {"short": [{"text": "A clinic in ____ with [partner]"}]}}, ["____", "[partner]"]),
        ({"referees": [{**REFEREE, "title": "TBC"}]}, ["TBC"]),
        ({"eligibility": {"statement": "Free from tbc"}}, []),
        ({"awards": [entry("awards", body="tbc")]}, ["tbc"]),
        ({"publications": [entry("publications", title="[Treatment of pain in the elderly]")]}, []),
        ({"publications": [entry("publications", doi="10.0000/(ISSN)[1]??? XXX")]}, []),
        ({"presentations": [entry("presentations", event="XXX International Congress on Pain")]}, []),
        ({"posts": [entry("posts", private="yes", bullets=["TODO"])], "notes": ["TODO"]}, []),
        ({"links": [{"label": "Page", "url": "https://example.org/XXX"}]}, []),
        ({"interests": ["The protocol [online](https://example.org/protocol), \\[3\\]"]}, []),
    ],
)
def test_the_profile_is_read_too(desk: Desk, profile: Mapping[str, Any], hits: list[str]) -> None:
    assert [marked for _, file, marked in told(desk.subject(profile), *CHECKS) if file == "profile.yaml"] == hits


@pytest.mark.parametrize(
    ("program", "hits"),
    [
        ({"attractions": ["Dr K's clinic on [day]"]}, ["Dr K", "[day]"]),
        ({"attractions": ["Dr K. Lim's clinic and Dr J Lim's list"]}, []),
        ({"director": {"name": "Dr X"}}, ["Dr X"]),
        ({"length": "TBC"}, ["TBC"]),
        ({"letters": {"form": [{"label": "File name", "text": "[Surname]_[Given]_Letter.pdf"}]}}, []),
        ({"letters": {"form": [{"label": "File name", "text": "TODO"}]}}, ["TODO"]),
        ({"extras": [{"name": "Form", "detail": "Named [Surname].pdf"}]}, []),
        ({"statement": {"questions": [{"id": "q", "question": "Name [one] thing"}]}}, []),
        ({"url": "https://example.org/XXX", "notes": ["TODO"], "sources": []}, []),
    ],
)
def test_a_program_s_file_is_read_too(desk: Desk, program: Mapping[str, Any], hits: list[str]) -> None:
    assert [marked for _, _, marked in told(desk.subject(None, {"harbour": program}), *CHECKS)] == hits


def test_a_long_one_is_cut_in_what_is_said(desk: Desk) -> None:
    subject = desk.subject(None, None, {"harbour": f"## T {{#program}}\n\n[{'one long reason ' * 9}]\n"})
    (made,) = placeholder(subject)
    assert made.message == "'[one long reason one long reason one lo…' is still to be filled in"


@pytest.mark.parametrize(
    "text", ["[…]", "[Name of hospital]", "TODO", "TBC", "TBD", "XXX", "XXXX", "???", "Lorem ipsum"]
)
def test_what_keeps_a_section_from_being_done_is_told(desk: Desk, text: str) -> None:
    assert open_places((Paragraph((Text(f"So {text} there."),)),)) == (text,)
    assert found(desk, f"So {text} there.") == [text]


# Prompts ------------------------------------------------------------------------------------------

_RULES: dict[str, Any] = {
    "statement": {
        "sections": [
            {"id": "skills", "prompts": ["Which three skills do you come for? Say **how** you will know.", "Be brief."]}
        ],
        "questions": [{"id": "team", "question": "Describe how you have worked with other professions."}],
    },
    "cover_letter": {"sections": [{"id": "fit", "prompts": ["Two or three facts from your own work"]}]},
}


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Which three skills do you come for? Say how you will know.", 1),
        ("*Which three skills* do you\ncome for? I come for two.", 1),
        ("I write. which three skills do you come for", 1),
        ("Describe how you have worked with other professions: I listened.", 1),
        ("First two or three facts from your own work.", 1),
        ("Say how you will know. Say how you will know.", 2),
        ("Be brief.", 0),
        ("Which three skills do you come to? Say how one will know.", 0),
        ("I describe how I have worked with other professions.", 0),
        ("Which three skills do you", 0),
    ],
)
def test_prompts_that_stand_in_a_text(desk: Desk, text: str, hits: int) -> None:
    subject = desk.subject(None, {"harbour": _RULES}, {"harbour": f"## T {{#skills}}\n\n{text}\n"})
    assert codes(subject, CHECKS) == ["open-prompt"] * hits


def test_where_a_prompt_stands(desk: Desk) -> None:
    text = "## T {#skills}\n\nI come.\n\n- Yes: Which **three** skills do you come for? I know.\n"
    subject = desk.subject(None, {"harbour": _RULES}, {"harbour": text})
    (made,) = open_prompt(subject)
    assert made.mark is not None
    assert (made.mark.line, made.mark.column) == (5, 8)
    assert made.message == "'Which three skills do …' is what the draft asks, not an answer"


def test_without_prompts_there_are_none_to_find(desk: Desk) -> None:
    assert list(open_prompt(desk.subject(None, None, {"harbour": "## T {#program}\n\nWhich of them?\n"}))) == []


# Any text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_have_none(name: str) -> None:
    assert codes(subject_of(sample(name), house(), DATE), CHECKS) == []


@pytest.mark.parametrize(
    "words",
    [
        "[ [ “ [in] ] TBC XXX insert put name here ____ ?? ??? ",
        "insert insert add name <a <b {c {{d %AAA Dr X Dr Hospital ",
        "which three skills do you come which three skills do ",
        "\u0301\u0300 ש\u05b8לום السلام 疼痛 \u200b\u202e\ud800 [\u05d0] ",
        "[" + "CI 5 " * 38 + "] ",
    ],
)
def test_long_texts_that_upset_careless_patterns_raise_nothing(desk: Desk, words: str) -> None:
    subject = desk.subject(None, {"harbour": _RULES}, {"harbour": "## T {#skills}\n\nHere.\n"})
    text = words * (30_000 // len(words.split()))
    passages = tuple(Passage(one, "f", "w", ((0, 1, 1),)) for one in ("", text))
    grown = Subject(subject.profile, subject.programs, subject.today, texts={("statement", "harbour"): passages})
    assert set(codes(grown, CHECKS)) <= {"placeholder", "open-prompt"}
