from __future__ import annotations

from typing import Any

import pytest

from assembler.checks.patients import CHECKS
from assembler.checks.patients.counts import patient_rare, small_count
from assembler.checks.patients.dates import patient_age, patient_date
from assembler.checks.patients.numbers import patient_contact, patient_record
from assembler.checks.patients.people import patient_initials, patient_place
from assembler.checks.patients.sentences import sentence_starts
from assembler.checks.patients.texts import CANNOT
from assembler.checks.subject import Subject
from assembler.diagnostics import Severity
from assembler.passages import Passage
from tests.people import REFEREE, entry, profile, program
from tests.unit.checks.applications import TODAY, Desk, codes, told

OPENING = "## Opening {#opening}\n\n"

RECORDS = [
    ("I remember the number on her wristband, MRN 00482913.", "MRN 00482913"),
    ("One patient, MRN: HK-2039411, came each month.", "MRN: HK-2039411"),
    ("Her hospital number H1234567 was on the form.", "hospital number H1234567"),
    ("A man in his fifties (hospital no. 7734120) came.", "hospital no. 7734120"),
    ("His chart number, 558201, is still in my notebook.", "chart number, 558201"),
    ("Her record number was A-120934.", "record number was A-120934"),
    ("NHS number 943 476 5919 was on the form.", "NHS number 943 476 5919"),
    ("A woman came. She gave 943 476 5919 and went.", "943 476 5919"),
    ("She was case no. 4521 in our register.", "case no. 4521"),
    ("Case #20193 taught me much.", "Case #20193"),
    ("A woman of sixty, S1234567D, came to us.", "S1234567D"),
    ("The patient (123-45-6789) waited.", "123-45-6789"),
    ("Die Patientin (Fallnummer 4523311) kam.", "Fallnummer 4523311"),
]
DATES = [
    ("On 12 March 2024 a woman came to our clinic.", "12 March 2024"),
    ("A woman came to our clinic on March 12th.", "March 12th"),
    ("A man was admitted on 12/03/2024 with pain.", "12/03/2024"),
    ("A man was admitted on 2024-03-12 with pain.", "2024-03-12"),
    ("A man with cancer pain was implanted on 05.11.2024.", "05.11.2024"),
    ("On Christmas Day a man with burns was brought in.", "Christmas Day"),
    ("A 45-year-old presented on 12 March 2024 with pain.", "12 March 2024"),
    ("I met the patient on the second of May.", "the second of May"),
    ("The patient has had pain since 12 March 2023.", "12 March 2023"),
    ("She was a widow, and on 12 Sept. she fell.", "12 Sept."),
    ("A woman in her sixties came. I gave her three blocks. On 3 May she died.", "3 May"),
    ("A woman in her sixties came. The amputation was on 3 May.", "3 May"),
    ("I saw Dr. Lim's patient, e.g. on 3 May, at home.", "3 May"),
    ("Eine Frau kam am 12. März 2024 zu uns.", "12. März 2024"),
]
AGES = [
    ("A 92-year-old man came.", "92-year-old"),
    ("A 101 year old woman in hospital wept.", "101 year old"),
    ("A woman aged 91 came.", "aged 91"),
    ("She walked again at the age of 94.", "age of 94"),
    ("A ninety-four-year-old farmer came.", "ninety-four-year-old"),
    ("At ninety-two she walked in alone.", "At ninety-two"),
    ("She was in her nineties.", "in her nineties"),
    ("She was in her late 90s.", "in her late 90s"),
    ("I treated a centenarian.", "centenarian"),
    ("A woman of 93 taught me this.", "woman of 93"),
    ("A widow (93) came.", "widow (93"),
    ("She was 95 and still gardened.", "She was 95"),
    ("We missed her 95th birthday.", "her 95th birthday"),
    ("A woman born in 1930 came.", "born in 1930"),
    ("Eine 92-jährige Patientin kam.", "92-jährige"),
    ("The oldest of these patients was 94.", "oldest of these patients was 94"),
    ("We saw 61 patients, the youngest 19 and the oldest 94.", "oldest 94"),
    ("The eldest woman there had turned ninety-three, and danced.", "eldest woman there had turned ninety-three"),
    ("At 94 the oldest patient of the list went home.", "At 94"),
]
INITIALS = [
    ("Mrs X told me this.", "Mrs X"),
    ("Mr. B. could not sit.", "Mr. B."),
    ("I met Mr. B. She said no.", "Mr. B."),
    ("Mrs Tan had lost her leg. She was my patient.", "Mrs Tan"),
    ("I first met Mr. Hargreaves after his amputation.", "Mr. Hargreaves"),
    ("Mrs Okafor, a retired nurse, was a patient in her sixties.", "Mrs Okafor"),
    ("Ms Delgado had lived with pain for eleven years.", "Ms Delgado"),
    ("I saw patient J.S. on the ward.", "J.S."),
    ("I remember a trauma patient, MJ, who wept.", "MJ"),
    ("Another patient, Delia, who had a stoma, laughed.", "Delia"),
    ("I cared for a man, GK, admitted for his foot.", "GK"),
    ("Baby A.R. was born that spring.", "A.R."),
    ("J.K., a 45-year-old, came.", "J.K."),
    ("AB was a 60-year-old woman.", "AB"),
    ("S.P. was a single mother.", "S.P."),
    ("When M.R. lost her job, her pain grew.", "M.R."),
    ("I treated a patient named Maria for years.", "Maria"),
    ("Frau M. konnte nicht sitzen.", "Frau M."),
]
CONTACTS = [
    ("The patient rang from +44 7700 900123.", "+44 7700 900123"),
    ("The patient's number was 555-123-4567.", "555-123-4567"),
    ("The patient's daughter answers on (555) 012-3456.", "(555) 012-3456"),
    ("A woman wrote from jane.d@example.net twice.", "jane.d@example.net"),
    ("The man gave me his number, 087 555 0123, to call.", "087 555 0123"),
    ("A widow lived at 14 Baker Street alone.", "14 Baker Street"),
    ("A widow lived in Baker Street alone.", "lived in Baker Street"),
    ("A man from BS8 1TH came.", "BS8 1TH"),
    ("Die Patientin wohnte in der Lindenstraße 12.", "Lindenstraße 12"),
    ("His wife wrote to me afterwards from marva.ellis@example.net.", "marva.ellis@example.net"),
    ("Her son would e-mail me from jo@example.net.", "jo@example.net"),
    ("A man came. We spoke. I waited. It was May. A letter from jo@example.net thanked us.", "jo@example.net"),
]
PLACES = [
    ("A farmer from Kalami came.", "Kalami"),
    ("A 45-year-old from Ballyvaughan came.", "Ballyvaughan"),
    ("A mother of three from Ballydehob came.", "Ballydehob"),
    ("A fisherman from the island of Foula came.", "Foula"),
    ("A woman from the village of Kato Vrontou came.", "Kato Vrontou"),
    ("I treated a woman in the hamlet of Ardara.", "Ardara"),
    ("A man came to me. He had come from the island of Tilos.", "Tilos"),
    ("A patient who lived in Kalami taught me this.", "Kalami"),
    ("Two sisters from Tilos came.", "Tilos"),
    ("One patient was the only shopkeeper in Guava Ridge.", "Guava Ridge"),
    ("A widow came, the last lacemaker of Little Fenwick.", "Little Fenwick"),
    ("A patient came to me. She was the only midwife in Kalami.", "Kalami"),
    ("I treated a man who was mayor once, the postmaster of Kalami.", "Kalami"),
]
RARE = [
    ("I met a man with erythromelalgia at Harbour View Hospital in 2024.", "erythromelalgia"),
    ("In March a woman with stiff person syndrome came to the Oakfield Clinic.", "stiff person syndrome"),
    ("A boy with Fabry disease was with us. That was in 2022, at St James's Hospital.", "Fabry disease"),
    ("In 2022 I was at Oakfield Hospital. A man with Fabry disease came there each week.", "Fabry disease"),
    ("A man with Fabry disease came in 2022. I was at Oakfield Hospital.", "Fabry disease"),
    ("In 2023 I saw a man with acute intermittent porphyria at Lakeside House.", "acute intermittent porphyria"),
]
COUNTS = [
    ("Two of our patients on Ward 7 died.", "Two of our patients"),
    ("Three of 41 patients at Oakfield Hospital died.", "Three of 41 patients"),
    ("Three deaths on Ward 7 made us look.", "Three deaths"),
    ("We had two opioid overdoses at Oakfield Hospital.", "two opioid overdoses"),
    ("3 children with cancer pain at Oakfield Hospital were my first.", "3 children with cancer"),
    ("There were four serious complications at Lakeside House.", "four serious complications"),
    ("At Hope Gully Hospice two patients had an infected catheter.", "two patients"),
    ("Three women at Oakfield Hospital developed deep wound infections.", "Three women"),
    ("Of those at Oakfield Hospital one patient had a dural puncture.", "one patient"),
    ("At Oakfield Hospital I saw 61 people, 2 of them with phantom limb pain.", "2 of them with phantom limb pain"),
]
HITS = [
    *((patient_record, "patient-record", *one) for one in RECORDS),
    *((patient_date, "patient-date", *one) for one in DATES),
    *((patient_age, "patient-age", *one) for one in AGES),
    *((patient_initials, "patient-initials", *one) for one in INITIALS),
    *((patient_contact, "patient-contact", *one) for one in CONTACTS),
    *((patient_place, "patient-place", *one) for one in PLACES),
    *((patient_rare, "patient-rare", *one) for one in RARE),
    *((small_count, "small-count", *one) for one in COUNTS),
]
HERE = {"posts": [entry("posts", institution="Lakeside House", city="Ardmore", supervisor="Mr Ruane")]}


