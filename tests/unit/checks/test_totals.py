"""Numbers of procedures: more than the logbooks hold, no sum of theirs, and all that is no such claim."""

from __future__ import annotations

import pytest

from assembler.checks.consistency.totals import CHECKS
from tests.unit.checks.applications import Desk, told

ROWS = [
    {"procedure": "Greater occipital nerve block", "observed": 6, "supervised": 19, "solo": 8},
    {"procedure": "Onabotulinum toxin for chronic migraine", "observed": 11, "supervised": 7},
    {"procedure": "Labour epidural", "guidance": "landmark", "solo": 100, "taught": 10},
    {"procedure": "Coeliac plexus neurolysis", "observed": 4, "supervised": 1},
    {"procedure": "Facet radiofrequency (lumbar)", "supervised": 6},
    {"procedure": "Vertebroplasty", "supervised": 2},
]
MORE = [{"procedure": "Greater occipital nerve block", "solo": 10}, {"procedure": "Stimulator trial", "observed": 9}]


def log(rows: list[dict[str, object]]) -> dict[str, object]:
    return {"source": "Log", "start": "2024", "end": "2025", "rows": rows}


def beyond(desk: Desk, text: str, *, more: bool = False) -> list[str]:
    """What is marked of a statement that says `text`."""
    logbooks = [log(ROWS), *([log(MORE)] if more else [])]
    subject = desk.subject({"logbooks": logbooks}, statements={"harbour": f"## Work {{#preparation}}\n\n{text}\n"})
    found = told(subject, *CHECKS)
    assert all((code, file) == ("totals-disagree", "harbour.md") for code, file, _ in found)
    return [marked for _, _, marked in found]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("I have done 34 greater occipital nerve blocks.", "34 greater occipital nerve blocks"),
        ("I have done 40 occipital nerve blocks, 8 of them alone.", "40 occipital nerve blocks"),
        ("I have done 27 occipital nerve blocks, 9 of them alone.", "9 of them alone"),
        ("I have done 27 occipital nerve blocks, nine without supervision.", "nine without supervision"),
        ("I independently performed 20 occipital nerve blocks.", "20 occipital nerve blocks"),
        ("I have done 12 solo occipital nerve blocks.", "12 solo occipital nerve blocks"),
        ("40 ultrasound-guided **occipital** nerve blocks.", "40 ultrasound-guided **occipital** nerve bl"),
        ("In our clinic I did forty-one occipital nerve blocks.", "forty-one occipital nerve blocks"),
        ("I did more than 40 occipital blocks under supervision.", "40 occipital blocks"),
        ("I did about 60 occipital nerve blocks.", "60 occipital nerve blocks"),
        ("I did 140 labor epidurals.", "140 labor epidurals"),
        ("I did 1,204 labour epidurals.", "1,204 labour epidurals"),
        ("I have given 20 onabotulinum toxin injections.", "20 onabotulinum toxin"),
        ("I saw 8 celiac plexus neurolyses.", "8 celiac plexus neurolyses"),
        ("I did 9 facet radiofrequency procedures.", "9 facet radiofrequency"),
        ("I saw 3 vertebroplasties.", "3 vertebroplasties"),
        ("I did occipital nerve blocks (40) and labour epidurals (100, 120 alone).", "occipital nerve blocks (40"),
        ("My work includes occipital nerve blocks (n = 40).", "occipital nerve blocks (n = 40"),
        ("Most of the 40 occipital nerve blocks in my register were on Mondays.", "40 occipital nerve blocks"),
        ("My logbook holds 412 interventional procedures.", "412 interventional procedures"),
        ("My logbook lists 412 cases.", "412 cases"),
        ("I have done 412 procedures in total.", "412 procedures"),
    ],
)
def test_a_number_is_more_than_the_logbooks_hold(desk: Desk, text: str, marked: str) -> None:
    assert beyond(desk, text) in ([marked], [marked, "120 alone"])


@pytest.mark.parametrize(
    "text",
    [
        "I have done 33 occipital nerve blocks, 8 of them alone.",
        "I have done 12 occipital nerve blocks this year.",
        "At most 40 occipital nerve blocks were on Mondays.",
        "Most of the 40 occipital nerve blocks in the register were on Mondays.",
        "I have done over 30 occipital nerve blocks.",
        "I have done about 40 occipital nerve blocks.",
        "I have done up to 40 occipital nerve blocks.",
        "I have done fewer than 40 occipital nerve blocks.",
        "I have done 30 to 40 occipital nerve blocks.",
        "My unit does 900 labour epidurals a year.",
        "Your fellows do 300 occipital nerve blocks.",
        "I know that your fellows do 300 occipital nerve blocks.",
        "I want to do 200 occipital nerve blocks with you.",
        "We audited 300 labour epidurals, and I presented it.",
        "I treated 400 occipital nerve block patients.",
        "I have done 40 lesser occipital nerve blocks.",
        "I have done lesser occipital nerve blocks (40).",
        "I have done 400 nerve blocks.",
        "I have done 400 epidurals.",
        "In 2024 occipital nerve blocks were new to me.",
        "Of 12 of 40 occipital nerve blocks I learned most.",
        "I chose step 40. Occipital nerve blocks came later.",
        "Four hospitals, 2,604 logged cases.",
        "I have seen 412 procedures.",
        "The logbook was empty, and 412 nurses came.",
        "I gave 40 mg in occipital nerve blocks.",
        "The dose fell by 40% in labour epidurals (100%).",
        "I had one occipital nerve block.",
    ],
)
def test_a_number_that_claims_no_more_is_no_fault(desk: Desk, text: str) -> None:
    assert beyond(desk, text) == []


