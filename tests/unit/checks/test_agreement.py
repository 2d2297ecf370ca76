"""Dates in statements against the profile: which the sentence ties to one name, and which it does not."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.checks.consistency.agreement import CHECKS
from tests.unit.checks.applications import Desk, told

CAREER: dict[str, Any] = {
    "education": [
        {"qualification": "Doctor of Medicine", "institution": "Universiti Selat", "start": "2009-09", "end": "2014-08"}
    ],
    "posts": [
        {
            "title": "Senior Registrar",
            "institution": "Alder University Hospital",
            "department": "Pain Clinic",
            "city": "Dublin",
            "country": "Ireland",
            "start": "2022-07-01",
            "end": "2025-06-30",
        },
        {
            "title": "Locum",
            "institution": "Quill Fen District Hospital",
            "start": "2016-09",
            "end": "2018-05",
        },
        {
            "title": "House Officer, six postings",
            "institution": "Hospital Bukit Cempaka",
            "start": "2014-08-04",
            "end": "2016-08-03",
        },
    ],
    "training": [
        {"title": "Resident in Neurology", "institution": "Geniko Nosokomeio", "start": "2018-06", "end": "2022-05"}
    ],
    "experience": [
        {"title": "Headache clinic", "institution": "Geniko Nosokomeio", "start": "2021-03", "end": "2022-05"},
        {"title": "Hospice visits", "institution": "Teratai Hospice", "start": "2021-09", "weeks": 4},
    ],
    "examinations": [{"name": "MCAI (membership), written", "date": "2017-09"}, {"name": "Step One", "date": "2019"}],
    "certification": [
        {"name": "Diploma in Pain", "date": "2023"},
        {"name": "Life Support", "date": "2025", "expires": "2029"},
    ],
    "publications": [{"authors": ["Corr AB"], "title": "A paper", "journal": "Selat J Anaesth", "date": "2023"}],
}


def found(desk: Desk, text: str, name: str = "harbour") -> list[str]:
    """What is marked in a statement that says `text`."""
    subject = desk.subject(CAREER, statements={name: f"## Work {{#preparation}}\n\n{text}\n"})
    all_found = told(subject, *CHECKS)
    assert all((code, file) == ("dates-disagree", f"{name}.md") for code, file, _ in all_found)
    return [marked for _, _, marked in all_found]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("I joined Alder University Hospital in 2019.", "2019"),
        ("In March 2019 I joined Alder University Hospital.", "March 2019"),
        ("I joined Alder University Hospital in May 2022.", "May 2022"),
        ("Since 2019 I have worked at Alder University Hospital.", "2019"),
        ("I've been working at the Alder University Hospital since early 2019.", "2019"),
        ("I worked at Alder University Hospital in Dublin from 2019 to 2025.", "2019"),
        ("I worked at Alder University Hospital, Dublin, from 2018 to 2020.", "2018 to 2020"),
        ("I worked as a registrar at Alder University Hospital (2018-2024).", "2018"),
        ("I worked as a registrar at **Alder University Hospital** (2018–19).", "2018–19"),
        ("From 2015 to 2017 I trained in neurology at Geniko Nosokomeio.", "2015 to 2017"),
        ("At Hospital Bukit Cempaka from 2010 to 2012, I learned to listen.", "2010 to 2012"),
        ("From 2010 to 2012 at Hospital Bukit Cempaka, I learned to listen.", "2010 to 2012"),
        ("As a junior resident at Geniko Nosokomeio in 2016, I learned to listen.", "2016"),
        ("I graduated from Universiti Selat in 2016.", "2016"),
        ("I graduated from Universiti Selat in 2012.", "2012"),
        ("I received my Doctor of Medicine in 2013.", "2013"),
        ("I graduated in 2016 from Universiti Selat.", "2016"),
        ("I qualified from medical school in 2016 and moved.", "2016"),
        ("I completed my residency at Geniko Nosokomeio in March 2023.", "March 2023"),
        ("My residency at Geniko Nosokomeio began in 2015.", "2015"),
        ("During my residency at Geniko Nosokomeio (2014-2016) I learned.", "2014-2016"),
        ("I spent four years at Geniko Nosokomeio (2014-2017).", "2014-2017"),
        ("In 2016 I started as a resident at Geniko Nosokomeio.", "2016"),
        ("I left Hospital Bukit Cempaka in 2019.", "2019"),
        ("I have been at Alder University Hospital since 2019.", "2019"),
        ("I worked at Geniko Nosokomeio until 2024.", "2024"),
        ("I trained at Hospital Bukit Cempaka from 2014 to 2016 and at Geniko Nosokomeio in 2012.", "2012"),
        ("Seit 2019 arbeite ich am Alder University Hospital.", "2019"),
        ("I was a House Officer in 2010.", "2010"),
        ("I have been Senior Registrar since 2019.", "2019"),
        ("I was appointed Senior Registrar in 2020.", "2020"),
        ("Since March 2019 I have run our headache clinic every second Wednesday.", "March 2019"),
        ("I started the headache clinic in 2017.", "2017"),
        ("I worked at Teratai Hospice in 2023.", "2023"),
        ("I passed the MCAI in 2015.", "2015"),
        ("In 2016, I passed Step One on the first attempt.", "2016"),
        ("I earned my Doctor of Medicine in 2016.", "2016"),
        ("I gained the Diploma in Pain in 2021.", "2021"),
        ("At Alder University Hospital I have led the ward round since 2019.", "2019"),
        ("In Dublin, at Alder University Hospital, I've led the ward round since May 2020.", "May 2020"),
        ("At Quill Fen I was alone at night from 2010 to 2012.", "2010 to 2012"),
        ("Since March 2019 I have spent half of my week at Teratai Hospice.", "March 2019"),
        ("In 2018 I spent four weeks at Teratai Hospice.", "2018"),
        ("For four weeks of 2018 I was at Teratai Hospice.", "2018"),
        ("I trained in Dublin until 2022, and went back to Hospital Bukit Cempaka until 2023.", "2023"),
        ("I came back to Alder University Hospital as a consultant in 2026.", "2026"),
        ("I worked at Alder University Hospital as a registrar until the end of 2025.", "2025"),
        ("I joined Alder University Hospital at the beginning of 2022.", "2022"),
        ("I hold the Doctor of Medicine (2013) and a licence.", "2013"),
        ("Doctor of Medicine (2016), Universiti Selat.", "2016"),
        ("I worked at Quill Fen from 2010 to 2012.", "2010 to 2012"),
        ("I left Quill Fen in 2014.", "2014"),
        ("We have published the audit in Selat J Anaesth in 2019.", "2019"),
        ("Our audit was published in Selat J Anaesth (2019).", "2019"),
    ],
)
def test_a_date_lies_outside_all_that_the_profile_has(desk: Desk, text: str, marked: str) -> None:
    assert found(desk, text) == [marked]


@pytest.mark.parametrize(
    "text",
    [
        # as the profile has it, by some reading
        "I joined Alder University Hospital in July 2022.",
        "I have worked at Alder University Hospital since 2022.",
        "I was at Geniko Nosokomeio from 2018 to 2022.",
        "I graduated from Universiti Selat in 2014.",
        "I studied at Universiti Selat in 2012.",
        "In 2014 I graduated from Universiti Selat and joined Hospital Bukit Cempaka.",
        "I left Geniko Nosokomeio in May 2022.",
        "I passed the MCAI in 2017.",
        "Since March 2021 I have run our headache clinic.",
        # of others, or of the place itself
        "Hospital Bukit Cempaka opened its clinic in 2005.",
        "Universiti Selat was founded in 1972.",
        "My father worked at Hospital Bukit Cempaka in 1985.",
        "I met Dr Kinsella, who has worked at Alder University Hospital since 2005.",
        "I admired his training at Geniko Nosokomeio in 2010.",
        "In 2013 the team at Geniko Nosokomeio wrote a guideline, and I use it.",
        "The trial at Alder University Hospital (2010-2014) changed how I work.",
        "He was known as a teacher at Geniko Nosokomeio in 2010, and I liked him.",
        "I read the paper of Smith, published in Selat J Anaesth in 2010.",
        "Our headache clinic has existed since 1998.",
        # no post
        "I visited Alder University Hospital in 2019.",
        "I attended a course at Alder University Hospital in 2018.",
        "I worked at Geniko Nosokomeio in 2010 as a student.",
        "I didn't work at Geniko Nosokomeio in 2010.",
        "Since 2019 I have wanted to work at Alder University Hospital.",
        "I passed Life Support in 2018.",
        # another place, or the program's own
        "I worked at Royal Alder University Hospital in 2019.",
        "I worked at Hospital Bukit Cempaka Utara in 2019.",
        "I worked at the School of Universiti Selat in 2019.",
        "I was a House Officer in 2010 at St Elsewhere.",
        "I worked at Harbour Hospital in 2010.",
        # the date is another one's
        "In 2019 I decided to leave and two years later joined Alder University Hospital.",
        "I left for Ireland in 2017 and joined Alder University Hospital five years later.",
        "I worked at Alder University Hospital, and in 2026 I came home.",
        "Before joining Alder University Hospital in 2022, I trained at Geniko Nosokomeio.",
        "Since 2014 I have worked at Hospital Bukit Cempaka, Geniko Nosokomeio and Alder University Hospital.",
        "I trained at Hospital Bukit Cempaka and at Geniko Nosokomeio from 2014 to 2022.",
        "By 2021 I had worked at Hospital Bukit Cempaka and Geniko Nosokomeio.",
        "We treated at Alder University Hospital in 2000 patients.",
        "I worked at Hospital Bukit Cempaka. In 2019 I taught at a school.",
        # far behind the name, and of something else
        "At Alder University Hospital, opened in 1912, I have learned much.",
        "At Alder University Hospital I use a chart that has been in use since 2010.",
        "At Alder University Hospital I have led the ward round since 2023.",
        "At Quill Fen I was alone at night from 2016 to 2018.",
        "At Quill Fen I have read the charts of falls from 2010 to 2012.",
        "At Quill Fen I read the charts of falls from 2010 to 2012.",
        "At Alder University Hospital we have had a round since 2010.",
        # a visit, a stay that is not told as one
        "In 2018 I spent four days at Teratai Hospice.",
        "In 2018 I went back to Teratai Hospice in Cork, for a course.",
        "In 2018 I went to Teratai Hospice.",
        "She trained in Dublin until 2022, and went back to Hospital Bukit Cempaka until 2023.",
        # the end of a post, and the end of a year
        "I worked at Alder University Hospital as a registrar until the middle of 2025.",
        "I worked at Hospital Bukit Cempaka since late 2014.",
        "I joined Alder University Hospital in early 2022.",
        # degrees
        "I hold the Doctor of Medicine (2014).",
        "Doctor of Medicine (2009 to 2014), Universiti Selat.",
        "Dr Lim, Doctor of Medicine (1998), taught me.",
        "I learned from the Doctor of Medicine (2018) curriculum.",
        # short names: of a town, of a longer one, of another's
        "I lived in Quill Fen from 2010 to 2012.",
        "I worked in Quill Fen from 2010 to 2012.",
        "I worked at Quill Fen Hospice from 2010 to 2012.",
        "Quill Fen is to have a clinic since 2010.",
        "I worked at Quill Fen in 2017.",
        # still to come
        "I will join Hospital Bukit Cempaka in 2028.",
        "I return to Hospital Bukit Cempaka in 2028.",
    ],
)
def test_a_date_that_agrees_or_is_not_tied_to_the_name_is_no_fault(desk: Desk, text: str) -> None:
    assert found(desk, text) == []


def test_who_leaves_at_the_end_of_a_year_may_tell_of_the_next(desk: Desk) -> None:
    post = {"title": "Registrar", "institution": "Alder Hospital", "start": "2018-01-01", "end": "2019-12-31"}
    text = "## Work {#preparation}\n\nI left Alder Hospital in 2020.\n"

    assert told(desk.subject({"posts": [post]}, statements={"harbour": text}), *CHECKS) == []


@pytest.mark.parametrize(
    ("start", "end", "year", "marked"),
    [("2018", "2019", "2020", ["2020"]), ("2018", "present", "2026", []), ("2018", None, "2022", [])],
)
def test_a_period_is_read_as_long_as_it_can_be(
    desk: Desk, start: str, end: str | None, year: str, marked: list[str]
) -> None:
    post = {"title": "Registrar", "institution": "Alder Hospital", "start": start} | ({"end": end} if end else {})
    text = f"## Work {{#preparation}}\n\nI worked at Alder Hospital in {year}.\n"

    found_here = told(desk.subject({"posts": [post]}, statements={"harbour": text}), *CHECKS)

    assert [text for _, _, text in found_here] == marked


def test_a_shared_text_is_told_once_and_the_profile_is_quoted(desk: Desk) -> None:
    programs = {"harbour": {}, "inlet": {"institution": "Inlet Hospital", "short": "Inlet"}}
    text = "## Work {#preparation}\n\nI joined Geniko Nosokomeio\nin 2016, after a year in Cork.\n"

    subject = desk.subject(CAREER, programs, {"shared": text})

    (one,) = CHECKS[0](subject)
    assert one.message == (
        "'2016' beside 'Geniko Nosokomeio', for which the profile has 2018-06 to 2022-05 and 2021-03 to 2022-05"
    )
    assert one.mark is not None
    assert (one.mark.line, one.mark.column, one.mark.length) == (4, 4, 4)


def test_cover_letters_are_looked_at_too(desk: Desk) -> None:
    subject = desk.subject(
        CAREER,
        {"harbour": {"documents": ["cv", "statement", "cover-letter"]}},
        {"harbour.cover-letter": "## Post {#position}\n\nI joined Geniko Nosokomeio in 2016.\n"},
    )

    assert told(subject, *CHECKS) == [("dates-disagree", "harbour.cover-letter.md", "2016")]


@pytest.mark.parametrize(
    ("more", "marked"),
    [
        ({}, ["2010"]),
        ({"city": "Quill Fen"}, []),
        ({"institution": "University of Quill Fen", "start": "2009", "end": "2011"}, []),
    ],
)
def test_a_short_name_may_be_that_of_a_town_or_of_two_places(
    desk: Desk, more: dict[str, Any], marked: list[str]
) -> None:
    post = {"title": "Registrar", "institution": "Quill Fen Hospital", "start": "2018", "end": "2019"}
    other = {"title": "Nurse", "institution": "Birch Hospital", "start": "2005", "end": "2006"} | more
    text = "## Work {#preparation}\n\nI worked at Quill Fen in 2010.\n"

    seen = told(desk.subject({"posts": [post, other]}, statements={"harbour": text}), *CHECKS)

    assert [text for _, _, text in seen] == marked


def test_a_course_at_a_place_is_a_time_there(desk: Desk) -> None:
    course = {"title": "Skills", "body": "Alder University Hospital", "date": "2019-05"}
    text = "## Work {#preparation}\n\nIn 2019 I was at Alder University Hospital.\n"

    assert told(desk.subject(CAREER | {"courses": [course]}, statements={"harbour": text}), *CHECKS) == []