@pytest.mark.parametrize(("check", "code", "text", "marked"), HITS)
def test_what_may_tell_who_a_patient_is_gets_marked_once(
    desk: Desk, check: Any, code: str, text: str, marked: str
) -> None:
    subject = desk.subject(HERE, statements={"harbour": f"{OPENING}{text}\n"})
    assert told(subject, check) == [(code, "harbour.md", marked)]
    assert codes(subject, CHECKS) == [code]


INNOCENT = """
NCT01234567 was our trial, ISRCTN12345678 the other, and the patient consented.
The doi is 10.1234/abc.123456 and PMID 31234567 tells of one patient.
A cohort (n = 1200), grant number 123456, and a woman in room 4, bed 12.
Case 3 was a woman with CRPS. Patient numbers rose from 1200 to 1500.
Ethics case number 202145 covers the patient interviews.
In March 2024 a woman came to us, and she came back in 2025.
In May 12 women and one man came.
On 1 August 2025 I took over the clinic, and the first patient was already waiting.
The clinic, opened on 2 May 2024, sees one patient an hour.
One patient taught me this. I sat the exam on 12 March 2024.
On 12 March 2024 I passed the examination; a patient had taught me why.
The course of 4 May 2024 taught me what a patient wants.
I presented the case of a woman with CRPS at the annual meeting on 12 March 2024.
I spoke at the Patient Safety Congress on 3 May 2024.
I led a patient and public involvement day on 3 May 2024.
I began at the Children's Hospital on 3 July 2023.
I returned on 10 July 2023 to a clinic where one patient had waited for me.
My first child was born on 12 March 2023. My mother was a patient, and died on 3 May 2019.
Since 3 May 2024 our patients keep a diary, and I have run the clinic since then.
Audit of 148 patients between 1 March and 31 May 2023.
I am patient with people, on 12 March 2024 too.
We were there 24/7/365, and the patient scored 3/10.
An 89-year-old woman came. A woman born in 1960 came.
95 patients came, on 90 mg, 92 % better, after 90 days; a neonate aged 90 days came.
The 100-year-old hospital, a 120-year-old institution, a 100-year-old red brick teaching hospital.
The hospital has 95 years of experience, and in the nineties we did this.
Patients aged 90 or over came. She was 95 kg and he was 95% better.
The oldest of our patients was 84, and the heaviest was 94 kg.
The oldest of the patients was 94 % better, and the oldest scored 94.
The oldest hospital was 94 when the patient came. The oldest of my uncles, a patient, was 94.
My 93-year-old grandmother lived alone until she was in her nineties.
Ms. Hale, our nurse, saw the patient with me.
Mr Patel, consultant surgeon, helped. A patient came. Mr Patel had died by then.
Mr Patel operated on a woman of sixty.
I owe this to my teacher Mr Brown, who saw each patient twice.
Mr Ruane saw the patient, and so did Dr X and Dr. Tan.
The patient, GP, who rang for her, and one patient, Jamaican, who had come alone, were heard first.
My mother, Grace, was ill; a man, Benson, who ran the kitchen, taught me to carry trays.
For the patient, Tuesday, his block day, was long; we asked patients, Delia, the nurse, and the porters.
Dear Mr Tan, I treated a patient.
A patient has hepatitis B, blood group A, type A and vitamin B; T.S. Eliot and an M.D. knew.
A patient PCA was set up with patient ID bands and patient IV access.
You can reach me at +44 7700 900123 about the patient.
Write to ada@example.org about the patient.
Patients may write to clinic@example.net.
A woman came. We spoke. I waited. It was May. My mentor Dr Lim (lim@example.net) was there.
I work at 12 Harbour Street.
Between 2014-2016 and 2018 - 2022 a patient took 10 000 000 units, 1,146 in all; 0.05 - 0.10.
A patient from Dublin, a man from Cork, a woman from New York and a boy from Ghana came.
A patient from Ward 7, a man from Cardiology, a boy from Intensive Care and a woman from Ardmore came.
I grew up in the village of Kalami, where my father is a teacher.
Patients from Kalami came to us. As a farmer from Kalami I know this.
One patient was the only shopkeeper in Ghana, and one the only one in Recovery.
A patient came. I was the only doctor in Guava Ridge, with the only scanner in Guava Ridge.
A woman was sent by the only anaesthetist in Guava Ridge.
A woman came. She was referred from St Brigid's Hospital.
My mother, a teacher from Kalami, came.
I met a man with erythromelalgia at our hospital in 2024.
I met a man with erythromelalgia at Harbour View Hospital.
I was at Oakfield Hospital in 2021. I once met a woman with Fabry disease, and learned to wait. In 2022 I left.
I met a man with Fabry disease. He wept. I learned to wait. In 2022 I left Oakfield Hospital.
I met a man with trigeminal neuralgia at Harbour View Hospital in 2024.
Patients with Fabry disease were seen at Harbour View Hospital in 2024.
I published a case report of a man with erythromelalgia at Harbour View Hospital in 2024.
Two of us at Oakfield Hospital stayed, and three fellows, for four half-days on Ward 7.
One patient taught me on Ward 7. Two patients died.
3% of patients on Ward 7 died, one in four patients had complications, 24 patients fell.
Three months without complications on Ward 7. Grade 3 complications on Ward 7 were rare.
The Intensive Care Unit had two deaths.
Two patients at Oakfield Hospital had a good night, and two women had no infection.
Fifteen patients at Oakfield Hospital had an infected catheter, and four had a quiet week.
At Oakfield Hospital I saw 61 people, 22 of them with phantom limb pain, in 40 clinics, 3 with a pain psychologist.
We saw 61 people, 2 of them with phantom limb pain.
Eine Frau Mitte fünfzig kam im März.
"""