def test_all_logbooks_count_together(desk: Desk) -> None:
    text = "I have done 43 occipital nerve blocks, 18 of them alone, and watched 9 stimulator trials."

    assert beyond(desk, text, more=True) == []


# ROWS hold 174, of which 21 were observed and 10 taught; MORE hold 19, of which 9 were observed.


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("My logbooks hold 184 procedures.", "184 procedures"),
        ("My two logbooks now contain 184 logged procedures, 12 of them alone.", "184 logged procedures"),
        ("Together, these logbooks record 174 cases.", "174 cases"),
        ("My register holds 190 procedures in all.", "190 procedures"),
        ("My logbook counts 33 procedures.", "33 procedures"),
        ("My register holds 230 procedures.", "230 procedures"),
    ],
)
def test_what_the_logbooks_hold_is_a_sum_of_theirs(desk: Desk, text: str, marked: str) -> None:
    assert beyond(desk, text, more=True) == [marked]


@pytest.mark.parametrize(
    "text",
    [
        "My logbooks hold 193 procedures.",
        "My logbooks hold 163 procedures beside those that I watched.",
        "My logbooks hold 183 procedures without those that I taught.",
        "My logbook holds 174 procedures.",
        "My logbook holds 10 procedures.",
        "My logbooks hold over 180 procedures.",
        "My logbooks hold nearly 190 procedures.",
        "My logbooks hold 120 procedures from training.",
        "My logbooks hold 120 procedures that I did alone.",
        "My logbooks of 2024 hold 120 procedures.",
        "My logbooks hold 30 nerve blocks.",
        "Your fellows' logbooks hold 120 procedures.",
        "The register holds 120 procedures.",
    ],
)
def test_what_is_a_sum_or_a_part_or_a_round_number_is_no_fault(desk: Desk, text: str) -> None:
    assert beyond(desk, text, more=True) == []


@pytest.mark.parametrize(
    ("text", "period", "marked"),
    [
        ("Three wards; 180 logged procedures.", {}, ["180 logged procedures"]),
        ("180 procedures logged on three wards.", {}, ["180 procedures logged"]),
        ("In a programme of three wards, 180 logged procedures.", {}, ["180 logged procedures"]),
        ("Three wards; 174 logged procedures.", {}, []),
        ("Three wards; 90 logged procedures.", {}, []),
        ("Three wards; 193 logged procedures.", {}, []),  # both logbooks
        ("Three wards; about 180 logged procedures.", {}, []),
        ("Three wards with 180 procedures.", {}, []),
        ("A unit of 180 logged procedures a year.", {}, []),
        ("Three wards; 180 logged procedures.", {"end": "2026"}, []),  # the other logbook lies within it, too
        ("Three wards; 180 logged procedures.", {"start": "2025"}, []),  # the logbook begins before
    ],
)
def test_what_was_logged_in_a_training_is_in_the_logbook_of_its_time(
    desk: Desk, text: str, period: dict[str, str], marked: list[str]
) -> None:
    training = {"title": "Resident", "start": "2023", "end": "2025-12", "bullets": [text]} | period
    later = log(MORE) | {"start": "2026", "end": "2026"}

    found = told(desk.subject({"training": [training], "logbooks": [log(ROWS), later]}), *CHECKS)

    assert found == [("totals-disagree", "profile.yaml", each) for each in marked]


def test_a_finding_tells_the_sum(desk: Desk) -> None:
    text = "## Work {#preparation}\n\nI have done 27 occipital nerve blocks,\n9 of them alone.\n"

    subject = desk.subject({"logbooks": [log(ROWS)]}, statements={"harbour": text})

    (one,) = CHECKS[0](subject)
    assert one.message == (
        "'9 of them alone' is more than the logbooks hold: 8 alone or taught of 'Greater occipital nerve block'"
    )


def test_texts_of_the_profile_and_of_a_program_are_looked_at_but_no_study_is(desk: Desk) -> None:
    claim = "40 occipital nerve blocks, 8 alone."
    long = f"{'A long beginning of what was learned there, with much besides. ' * 4}{claim}"
    sections = {
        "logbooks": [log(ROWS)],
        "posts": [
            {"title": "Registrar", "start": "2024", "end": "present", "bullets": [claim, {"id": "b", "text": long}]},
        ],
        "improvement": [{"title": "Audit", "start": "2024", "baseline": claim}],
    }
    program = {"texts": [{"entry": "b", "text": claim}], "attractions": [claim]}

    found = told(desk.subject(sections, {"harbour": program}), *CHECKS)

    assert [file for _, file, _ in found] == ["profile.yaml", "profile.yaml", "harbour.yaml"]
    assert found[0][2] == found[2][2] == "40 occipital nerve blocks"


def test_without_a_logbook_nothing_is_told(desk: Desk) -> None:
    text = "## Work {#preparation}\n\nI have done 40 occipital nerve blocks.\n"

    assert told(desk.subject(statements={"harbour": text}), *CHECKS) == []
