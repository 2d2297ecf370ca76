"""Style: worn phrases, praise, patients called one's own, others run down, one long paragraph, lines of the CV."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.checks.style import CHECKS
from assembler.checks.style import notes as style
from assembler.checks.style.cliches import CLICHES, OPENINGS, WORN_QUOTATIONS
from assembler.checks.style.phrases import LIFE_CHANGING, MY_PATIENTS, PRAISE_IN_LINES, RUNS_DOWN, SUPERLATIVES
from assembler.checks.style.wording import Phrases, Text
from assembler.checks.subject import Subject
from assembler.diagnostics import Severity
from assembler.passages import Passage
from assembler.reviewing import subject_of
from tests.people import DATE, SAMPLES, entry, house, profile, sample
from tests.unit.checks.applications import TODAY, Desk, codes, told

TABLES = (CLICHES, LIFE_CHANGING, WORN_QUOTATIONS, OPENINGS, SUPERLATIVES, PRAISE_IN_LINES, MY_PATIENTS, RUNS_DOWN)


def written(*paragraphs: str) -> Subject:
    """The statement of one program, each paragraph in a line of its own of a file that is not there."""
    passages = tuple(
        Passage(text, "harbour.md", "opening", ((0, at, 1),)) for at, text in enumerate(paragraphs, start=1)
    )
    return Subject(profile(), {}, TODAY, texts={("statement", "harbour"): passages})


def found(text: str) -> list[tuple[str, str]]:
    """The code and the marked words of all that the checks find in a statement of one paragraph."""
    return [
        (one.code, text[one.mark.column - 1 : one.mark.column - 1 + one.mark.length])
        for check in CHECKS
        for one in check(written(text))
        if one.mark is not None
    ]


HITS = {
    "cliche": """
        Ever [since I was a child] I have admired doctors.
        [Since my early childhood], medicine has surrounded me.
        [Since childhood, I] have been drawn to science.
        [From a young age I] was fascinated by nerves.
        [I have wanted to be a doctor from a very young age].
        For [as long as I can remember], I have wanted this.
        [When I was six years old], the river rose.
        [As a little girl, I] bandaged my dolls.
        [At the tender age of nine, I] decided.
        [Growing up] in Kerala, I walked to school.
        I [come from a long line of doctors].
        [As the daughter of two] physicians, I knew the ward.
        My parents [instilled in me] patience.
        I have a [passion for pain] medicine and for [passion\tfor teaching].
        I [am deeply passionate] about nerve blocks.
        It is my [lifelong dream].
        Medicine is not just a job but [a calling].
        It would be a [dream come true].
        Medicine may [run in my blood], and it is an [honour and a privilege].
        [I have always been fascinated] by the brain.
        [I’ve always wanted to work] in a clinic.
        [I always knew I wanted] this.
        [I fell in love with] the specialty.
        I have an [insatiable curiosity].
        I [want to make a difference].
        It means [making a difference in people’s lives].
        I want to [give back to my community].
        It is a [way of giving back].
        I chose it because I [want to help people].
        [It was then that I knew].
        [It was at that very moment that I realised] it.
        [From that moment on], I read.
        [In that moment, I knew] the answer.
        [Little did I know] what came.
        It [changed my life forever].
        It was a [life-changing experience].
        Meeting this patient was a [life-changing moment], and she gave me a [life-altering lesson] too.
        The week was a [life-changing experience] in his clinic.
        [I will never forget] her face.
        [I vividly remember] the day.
        It is [etched in my memory].
        The [rest is history].
        [With tears in her eyes], she left.
        The elective [sparked my interest] in pain.
        Opioids are a [double-edged sword].
        [My journey to medicine] was long.
        It is a [stepping stone].
        I [followed in my father’s footsteps].
        I bring a [unique blend] of skills.
        I have a [wealth of experience].
        I [honed my procedural skills].
        I am a [well‑rounded] physician and a [team-player].
        I [think outside the box], outside [my comfort zone].
        I like a [fast-paced] ward with [state-of-the-art] pumps, [at the forefront of] the field.
        I [go above and beyond], the [strong work ethic] of a [quick learner].
        I will [hit the ground running].
        I would be an [asset to your program].
        What [sets me apart] is sleep.
        I [give 110] % every day.
        [Last but not least], I cook.
        It is an [ever-evolving field].
        It was an [invaluable experience].
        She taught me the [importance of empathy].
        It is the [art and science of medicine].
        Your program is the [perfect fit] for me.
        I shall reach [my full potential].
        The work is [challenging yet rewarding].
        It was a [humbling experience].
        It is a [privilege and an honour].
        It would [be an honor to] train with you.
        I [am writing to express my strong interest] in the post.
        [First, do no harm] is the rule.
        As [Hippocrates once said], art is long.
        “The [good physician treats the disease]; the great one the patient.” Osler
        [According to the Oxford Dictionary], pain is suffering.
        [Pain is defined by the association as] a feeling.
        [Seit meiner Kindheit] wollte ich helfen.
        [Hiermit bewerbe ich mich] um die Stelle.
        Aus [Leidenschaft fu\u0308r die Medizin] lerne ich.
        """,
    "superlative": """
        [I am the perfect candidate] for you.
        [I am, I believe, the ideal candidate].
        This [makes me the ideal applicant].
        You seek the [best candidate for this fellowship].
        I [am uniquely qualified].
        My years in Cork [uniquely position me].
        [My exceptional clinical skills] are known.
        [My clinical skills are unparalleled].
        [My work ethic is second to none].
        [I have an exemplary record].
        [I bring truly outstanding leadership skills].
        [I was an outstanding resident].
        I graduated [top of my class].
        I [am an extremely hard-working] doctor.
        [As a highly motivated] doctor, I read.
        I am [better than any other resident].
        I [outperformed my peers].
        [No one in my ward works harder].
        [Ich bin die perfekte Kandidatin].
        [I was always the best resident] of my year.
        [I have consistently been the strongest fellow] in our department.
        [I was easily among the best trainees] of the region.
        I left, [being the finest registrar in my hospital].
        [I was clearly the top student] of my class.
        """,
    "my-patients": """
        [My patients] taught me to wait.
        I think of [my very first patient].
        [My older, sicker patients] wait longest.
        [My 40 patients] and [my Spanish-speaking patients] came.
        I called [my patient].
        [My patient] was afraid, and [my patient]'s son too.
        I keep [my patient] list short.
        [My patient] wasn't asleep, [my patient] asks, and I sat with [my patient] without a word.
        Two [patients of mine] came back.
        Ich danke [meinen Patientinnen].
        """,
    "runs-down": """
        [Unlike other surgeons who only] cut, I listen.
        [Unlike my colleagues, who never] listen, I sit.
        [Unlike specialties that just] treat a symptom, we ask.
        [Surgeons only treat] symptoms.
        Orthopaedic [surgeons too often just look at] the scan.
        [Neurology in fact only treats symptoms].
        I left [surgery because I found it boring].
        It is a [tedious specialty] of [mere technicians].
        She met [many doctors who did not listen].
        I met [physicians who don’t care].
        It was the [failure of other doctors].
        [Previous doctors had ignored] it.
        Her [previous physicians did not examine] her.
        [Her family doctor had dismissed] her.
        She was [let down by every doctor].
        The [doctors before me had missed] it.
        I worked beside [lazy colleagues].
        Some [colleagues were incompetent].
        The [arrogance of surgeons] is known.
        My [colleagues there were too lazy to] ask.
        The [surgeons on that ward seemed far too proud to] listen.
        Most [residents are simply too busy to] sit with her.
        One [consultant was too arrogant to] ask.
        The [registrars could not be bothered].
        """,
}


@pytest.mark.parametrize(("code", "line"), [(code, one) for code, text in HITS.items() for one in text.split("\n")])
def test_what_is_worn_is_found_at_its_place(code: str, line: str) -> None:
    parts = re.split(r"[\[\]]", line.strip())

    assert found("".join(parts)) == [(code, part) for part in parts[1::2]]


MISSES = """
    I worked with the best resident of my year, and my friend was the best student of my class.
    I was given the prize of the best resident of my year; I was always the youngest resident in my year.
    I was the top student of 212, and once the best man at a wedding.
    The nurses were too busy to eat, and the residents too tired to ask.
    We residents were too busy to ask. I was too proud to ask my colleagues.
    The surgeons were too busy to come, and so were we.
    The opioid epidemic and the opioid crisis reached our county in 2015.
    A woman who had had pain since childhood came, and one who had had migraine since she was a child.
    As a child psychiatrist I learned to play, and when I was 12 weeks into it, I left.
    Patients who start opioids at a young age need more time.
    The diary made a difference of three days; did the block make a difference?
    She gave back the tablets, and I want to help people to stop opioids without fear.
    The nurse calling a week later found the dose wrong; he was calling every night.
    It was not love at first sight, and never my calling. It is no perfect match.
    She said that I was "a team player" and ‘the perfect candidate’, and "it changed my life".
    We wrote the state-of-the-art review of 2022.
    The logical next step after a positive block was radiofrequency.
    She had compassion for the staff, and I had patience.
    It was in March 2021 that we changed the letter; on that day the clinic opened.
    The best evidence is a trial, best practice and best supportive care a habit.
    The most common cause, the largest trial, the hardest night, her best interest, most patients, at best.
    I did my best; I was first of 120, in the top 5 % of my class, and top of my class of 120.
    I am the most junior doctor on the rota, and the first to say that I do not know.
    He was the perfect candidate for a block, not the ideal candidate for the rehabilitation programme.
    I worked with an outstanding teacher, exceptional nurses and the best registrar.
    Dr Lim is the best teacher I have had; my excellent supervisor read every letter.
    I was named the best resident of my year; the clinic is ideally placed.
    I am extremely grateful and highly dependent on the nurse's notes.
    I lost my patience. My work with patients began in 2019, on my own.
    My supervisor's patients wait; in my clinic patients wait; to my mind patients deserve a date.
    My patient information leaflet, my patient satisfaction scores and my patient assessment form are in use.
    Losing a hand was a life-changing event for him and his wife. They bore a sudden, life-altering experience.
    My study recruited 40 patients; my patient-centred approach and my patient diary were tested.
    She said, “My patients wait outside.” 'My patients', he called them. My colleagues and patients laughed.
    I failed, none of us noticed, and we ignored her for a year.
    Each doctor before me had added one tablet and I added one more.
    The doctors before me did not ask, and I did not either.
    Many doctors dismissed her, and so did I. I was one of the doctors who did not listen.
    Unlike surgery, pain medicine has few certainties. We doctors who do not listen learn late.
    Unlike colleagues who trained in one country, I have had to learn three systems.
    Most residents failed the written exam at the first attempt. I felt incompetent.
    Venous incompetence was found. Anaesthesia is never boring; after surgery dull pain stayed.
    The surgeons only joined in 2024, and neurologists only see five per cent of people with headache.
    An anaesthetist is not merely a technician; the failure of previous treatment is nobody's.
    Previous doctors did not have the scan. Nurses only give the dose that is written.
    I thank you for your time and consideration. Lifelong learning is one of six competencies.
    The natural progression of the disease is slow; she walked an extra mile; blood, sweat and urine were sent.
    We read the Osler lecture together and defined success as a return to one named activity.
    Meine Kollegen und Patienten warteten; in Köln behandelte ich 40 Patienten.