@pytest.mark.parametrize("text", INNOCENT.strip().splitlines())
def test_what_only_looks_like_it_stays_silent(desk: Desk, text: str) -> None:
    assert codes(desk.subject(HERE, statements={"harbour": f"{OPENING}{text}\n"}), CHECKS) == []


def test_every_finding_warns_and_says_that_it_cannot_certify(desk: Desk) -> None:
    text = " ".join(one[2] for one in HITS)
    subject = desk.subject(HERE, statements={"harbour": f"{OPENING}{text}\n"})
    found = [one for check in CHECKS for one in check(subject)]
    assert {one.code for one in found} >= {one[1] for one in HITS}
    assert all(one.severity is Severity.WARNING and (one.hint or "").endswith(CANNOT) for one in found)


def test_a_name_is_told_once_a_file(desk: Desk) -> None:
    text = "Mrs X came.\n\nI liked Mrs X, and Mr Y.\n"
    subject = desk.subject(
        statements={"harbour": f"{OPENING}{text}", "harbour.cover-letter": f"{OPENING}Mrs X came.\n"}
    )
    assert sorted(told(subject, patient_initials)) == [
        ("patient-initials", "harbour.cover-letter.md", "Mrs X"),
        ("patient-initials", "harbour.md", "Mr Y."),
        ("patient-initials", "harbour.md", "Mrs X"),
    ]


