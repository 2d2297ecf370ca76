"""Addresses: what of another program is found in a text, and what innocent texts hold that looks like it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from assembler.checks.address import CHECKS
from assembler.checks.address.called import FACILITIES, NO_PERSON
from assembler.checks.address.people import people_in, person_of
from assembler.checks.naming import slip, words_of
from assembler.checks.subject import Subject
from assembler.diagnostics import CODES
from assembler.reviewing import subject_of
from tests.people import DATE, PROGRAM, REFEREE, SAMPLES, entry, house, sample
from tests.unit.checks.applications import Desk, codes, told

HARBOUR: dict[str, Any] = {
    "director": {"name": "Dr Mairead Tolan"},
    "apply": "E-mail to the fellowship office",
    "attractions": [
        {"text": "Dr Fintan Orrell-Byrne's intrathecal clinic for twelve island hospices"},
        {"text": "Visits alongside nurse practitioner Sorcha Delahunty, and Ms Goh Siew Hoon"},
    ],
}
CALDER: dict[str, Any] = {
    "name": "Rural Pain Medicine Fellowship",
    "institution": "Calder Bay University Medical Center",
    "short": "Calder Bay",
    "city": "Calder Bay",
    "country": "United States",
    "director": {"name": "Miriam Osterhaus, MD"},
    "apply": "ERAS, December cycle",
    "attractions": [
        {"text": "Professor Helena Lindqvist's cohort on distance to care"},
        {"text": "Opioid transition clinic with a pharmacist"},
    ],
}
LEEDS: dict[str, Any] = {
    "name": "Senior Clinical Fellow",
    "institution": "Lakeside Teaching Hospitals NHS Trust",
    "short": "Lakeside",
    "city": "Leeds",
    "country": "United Kingdom",
    "director": {"name": "Clinical Professor Ho Mei Fong", "salutation": "Professor Ho"},
    "apply": "NHS Jobs form",
}
PROGRAMS: Mapping[str, Mapping[str, Any]] = {"harbour": HARBOUR, "calder": CALDER, "leeds": LEEDS}


def found(desk: Desk, text: str, profile: Mapping[str, Any] | None = None, **more: Any) -> list[tuple[str, str]]:
    """The codes and marked texts in a statement for `harbour` that says `text`; `more` are fields of its program."""
    programs = {**PROGRAMS, "harbour": {**HARBOUR, **more}}
    subject = desk.subject(profile, programs, {"harbour": f"## T {{#program}}\n\n{text}\n"})
    return [(code, marked) for code, _, marked in told(subject, *CHECKS)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        # programs
        ("I hope to train at Calder Bay next year.", ["wrong-program", "Calder Bay"]),
        ("Why **Calder Bay**?", ["wrong-program", "Calder Bay"]),
        ("Calder Bay University Medical Center has it.", ["wrong-program", "Calder Bay University Medical Center"]),
        ("The Rural Pain Medicine Fellowship fits me.", ["wrong-program", "Rural Pain Medicine Fellowship"]),
        ("This is why Lakeside is my first choice.", ["wrong-program", "Lakeside"]),
        ("Lakeside has what I miss.", ["wrong-program", "Lakeside"]),
        ("Lakeside, where nurses lead, has it.", ["wrong-program", "Lakeside"]),
        ("Lakeside's group clinic is what I miss.", ["wrong-program", "Lakeside"]),
        ("WHY LAKESIDE?", ["wrong-program", "LAKESIDE"]),
        ("Here is why. CALDER BAY AND NURSES. It has both.", ["wrong-program", "CALDER BAY"]),
        ("I COME TO LAKESIDE TEACHING HOSPITALS NHS TRUST", [
            "wrong-program", "LAKESIDE TEACHING HOSPITALS NHS TRUST"]),
        ("The Lakeside Teaching Hospitals have it.", ["wrong-program", "Lakeside"]),
        # places
        ("I want to move to Leeds with my family.", ["wrong-place", "Leeds"]),
        ("My family and I look forward to living in Calder Bay.", ["wrong-place", "Calder Bay"]),
        ("In Leeds I would learn it, in Leeds Dr Tolan too.", ["wrong-place", "Leeds", "wrong-place", "Leeds"]),
        ("I visited your unit in Leeds in May.", ["wrong-place", "Leeds"]),
        # people
        ("I want to learn from Dr. Osterhaus.", ["wrong-person", "Osterhaus"]),
        ("With Miriam Osterhaus I would study it.", ["wrong-person", "Miriam Osterhaus"]),
        ("Lindqvist's cohort draws me.", ["wrong-person", "Lindqvist"]),
        ("I spoke to Professor H. Lindqvist.", ["wrong-person", "Lindqvist"]),
        ("Dear Professor Ho, I apply.", ["wrong-person", "Ho"]),
        ("I admire Ho Mei Fong.", ["wrong-person", "Ho Mei Fong"]),
        ("I wrote to Program Director Osterhaus.", ["wrong-person", "Osterhaus"]),
        # portals
        ("My transcript comes through ERAS with the letters of recommendation.", ["wrong-portal", "ERAS"]),
        ("My MyERAS form holds the rest.", ["wrong-portal", "MyERAS"]),
        ("As my CaRMS application says, I am free.", ["wrong-portal", "CaRMS"]),
        ("I applied through Oriel in March.", ["wrong-portal", "Oriel"]),
        ("My Oriel self-assessment score was 29.", ["wrong-portal", "Oriel"]),
        ("An Oriel interview came first.", ["wrong-portal", "Oriel"]),
        ("I uploaded my letters to ERAS.", ["wrong-portal", "ERAS"]),
        ("ERAS opens in July.", ["wrong-portal", "ERAS"]),
        ("The Trac form holds my dates.", ["wrong-portal", "Trac"]),
        ("My NHS Jobs form and the SF Match.", ["wrong-portal", "SF Match", "wrong-portal", "NHS Jobs"]),
        # spelling
        ("I want to learn from Dr Tollan.", ["name-misspelt", "Tollan"]),
        ("I want to learn from Mairead Tolen.", ["name-misspelt", "Tolen"]),
        ("Dr Maireed Tolan runs it.", ["name-misspelt", "Maireed"]),
        ("Dr Orell-Byrne's clinic draws me.", ["name-misspelt", "Orell-Byrne"]),
        ("I wrote to Mairead Tolann.", ["name-misspelt", "Tolann"]),
        ("Nurse Sorcha Delahunty and Sorche Delahunty met me.", ["name-misspelt", "Sorche Delahunty"]),
        ("Sorcha Dellahunty met me.", ["name-misspelt", "Sorcha Dellahunty"]),
        ("Ms Goh Seiw Hoon met me.", ["name-misspelt", "Goh Seiw Hoon"]),
        ("At Harbor Hospital I would learn it.", ["name-misspelt", "Harbor Hospital"]),
        ("At Harbour Hosptial I would learn it.", ["name-misspelt", "Harbour Hosptial"]),
        ("Your clinic at Harbuor draws me.", ["name-misspelt", "Harbuor"]),
        # phrases
        ("I would love to join your esteemed program.", ["boilerplate", "your esteemed program"]),
        ("Yours is a world-renowned program.", ["boilerplate", "Yours is a world-renowned program"]),
        ("Yours is one of the most respected hospitals.", [
            "boilerplate", "Yours is one of the most respected hospitals"]),
        ("I know your internationally known department.", ["boilerplate", "your internationally known department"]),
        ("Your hospital is highly regarded.", ["boilerplate", "Your hospital is highly regarded"]),
        ("It is a chance at such a prestigious institution.", ["boilerplate", "such a prestigious institution"]),
        ("I know your world-renowned pain faculty.", ["boilerplate", "your world-renowned pain faculty"]),
        ("This program will offer me the ideal place.", ["boilerplate", "This program will offer me the ideal"]),
        ("Your program's outstanding reputation draws me.", ["boilerplate", "Your program's outstanding reputation"]),
        ("I would be an asset to your department.", ["boilerplate", "asset to your department"]),
        ("I share your commitment to excellence.", ["boilerplate", "your commitment to excellence"]),
        ("I need an institution like yours.", ["boilerplate", "an institution like yours"]),
        ("Ich bewerbe mich an Ihrer renommierten Klinik.", ["boilerplate", "Ihrer renommierten Klinik"]),
    ],
)  # fmt: skip
def test_what_is_not_of_this_program(desk: Desk, text: str, hits: list[str]) -> None:
    assert [part for hit in found(desk, text) for part in hit] == hits


@pytest.mark.parametrize(
    "text",
    [
        "At Harbour Hospital in Cork I want to learn from Dr Tolan, Dr Mairead Tolan and Dr Orrell-Byrne.",
        # names that are words, or stand in longer names
        "Lakeside walks keep me well.",
        "We met by the water. Lakeside",
        "WHY THIS POST? A WALK BY THE WATER. I have a LAKESIDE card.",
        "We met near Sydney Lakeside Bridge; the lakeside was cold.",
        "A rural pain medicine fellowship is the next step.",
        "A Rural Pain Medicine Fellowship is what I look for.",
        # places: what was, and what is called after one
        "I grew up in Leeds, and presented the audit at a congress in Leeds.",
        "A patient who had moved from Leeds taught me this.",
        "The Leeds School of Hygiene, the Leeds Pain Society and the Leeds Medical Journal are elsewhere.",
        "I use the Leeds Assessment of Neuropathic Symptoms, the Leeds criteria and the Leeds spine score.",
        # people: others, papers, eponyms
        "Dr Peter Osterhaus, Anna Lindqvist and Dr Ho Wai Ming are others.",
        "I read Lindqvist et al. and (Lindqvist 2021), and do the Lindqvist block.",
        "Ho hum, and a Lindqvist Prize.",
        "My supervisor Dr Lindqvist and our colleague Osterhaus taught me; Mr Ho came to the clinic.",
        # portals that are something else
        "Our ERAS protocol cut the stay; I audited ERAS in colorectal patients and wrote the ERAS pathway.",
        "Through ERAS, enhanced recovery after surgery, I applied what I knew; the application of ERAS took a year.",
        "I read at Oriel College in Oxford, lead NHS jobs fairs, and trac is a word. The Oriel chapel is old.",
        # spelling: others, plurals, accents
        "Dr Peter Toland and Ms Tolson, and the Tolans; Dr Máiread Tolan.",
        "I sailed from the Harbor; Cook and Corky came.",
        "The Harbours of my youth; Haarbour stands here after a stop. Harbor lights shine.",
        "Sorcha Delahunty and Goh Siew Hoon, Sorcha Delaney and Goh Mei Hoon, the Sorchas; the Island Hospice.",
        # phrases
        "The clinic is renowned in our street, for its mangoes. Your hospital is renowned for ketamine lists.",
        "Yours is a hospital of 540 beds, and yours is one of the two programs with cordotomy.",
        "An esteemed colleague told me of a prestigious award, and a renowned hospital took her.",
        "Your reputation for opioid rotation drew me, and your excellent paper on it.",
        "We built such an excellent team that this hospital kept it.",
        "In a program like yours, where nurses lead, I would learn it.",
    ],
)  # fmt: skip
def test_what_only_looks_so(desk: Desk, text: str) -> None:
    assert found(desk, text) == []


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("In Leeds I learned it.", {"contact": {"email": "a@example.org", "city": "Leeds"}}),
        ("To Leeds I owe it.", {"education": [entry("education", city="Leeds")]}),
        ("To Leeds I owe it.", {"education": [entry("education", institution="University of Leeds")]}),
        ("To Leeds I owe it.", {"conferences": [entry("conferences", city="Leeds")]}),
        ("To Leeds I owe it.", {"referees": [{**REFEREE, "city": "Leeds"}]}),
        ("At Calder Bay I saw it.", {"posts": [entry("posts", institution="Calder Bay University Medical Center")]}),
        ("I walked in Lakeside Hospital.", {"posts": [entry("posts", institution="Lakeside Hospital")]}),
        ("I walked in Lakeside Old Ward.", {"posts": [entry("posts", institution="Lakeside Old Ward")]}),
        ("It was the Calder Bay Clinic.", {"experience": [entry("experience", institution="Calder Bay Clinic")]}),
        ("Dr Osterhaus taught me.", {"training": [entry("training", director="Miriam Osterhaus")]}),
        ("Miriam Osterhaus taught me.", {"publications": [entry("publications", authors=["Corr AB", "Osterhaus M"])]}),
        ("I thank Professor Ho.", {"referees": [{**REFEREE, "name": "Dr Ho Wai Ming"}]}),
        ("I thank Dr Tollan.", {"posts": [entry("posts", supervisor="Dr Sean Tollan")]}),
    ],
)  # fmt: skip
def test_what_is_the_applicants_own_as_well(desk: Desk, text: str, profile: Mapping[str, Any]) -> None:
    assert found(desk, text, profile) == []


def test_someone_else_of_the_name_of_ones_own_supervisor(desk: Desk) -> None:
    profile = {"posts": [entry("posts", supervisor="Dr Ho Wai Ming")]}
    assert found(desk, "I admire Ho Mei Fong.", profile) == [("wrong-person", "Ho Mei Fong")]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("In Leeds too.", {"city": "Leeds"}),
        ("In Leeds too.", {"attractions": [{"text": "Two lists a month with the hospice in Leeds"}]}),
        ("At Lakeside too.", {"department": "Pain Unit, with Lakeside Teaching Hospitals NHS Trust"}),
        ("Dr Osterhaus leads it.", {"attractions": [{"text": "Dr Miriam Osterhaus's yearly visit"}]}),
        ("Sent through ERAS with my application.", {"extras": ["Application form in MyERAS"]}),
        ("My NHS Jobs form says it.", {"portal": "uk-trust", "apply": None}),
        ("Sent through ERAS with my application.", {"country": "United States", "apply": None}),
    ],
)
def test_what_this_program_says_itself(desk: Desk, text: str, more: Mapping[str, Any]) -> None:
    given = {name: value for name, value in {**HARBOUR, **more}.items() if value is not None}
    subject = desk.subject(None, {**PROGRAMS, "harbour": given}, {"harbour": f"## T {{#program}}\n\n{text}\n"})
    assert [hit for hit in told(subject, *CHECKS) if hit[1] == "harbour.md"] == []


def test_a_portal_of_another_country_where_nothing_says_how_to_apply(desk: Desk) -> None:
    subject = desk.subject(None, None, {"harbour": "## T {#program}\n\nSent through ERAS with my application.\n"})
    assert told(subject, *CHECKS) == [("wrong-portal", "harbour.md", "ERAS")]


def test_shared_texts_name_none_and_cover_letters_count(desk: Desk) -> None:
    statements = {
        "shared": "## T {#plan}\n\nI come to Calder Bay.\n",
        "calder": "## T {#program}\n\nCalder Bay, Dr Osterhaus and MyERAS.\n",
        "leeds.cover-letter": "## T {#purpose}\n\nDear Dr Osterhaus,\n",
    }
    subject = desk.subject(None, PROGRAMS, statements)
    made = list(dict.fromkeys(item for check in CHECKS for item in check(subject)))
    assert [(item.code, item.mark.line) for item in made if item.mark] == [("wrong-place", 3), ("wrong-person", 3)]


def test_a_text_that_only_its_program_reads_may_name_it(desk: Desk) -> None:
    statements = {"shared": "## T {#plan}\n\nI come to Calder Bay.\n"}
    own = dict.fromkeys(("harbour", "leeds"), "## T {#plan}\n\nHere.\n")
    assert codes(desk.subject(None, PROGRAMS, {**statements, **own}), CHECKS) == []


_POINT = {"point": "Work", "text": "Fit for Calder Bay"}


@pytest.mark.parametrize(
    ("profile", "hits"),
    [
        ({"career_plan": {"short": [{"text": "A year at Calder Bay"}]}}, ["wrong-program"]),
        ({"motivation": {"themes": ["What Leeds does"]}}, ["wrong-place"]),
        ({"interests": ["The cohort of Professor Lindqvist"]}, ["wrong-person"]),
        ({"career_plan": {"long": [{"text": "Your esteemed program"}]}}, ["boilerplate"]),
        ({"career_plan": {"short": [{"text": "A year at Calder Bay", "private": "yes"}]}}, []),
        ({"career_plan": {"short": [{"text": "A year at Calder Bay", "tags": ["rural"]}]}}, []),
        ({"career_plan": {"short": [{"text": "A clinic in Galway"}]}}, []),
        (
            {
                "career_plan": {"short": [{"text": "A clinic in Leeds, where I come from"}]},
                "posts": [entry("posts", city="Leeds")],
            },
            [],
        ),
        ({"referees": [{**REFEREE, "speak_to": [_POINT]}]}, ["wrong-program"]),
        ({"referees": [REFEREE, {**REFEREE, "id": "ho", "speak_to": [_POINT]}]}, []),
    ],
)  # fmt: skip
def test_texts_of_the_profile_go_to_all_who_are_offered_them(
    desk: Desk, profile: Mapping[str, Any], hits: list[str]
) -> None:
    programs = {
        "calder": {**CALDER, "referees": [one["id"] for one in profile.get("referees", ())]},
        "harbour": {**HARBOUR, "omit": ["rural"], "referees": ["lim"] if "referees" in profile else []},
    }
    programs["leeds"] = {**LEEDS, "omit": ["rural"]}
    used = {**profile, "posts": [*profile.get("posts", ()), entry("posts", tags=["rural"])]}
    assert codes(desk.subject(used, programs), CHECKS) == hits


@pytest.mark.parametrize(
    ("more", "hit"),
    [
        ({"attractions": ["An opioid clinic with Calder Bay"]}, ("wrong-program", "Calder Bay")),
        ({"attractions": ["The ward in Leeds"]}, ("wrong-place", "Leeds")),
        ({"letters": {"addressee": "Dear Dr Osterhaus"}}, ("wrong-person", "Osterhaus")),
        ({"letters": {"addressee": "Dear Dr Tollan"}}, ("name-misspelt", "Tollan")),
        ({"letters": {"form": [{"label": "Way", "text": "Through ERAS, with your letter of recommendation"}]}},
         ("wrong-portal", "ERAS")),
        ({"statement": {"sections": [{"id": "why", "prompts": ["What draws you to Calder Bay?"]}]}},
         ("wrong-program", "Calder Bay")),
        ({"letters": {"addressee": "Dear Dr Tolan"}}, None),
        ({"name": "Fellowship with Calder Bay", "extras": ["Form in MyERAS"]}, None),
    ],
)  # fmt: skip
def test_what_the_file_of_a_program_says(desk: Desk, more: Mapping[str, Any], hit: tuple[str, str] | None) -> None:
    subject = desk.subject(None, {**PROGRAMS, "harbour": {**HARBOUR, **more}})
    assert told(subject, *CHECKS) == ([(hit[0], "harbour.yaml", hit[1])] if hit else [])


@pytest.mark.parametrize("short", ["General", "National", "University"])
def test_a_short_name_that_many_names_hold(desk: Desk, short: str) -> None:
    other = {**LEEDS, "short": short, "institution": f"{short} Hospital of the North"}
    text = f"I come to {short} for it, not to the {short} Medical Council; {short.lower()} care. {short} care.\n"
    programs = {"harbour": HARBOUR, "other": other}
    subject = desk.subject(None, programs, {"harbour": f"## T {{#program}}\n\n{text}"})
    assert told(subject, *CHECKS) == [("wrong-program", "harbour.md", short)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Beim Essen habe ich gelernt. Das Essen war gut. Essen ist fertig.", []),
        ("In Essen möchte ich lernen.", ["wrong-place"]),
        ("Am Universitätsklinikum Essen arbeiten zwei Psychologinnen.", ["wrong-program"]),
        ("Frau Prof. Dr. Bingel leitet die Studie.", ["wrong-person"]),
        ("Bei Frau Bingel möchte ich lernen.", ["wrong-person"]),
    ],
)
def test_german_texts(desk: Desk, text: str, hits: list[str]) -> None:
    german = {"language": "de-DE", "country": "Deutschland", "name": "Schmerzmedizin"}
    essen = {"institution": "Universitätsklinikum Essen", "short": "UK Essen", "city": "Essen"}
    programs: dict[str, Any] = {
        "kiel": {**german, "institution": "Förde-Klinik", "short": "Förde", "city": "Kiel"},
        "essen": {**german, **essen, "director": {"name": "Prof. Dr. med. Ulrike Bingel"}},
    }
    subject = desk.subject(None, programs, {"kiel": f"## T {{#program}}\n\n{text}\n"})
    assert codes(subject, CHECKS) == hits


def test_a_time_zone_is_no_place_of_a_program(desk: Desk) -> None:
    zone = {"date": "2027-03-01", "time": "17:00", "zone": "Europe/London"}
    programs: dict[str, Any] = {"harbour": {**HARBOUR, "deadline": zone}, "leeds": {**LEEDS, "city": "London"}}
    subject = desk.subject(None, programs, {"harbour": "## T {#program}\n\nI want to train in London.\n"})
    assert codes(subject, CHECKS) == ["wrong-place"]


def test_names_within_names_of_the_same_house(desk: Desk) -> None:
    programs: dict[str, Any] = {"harbour": {**HARBOUR, "short": "UCH Pain"}, "other": {**PROGRAM, "short": "UCH"}}
    subject = desk.subject(None, programs, {"harbour": "## T {#program}\n\nI come to UCH, to Harbour Hospital.\n"})
    assert codes(subject, CHECKS) == []


def test_an_institution_with_an_article(desk: Desk) -> None:
    programs: dict[str, Any] = {"harbour": HARBOUR, "other": {**LEEDS, "institution": "The Alfred", "short": "TA"}}
    text = "## T {#program}\n\nI want to train at the Alfred. Patient Alfred is none.\n"
    assert told(desk.subject(None, programs, {"harbour": text}), *CHECKS) == [
        ("wrong-program", "harbour.md", "the Alfred")
    ]


# Nothing of the program --------------------------------------------------------------------------

_SECTIONS = ("opening", "specialty", "preparation", "scholarship", "contribution", "plan")
_FILLER = "The evening round taught me to ask before I act, and to write down what came of it. " * 2


def _statement(program: str, sections: tuple[str, ...] = _SECTIONS) -> str:
    parts = [*((name, _FILLER) for name in sections), ("program", program)]
    return "\n".join(f"## T {{#{name}}}\n\n{text}\n" for name, text in parts)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Yours is where I want to learn from a strong team with many patients.", True),
        ("The clinic for patients is near.", True),
        ("I want to come to HARBOUR.", False),
        ("I want to come to Cork.", False),
        ("I want to work with Dr Tolan.", False),
        ("I want to work with Orrell-Byrne.", False),
        ("I want to follow the intrathecal lists to the hospices.", False),
        ("I want to follow intrathecal lists.", True),
    ],
)
def test_a_statement_that_could_go_anywhere(desk: Desk, text: str, *, found: bool) -> None:
    subject = desk.subject(None, {"harbour": HARBOUR}, {"harbour": _statement(text)})
    assert told(subject, *CHECKS) == ([("no-program-fact", "harbour.md", text)] if found else [])


@pytest.mark.parametrize(
    ("rules", "where"),
    [
        ({}, "I come."),
        ({"sections": [{"id": "program"}, {"id": "why", "evidence": ["posts"]}]}, "I come."),
        ({"sections": [{"id": "plan"}, {"id": "program", "optional": True}]}, "I come."),
        ({"sections": [{"id": "aims", "evidence": ["posts", "program.attractions"]}, {"id": "plan"}]}, "Aims."),
        ({"sections": [{"id": "aims"}, {"id": "plan"}]}, "End."),
    ],
)
def test_nothing_of_the_program_is_told_where_it_is_to_be_spoken_of(
    desk: Desk, rules: Mapping[str, Any], where: str
) -> None:
    ids = [one["id"] for one in rules.get("sections", ())]
    texts = {"program": "I come.\n\nI stay.", "aims": "Aims.\n\nMore.", "why": "Why."}
    asked = [*(name for name in ids or (*_SECTIONS, "program") if name != "plan"), "plan"]
    parts = [f"## T {{#{name}}}\n\n{texts.get(name, _FILLER * 6)}\n" for name in asked]
    statement = {"harbour": "\n".join(parts) + "\nEnd.\n"}
    subject = desk.subject(None, {"harbour": {**HARBOUR, "statement": rules}}, statement)
    assert told(subject, *CHECKS) == [("no-program-fact", "harbour.md", where)]


def test_a_statement_that_is_not_whole_yet_may_say_so_later(desk: Desk) -> None:
    subject = desk.subject(None, {"harbour": HARBOUR}, {"harbour": _statement("I come.", _SECTIONS[1:])})
    assert codes(subject, CHECKS) == []


@pytest.mark.parametrize(
    ("rules", "hits"),
    [
        ({"sections": [{"id": "plan"}, {"id": "program"}, {"id": "gap", "optional": True}]}, ["no-program-fact"]),
        ({"sections": [{"id": "plan"}, {"id": "goals"}]}, []),
        ({"questions": [{"id": "plan", "question": "How do you work?"}]}, []),
    ],
)
def test_sections_that_a_program_sets(desk: Desk, rules: Mapping[str, Any], hits: list[str]) -> None:
    text = f"## T {{#plan}}\n\n{_FILLER * 6}\n\n## T {{#program}}\n\nI come.\n"
    subject = desk.subject(None, {"harbour": {**HARBOUR, "statement": rules}}, {"harbour": text})
    assert codes(subject, CHECKS) == hits


def test_what_all_share_tells_of_none(desk: Desk) -> None:
    shared = _statement("I want to follow the intrathecal lists to the hospices.")
    subject = desk.subject(None, {"harbour": HARBOUR, "calder": CALDER}, {"shared": shared})
    assert codes(subject, CHECKS) == ["no-program-fact"] * 2


# Names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "salutation", "given", "family"),
    [
        ("Miriam Osterhaus, MD", None, "Miriam", "Osterhaus"),
        ("Dr Miriam Osterhaus MD FRCA", None, "Miriam", "Osterhaus"),
        ("Clinical Associate Professor Ho Mei Fong", "Clinical Associate Professor Ho", "Mei Fong", "Ho"),
        ("Prof. Dr. med. Jörg Müller-Lüdenscheidt", None, "Jorg", "Muller Ludenscheidt"),
        ("Sean O'Brien", None, "Sean", "O Brien"),
        ("Dr Prosser", None, "", "Prosser"),
        ("Prof. Jan van der Berg", None, "Jan", "van der Berg"),
    ],
)
def test_the_parts_of_a_name(name: str, salutation: str | None, given: str, family: str) -> None:
    person = person_of(name, salutation)
    assert person is not None
    assert (" ".join(person.given), " ".join(person.family)) == (given, family)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Dr Samuel Quek's lists, and Associate Professor Farrow", ["Samuel Quek", "Farrow"]),
        ("A clinic led by Helen Adeyemi-Strand, and Ruth Abara's trial", ["Helen Adeyemi Strand", "Ruth Abara"]),
        ("Professor O'Brien and Dr Lim. Teaching is by all", ["O Brien", "Lim"]),
        ("Rounds by Pain Management, under British Law, in Johor Bahru's hospice", []),
        ("New York's trial, led by NHS England; Dr Hospital; run by nurses; Northern Ireland's cohort", []),
        ("Works with Essential Pain Management in South-East Asia", []),
        ("Dr van der Berg's list, and Dr de Silva of it; by van der hours", ["van der Berg", "de Silva"]),
    ],
)
def test_people_in_a_text(text: str, people: list[str]) -> None:
    found = people_in(words_of(text), FACILITIES, NO_PERSON)
    assert [" ".join(one.given + one.family) for one in found] == people


@pytest.mark.parametrize("name", ["Dr", "the program director", "佐藤さくら", "…"])
def test_what_is_no_name_of_a_person(name: str) -> None:
    assert person_of(name) is None


@pytest.mark.parametrize(
    ("written", "right", "expected"),
    [
        ("Osterhouse", "Osterhaus", True),
        ("Osterhasu", "Osterhaus", True),
        ("sOterhaus", "Osterhaus", True),
        ("Oosterhuas", "Osterhaus", True),
        ("Lindkvist", "Lindqvist", True),
        ("Lindqvists", "Lindqvist", False),
        ("Costerhaus", "Osterhaus", False),
        ("Osterberg", "Osterhaus", False),
        ("Farlew", "Farrow", False),
        ("Ho", "Hu", False),
        ("Mueller", "Muller", False),
        ("Tolan", "Tolan", False),
    ],
)
def test_slips_of_the_pen(written: str, right: str, *, expected: bool) -> None:
    assert slip(written, right, sure=True) is expected


# Any text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_have_none(name: str) -> None:
    assert codes(subject_of(sample(name), house(), DATE), CHECKS) == []


@pytest.mark.parametrize(
    "words",
    [
        "Calder Bay and ERAS in Leeds with Dr Osterhaus, your esteemed program. ",
        "Harbuor Harbor Lakesied Cladder Bay Dr Tollan Prof. Osterhuas ",
        "Ȧ́\u0301\u0300 ש\u05b8לום السلام 疼痛 \u200b\u202e e\u0301\u0301\u0301 ' ’ - . ",
        "your very highly truly world-class , and pain medical teaching university fellowship ",
        "Dr Dr Dr Prof. A. B. C. Ho Ho Ho ",
    ],
)
def test_long_texts_that_upset_careless_patterns_raise_nothing(desk: Desk, words: str) -> None:
    subject = desk.subject(None, PROGRAMS, {"harbour": "## T {#program}\n\nHere.\n"})
    text = words * (30_000 // len(words.split()))
    (passage,) = subject.texts["statement", "harbour"]
    long = type(passage)(text, passage.file, passage.where, passage.runs)
    grown = Subject(
        subject.profile, subject.programs, subject.today, subject.data, subject.program_data,
        {("statement", "harbour"): (long,), ("cover-letter", "harbour"): (type(passage)("", "f", "w", passage.runs),)},
    )  # fmt: skip
    assert set(codes(grown, CHECKS)) <= set(CODES)


def test_the_least_program_serves(desk: Desk) -> None:
    assert codes(desk.subject(None, {"harbour": {}, "other": {**PROGRAM, "short": "Ö"}}), CHECKS) == []