"""


@pytest.mark.parametrize("line", MISSES.strip().split("\n"))
def test_what_only_looks_like_it_is_left_alone(line: str) -> None:
    assert found(line.strip()) == []


def test_each_hint_has_phrases_and_there_are_many() -> None:
    assert sum(len(lines.split("\n")) - 2 for lines in CLICHES.values()) > 200
    assert all(len(hint) < 110 and lines.strip() for table in TABLES for hint, lines in table.items())


@pytest.mark.parametrize("table", TABLES)
def test_every_phrase_can_be_compiled(table: dict[str, str]) -> None:
    sought = Phrases(table)
    assert all(one.pattern for one in sought.patterns)

    for word in sought.words:
        text = Text(f"{word} nothing of the kind")
        assert text.folded.startswith(word)
        assert [one.start for one in sought.find(text)] in ([], [0])


@pytest.mark.parametrize("phrase", ["[mn]y patients", "runs? in my blood"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=re.escape(phrase)):
        _ = Phrases({"hint": phrase}).words


def test_of_phrases_that_overlap_the_first_is_told_and_says_how_to_mend_it() -> None:
    (one,) = style.phrases(written("I have always been passionate about medicine."))

    assert one.severity is Severity.NOTE
    assert one.message == "'I have always been passionate' is a worn phrase"
    assert one.hint == "say what you did that shows it: the clinic, the audit, the elective that you chose"


def test_a_phrase_over_two_lines_is_marked_where_it_begins(desk: Desk) -> None:
    subject = desk.subject(
        statements={"harbour": "## A {#opening}\n\nI was told of *my\npatients* and of a passion for\nmedicine.\n"}
    )

    assert told(subject, *CHECKS) == [
        ("my-patients", "harbour.md", "my"),
        ("cliche", "harbour.md", "passion for"),
    ]


def test_a_cover_letter_counts_and_what_programs_share_is_told_once(desk: Desk) -> None:
    subject = desk.subject(
        programs={"harbour": {"documents": ["cv", "statement"]}, "valley": {"documents": ["cv", "statement"]}},
        statements={
            "shared": "## A {#opening}\n\nIt is my lifelong dream.\n",
            "harbour.cover-letter": "## A {#opening}\n\nMy patients wait.\n",
        },
    )

    assert sorted(told(subject, *CHECKS)) == [
        ("cliche", "shared.md", "lifelong dream"),
        ("my-patients", "harbour.cover-letter.md", "My patients"),
    ]


def test_a_definition_pads_the_opening_alone() -> None:
    definition = "The association defines pain as an unpleasant experience of sense and feeling."
    plain = "On a Wednesday in May a teacher told me how many tablets she took."

    assert codes(written("Dear Dr Lim,", definition, plain), CHECKS) == ["cliche"]
    assert codes(written("Dear Dr Lim,", plain, definition), CHECKS) == []


MORE: dict[str, Any] = {
    "posts": [
        entry(
            "posts",
            id="now",
            bullets=[
                "I saw my patients weekly.",
                "My superb people skills.",
                {"text": "Excellent communication skills."},
                {"text": "Top resident of my year. Taught the best resident of the year, third of my year of 40."},
            ],
        ),
        entry("posts", bullets=[{"text": "My patients wait.", "private": "yes"}]),
    ],
    "awards": [entry("awards", title="Prize for exceptional clinical skills", detail="Excellent teaching skills")],
    "publications": [entry("publications", title="My patients: lifelong dream of a surgeon")],
    "motivation": {"moments": ["Many doctors had ignored her pain. She had exceptional communication skills."]},
    "career_plan": {"long": [{"text": "A clinic for my patients, a lifelong dream."}]},
    "referees": [
        {
            "id": "lim",
            "name": "Dr Lim",
            "start": "2020",
            "roles": ["direct-supervisor"],
            "relationship": "Supervised my patients.",
            "speak_to": [{"point": "Unparalleled technical skills", "text": "I am the best registrar."}],
            "notes": ["My patients."],
        }
    ],
    "notes": ["My patients."],
}


def test_the_profile_is_looked_at_where_it_is_prose_that_documents_show(desk: Desk) -> None:
    assert told(desk.subject(MORE), *CHECKS) == [
        ("my-patients", "profile.yaml", "my patients"),
        ("superlative", "profile.yaml", "My superb people skills"),
        ("superlative", "profile.yaml", "Excellent communication skills"),
        ("superlative", "profile.yaml", "Top resident of my year"),
        ("runs-down", "profile.yaml", "Many doctors had ignored"),
        ("my-patients", "profile.yaml", "my patients"),
        ("superlative", "profile.yaml", "Unparalleled technical skills"),
        ("superlative", "profile.yaml", "I am the best registrar"),
    ]


def test_in_a_value_of_several_lines_the_value_is_marked(desk: Desk) -> None:
    theme = "A clinic that is open to all who come from far away, also in the rain. " * 4 + "It is for my patients."
    subject = desk.subject({"motivation": {"themes": [theme]}})

    (one,) = style.phrases(subject)
    assert one.mark is not None
    assert one.mark == subject.at("motivation", "themes", 0)


def words(count: int, name: str = "word") -> str:
    return " ".join(f"{name}{at}" for at in range(count))


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ((101, 50, 49), [1]),
        ((100, 50, 50), []),
        ((50, 101, 49), [2]),
        ((101, 50, 48), []),  # 199 words
        ((150, 150), []),
        ((301, 99, 100, 100), [1]),
        ((70, 70, 70), []),
    ],
)
def test_one_paragraph_with_more_than_half_of_the_words(lengths: Sequence[int], expected: list[int]) -> None:
    subject = written(*(words(count, f"p{at}x") for at, count in enumerate(lengths)))

    made = list(style.long_paragraph(subject))
    assert [one.mark.line for one in made if one.mark] == expected
    assert [one.code for one in made] == ["long-paragraph"] * len(expected)


LINE = "Lead three nurses and a pharmacist on the acute pain round; 1,146 patients in the first year."
SAME = "I lead three nurses, and a pharmacist, on the Acute pain round: 1,146 patients in the first year; more came."


def overlapping(desk: Desk, text: str, **sections: Any) -> list[tuple[str, str, str]]:
    sections = sections or {"posts": [entry("posts", bullets=[LINE])]}
    return told(desk.subject(sections, statements={"harbour": f"## A {{#opening}}\n\n{text}\n"}), style.cv_overlap)


def test_a_line_of_the_cv_in_a_statement(desk: Desk) -> None:
    (one,) = overlapping(desk, SAME)

    assert one == ("cv-overlap", "harbour.md", SAME[2 : SAME.index("; more")])


def test_an_overlap_says_how_long_it_is_where_the_cv_has_it_and_its_share(desk: Desk) -> None:
    sections = {"posts": [entry("posts", bullets=[LINE])]}
    (one,) = style.cv_overlap(
        desk.subject(sections, statements={"harbour": f"## A {{#opening}}\n\n{SAME}\n\n{words(48)}\n"})
    )

    assert one.message == (
        "17 words stand in the CV as well, under 'posts'; such runs are 25% of the text"  # 17 of 68
    )
    assert one.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (words(12), 1),
        (words(11), 0),
        (f"{words(11)} other {words(11)}", 0),
        (f"{words(12)} and {words(12)}", 2),
        (words(30), 1),
    ],
)
def test_twelve_words_in_a_row(desk: Desk, text: str, count: int) -> None:
    assert len(overlapping(desk, text, experience=[entry("experience", bullets=[words(30)])])) == count


@pytest.mark.parametrize(
    ("sections", "count"),
    [
        ({"motivation": {"themes": [LINE]}}, 0),
        ({"career_plan": {"short": [LINE]}}, 0),
        ({"posts": [entry("posts", bullets=[{"text": LINE, "private": "yes"}])]}, 0),
        ({"notes": [LINE]}, 0),
        ({"gaps": [entry("gaps", reason=LINE)]}, 0),
        ({"publications": [entry("publications", title=LINE)]}, 1),
        ({"improvement": [entry("improvement", change=f"See [the plan](https://example.org/a): **{LINE}**")]}, 1),
    ],
)
def test_only_what_a_cv_shows_is_compared(desk: Desk, sections: dict[str, Any], count: int) -> None:
    assert len(overlapping(desk, LINE, **sections)) == count


def test_accents_make_no_difference(desk: Desk) -> None:
    plain = "Zwolf Arzte uben hier seit zehn Jahren die gleiche grosse Kunst des Wartens"
    with_accents = "Zwölf Ärzte üben hier seit zehn Jahren die gleiche große Kunst des Wartens."

    assert len(overlapping(desk, with_accents, posts=[entry("posts", bullets=[plain])])) == 1


def test_a_cover_letter_is_read_beside_the_cv_too(desk: Desk) -> None:
    subject = desk.subject(
        {"posts": [entry("posts", bullets=[LINE])]},
        statements={"harbour.cover-letter": f"## A {{#opening}}\n\n{LINE}\n"},
    )

    assert [(code, file) for code, file, _ in told(subject, style.cv_overlap)] == [
        ("cv-overlap", "harbour.cover-letter.md")
    ]


def test_what_several_statements_share_is_told_once_with_the_largest_share() -> None:
    shared = Passage(LINE, "shared.md", "opening", ((0, 1, 1),))
    longer = Passage(words(83), "b.md", "program", ((0, 1, 1),))
    subject = Subject(profile(), {}, TODAY, texts={("statement", "a"): (shared,), ("statement", "b"): (shared, longer)})
    subject.__dict__["told"] = (Passage(LINE, "profile.yaml", "posts/0/bullets/0", ((0, 1, 1),)),)

    (one,) = style.cv_overlap(subject)
    assert one.message.endswith("such runs are 100% of the text")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_are_clean(name: str) -> None:
    assert codes(subject_of(sample(name), house(), DATE), CHECKS) == []


@given(st.lists(st.text(st.characters(exclude_categories=())), max_size=4))
def test_no_text_is_too_odd(paragraphs: list[str]) -> None:
    assert set(codes(written(*paragraphs), CHECKS)) <= {"my-patients"}


COMMON = (
    "the",
    "patient",
    "my",
    "I",
    "was",
    "of",
    "doctor",
    "surgeons",
    "only",
    "who",
    "unlike",
    "give",
    "make",
    "a",
    "best",
)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(COMMON[at * at % 15] for at in range(100_000)),
        "my chronic " * 50_000,
        "my" + " " * 500_000 + "x" + " " * 500_000,
        "my " + "al" * 300_000,
        "my a-" + "a-" * 200_000,
        "'a \"b “c ‘d «e " * 20_000,
        "ﷺ e\u0301 \ud800 " * 40_000,
    ],
)
def test_texts_that_upset_careless_patterns_raise_nothing(text: str) -> None:
    """A pattern that took more than linear time would not come to an end here; `make bench-checks` measures it."""
    assert set(codes(written(text), CHECKS)) <= {"cliche", "superlative", "my-patients", "runs-down"}