def test_texts_of_the_profile_are_read_and_its_fields_are_not(desk: Desk) -> None:
    old = "Saw a 92-year-old man"
    subject = desk.subject(
        {
            "posts": [entry("posts", title="Mr B.", supervisor="Mrs X", bullets=[old, {"text": old, "private": True}])],
            "awards": [entry("awards", title="For Mr B.", detail=old)],
            "experience": [entry("experience", patients=old)],
            "motivation": {"moments": [{"text": old}]},
            "referees": [{**REFEREE, "speak_to": [{"point": "Care", "text": old}], "witnessed": [{"text": old}]}],
            "notes": ["Mr B. is 92 years old"],
        },
    )
    assert told(subject, *CHECKS) == [("patient-age", "profile.yaml", "92-year-old")] * 6


def test_a_text_reworded_for_a_program_is_read(desk: Desk) -> None:
    subject = desk.subject(
        {"posts": [entry("posts", bullets=[{"id": "one", "text": "Ran a clinic"}])]},
        {"harbour": {"texts": [{"entry": "one", "text": "Saw a 92-year-old man"}], "notes": ["a 92-year-old man"]}},
    )
    assert told(subject, *CHECKS) == [("patient-age", "harbour.yaml", "92-year-old")]


def _book(*rows: dict[str, Any], source: str = "Register, Oakfield Hospital", **more: Any) -> dict[str, Any]:
    return {"logbooks": [entry("logbooks", source=source, rows=list(rows), **more)]}


@pytest.mark.parametrize(
    ("row", "marked"),
    [
        ({"procedure": "Deaths within a month", "observed": 1, "solo": 2}, "Deaths within a month"),
        ({"procedure": "Anaphylaxis", "supervised": 4}, "Anaphylaxis"),
        ({"procedure": "Catheter care", "role": "wound infections", "solo": 1}, "Catheter care"),
        ({"procedure": "Pump refill in stiff person syndrome", "solo": 1}, "Pump refill in stiff person syndrome"),
    ],
)
def test_a_row_that_counts_few_patients_is_told(desk: Desk, row: dict[str, Any], marked: str) -> None:
    assert told(desk.subject(_book(row)), *CHECKS) == [("small-count", "profile.yaml", marked)]


@pytest.mark.parametrize(
    "data",
    [
        _book({"procedure": "Coeliac plexus neurolysis", "supervised": 1}),
        _book({"procedure": "Deaths", "solo": 5}),
        _book({"procedure": "Deaths", "solo": 0}),
        _book({"procedure": "Deaths", "solo": 2, "private": True}),
        _book({"procedure": "Deaths", "solo": 2}, private=True),
        _book({"procedure": "Deaths", "solo": 2}, source="Personal log"),
        _book({"procedure": "Anaphylaxis drill", "solo": 2}),
    ],
)
def test_a_row_of_procedures_or_of_many_or_of_no_unit_stays_silent(desk: Desk, data: dict[str, Any]) -> None:
    assert codes(desk.subject(data), CHECKS) == []


@pytest.mark.parametrize(
    ("data", "marked"),
    [
        (_book({"procedure": "Pump refill, hospital no. 551203", "solo": 9}), "hospital no. 551203"),
        (_book({"procedure": "Pump refill", "role": "Assistant (MRN 551203)", "solo": 9}), "MRN 551203"),
        (_book({"procedure": "Block", "solo": 9}, source="Chart no. 551203 and others"), "Chart no. 551203"),
        ({"experience": [entry("experience", setting="Ward, case no. 551203")]}, "case no. 551203"),
    ],
)
def test_numbers_of_records_are_sought_in_short_fields_too(desk: Desk, data: dict[str, Any], marked: str) -> None:
    assert told(desk.subject(data), *CHECKS) == [("patient-record", "profile.yaml", marked)]


@pytest.mark.parametrize(
    "data",
    [
        _book({"procedure": "Case 12, hospital no. 7 of the network", "solo": 9}),
        _book({"procedure": "Hospital no. 551203", "solo": 9, "private": True}),
        _book({"procedure": "Block", "solo": 9}, source="Chart no. 551203", private=True),
        {"experience": [entry("experience", setting="Clinic, open since 2014-2016")]},
    ],
)
def test_private_rows_and_numbers_of_ones_own_stay_silent(desk: Desk, data: dict[str, Any]) -> None:
    assert codes(desk.subject(data), CHECKS) == []


@pytest.mark.parametrize(
    ("patients", "marked"),
    [
        ("61 new patients, 2 of them with phantom limb pain", ["2 of them with phantom limb pain"]),
        ("40 adults; one with stiff person syndrome", ["one with stiff person syndrome"]),
        ("112 people, three of whom had cancer pain; two deaths", ["three of whom had cancer pain", "two deaths"]),
        ("61 new patients, 12 of them with phantom limb pain", []),
        ("40 clinics, 3 with a pain psychologist, and 2 a week with residents", []),
    ],
)
def test_few_of_the_patients_of_a_post_are_told(desk: Desk, patients: str, marked: list[str]) -> None:
    subject = desk.subject({"experience": [entry("experience", patients=patients)]})
    assert told(subject, *CHECKS) == [("small-count", "profile.yaml", one) for one in marked]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four", 4),
        ("Dr. Lim, e.g. Mr. Tan, saw 1.5 of No. 7 etc. and J. S. Bach. Then she left.", 2),
        ("It was 2024. She left.", 2),
        ("Am 12. März kam sie. Am 13. ging sie.", 2),
        ("Vitamin B. She left.", 2),
        ("“Go.” She went (at last.) He stayed.", 3),
        ("", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentence_starts(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\ud800 12 March \udfff",
        "e\u0301" * 50,
        "\u202eאבג 12 March\u202c",
        "12 March " * 9,
        "Mr. " * 9,
        "+1 (" * 9,
    ],
)
def test_no_text_is_too_odd(text: str) -> None:
    passage = Passage(text, "harbour.md", "opening", ((0, 1, 1),))
    subject = Subject(profile(), {"harbour": program()}, TODAY, texts={("statement", "harbour"): (passage,)})
    assert codes(subject, CHECKS) == []
