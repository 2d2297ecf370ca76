"""Differences between two versions: sections, entries, places, order and words, each alone."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.differences import Differences, LineChange, LineMove, OrderChange, Run, Setting, Version, compare
from assembler.document import (
    Blocks,
    BulletList,
    Date,
    Document,
    Entry,
    FactTable,
    Field,
    Figure,
    Heading,
    Inlines,
    Item,
    LineBreak,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Row,
    Section,
    Signature,
    Strong,
    Text,
    Title,
)
from assembler.views import Decision


def t(text: str) -> Inlines:
    return (Text(text),)


def version(
    *blocks: Any, out: dict[str, str] | None = None, parts: dict[str, str] | None = None, **settings: str
) -> Version:
    made: Blocks = blocks
    decisions = [Decision("cv/x", ref, "out", reason) for ref, reason in (out or {}).items()]
    document = Document("T", "A", "S", "en-GB", "2026", "a4", "cv", "r", "p", made)
    return Version(document, decisions, settings, parts or {})


def section(key: str, *blocks: Any, title: str | None = None) -> Section:
    return Section(t(title or key.title()), blocks, ref=f"section/{key}")


def entry(ref: str, *body: Any, head: str | None = None, date: Date | None = None) -> Entry:
    return Entry(t(head or ref.split("/")[1]), dates=(date,) if date else (), body=body, ref=ref)


def bullets(*texts: str) -> BulletList:
    return BulletList(tuple(Item(t(text)) for text in texts))


def changed(first: Version, second: Version) -> tuple[LineChange, ...]:
    """The changed lines of the one entry that differs."""
    (found,) = compare(first, second).entries
    return found.lines


def shown(runs: tuple[Run, ...] | None) -> str | None:
    """A line with what differs in brackets."""
    return None if runs is None else "".join(f"[{run.text}]" if run.differs else run.text for run in runs)


def test_the_same_is_counted_and_not_told() -> None:
    one = version(Title(t("N")), section("posts", entry("posts/a"), entry("posts/b", bullets("did"))), dates="x")

    assert compare(one, one) == Differences((), (), (), (), 2)
    assert compare(version(), version()) == Differences((), (), (), (), 0)


def test_settings_that_differ_are_told_with_both_values() -> None:
    found = compare(version(paper="a4", dates="x"), version(paper="letter", dates="x", theme="classic"))

    assert found.settings == (Setting("paper", "a4", "letter"), Setting("theme", "", "classic"))


def test_a_date_in_another_form_is_the_same_date() -> None:
    def dated(text: str, value: str) -> Version:
        return version(section("posts", entry("posts/a", head="Registrar", date=Date(value, t(text)))))

    assert compare(dated("Feb 2021", "2021-02"), dated("02/2021", "2021-02")).same == 1
    (line,) = changed(dated("Feb 2021", "2021-02"), dated("03/2021", "2021-03"))
    assert (shown(line.first), shown(line.second)) == ("[Feb 2021 ]Registrar", "[03/2021 ]Registrar")


def test_an_entry_in_one_only_has_the_reason_of_the_other() -> None:
    first = version(section("posts", entry("posts/a"), entry("posts/b", bullets("did"))), out={"posts/c": "private"})
    second = version(section("posts", entry("posts/a"), entry("posts/c")), out={"posts/b": "omitted", "posts/a": "no"})

    found = compare(first, second)

    assert [(item.entry, item.first, item.second, item.reason) for item in found.entries] == [
        ("posts/b", "Posts", None, "omitted"),
        ("posts/c", None, "Posts", "private"),
    ]
    assert [shown(line.first) for line in found.entries[0].lines] == ["b", "did"]
    assert found.same == 1
    assert found.order == ()


def test_a_section_in_one_only_and_one_under_another_heading() -> None:
    first = version(section("posts", title="Posts"), section("awards", Paragraph(t("One prize"))))
    second = version(section("posts", title="History"), section("grants"))

    found = compare(first, second).sections

    assert [(item.section, item.first, item.second) for item in found] == [
        ("section/posts", "Posts", "History"),
        ("section/awards", "Awards", None),
        ("section/grants", None, "Grants"),
    ]
    assert [shown(line.first) for line in found[1].lines] == ["One prize"]


def test_an_entry_in_another_section_is_told_as_such_and_under_another_heading_is_not() -> None:
    first = version(section("posts", entry("posts/a"), title="Posts"), section("training", entry("training/b")))
    second = version(section("posts", entry("posts/a"), entry("training/b"), title="History"))

    (found,) = compare(first, second).entries

    assert (found.entry, found.first, found.second, found.elsewhere) == ("training/b", "Training", "History", True)
    assert (found.lines, found.moves, found.reason) == ((), (), None)


def test_evidence_in_several_sections_pairs_with_that_of_its_own_section() -> None:
    one, two = Note("evidence", t("Evidence"), t("A clinic"), "experience/a"), entry("posts/a")
    first = version(section("opening", one), section("plan", one, two))
    second = version(section("plan", one, two), section("end", one))

    (found,) = compare(first, second).entries
    (alone,) = compare(first, version(section("plan", one, two))).entries

    assert (found.title, found.first, found.second, found.elsewhere) == ("A clinic", "Opening", "End", True)
    assert (alone.first, alone.second, alone.reason) == ("Opening", None, None)


def test_what_a_program_says_itself_is_no_other_programs() -> None:
    def attracted(text: str) -> Version:
        note = Note("evidence", t("Evidence"), t(text), "program.attractions/1")
        return version(section("why", note), out={"program.attractions/1": "another one"})

    assert compare(attracted("A list"), attracted("A list")).same == 1
    found = compare(attracted("A list"), attracted("A trial"))
    assert [(item.first, item.second, item.reason) for item in found.entries] == [
        ("Why", None, None),
        (None, "Why", None),
    ]


def test_entries_and_sections_in_another_order() -> None:
    a, b, c = entry("posts/a"), entry("posts/b"), entry("posts/c")
    first = version(section("posts", a, b, c), section("awards"), section("grants"))
    second = version(section("grants"), section("posts", c, a, entry("posts/x"), b), section("awards"))

    found = compare(first, second)

    assert found.order == (
        OrderChange(None, ("Posts", "Awards", "Grants"), ("Grants", "Posts", "Awards")),
        OrderChange("Posts", ("posts/a", "posts/b", "posts/c"), ("posts/c", "posts/a", "posts/b")),
    )
    assert found.same == 3


def test_words_that_differ_are_marked_in_both() -> None:
    first = version(section("posts", entry("posts/a", Paragraph(t("Ran the Program, two days a week.")))))
    second = version(section("posts", entry("posts/a", Paragraph(t("Ran the programme three days a week.")))))

    (line,) = changed(first, second)

    assert shown(line.first) == "Ran the [Program, two ]days a week."
    assert shown(line.second) == "Ran the [programme three ]days a week."
    assert "".join(run.text for run in line.first or ()) == "Ran the Program, two days a week."


def test_where_one_has_no_words_there_is_an_empty_run() -> None:
    first = version(section("posts", entry("posts/a", head="Full registration, no. 7")))
    second = version(section("posts", entry("posts/a", head="Full registration")))

    (line,) = changed(first, second)

    assert line.first == (Run("Full registration", differs=False), Run(", no. 7", differs=True))
    assert line.second == (Run("Full registration", differs=False), Run("", differs=True))


def test_bullets_in_one_only_with_the_reason_and_reworded_ones() -> None:
    parts = {"posts/a/bullets/1": "Led the round", "posts/a/bullets/2": "Wrote it", "posts/b/bullets/1": "Wrote it"}
    first = version(section("posts", entry("posts/a", bullets("Led the round", "Wrote it"))), parts=parts)
    second = version(
        section("posts", entry("posts/a", Paragraph(t("Something else entirely"), role="detail"))),
        out={"posts/a/bullets/1": "left out"},
        parts={"posts/a/bullets/2": "Something else entirely"},
    )

    lines = changed(first, second)

    assert [(shown(line.first), shown(line.second), line.reason) for line in lines] == [
        ("Led the round", None, "left out"),
        ("[Wrote it]", "[Something else entirely]", None),
    ]


def test_lines_that_moved_are_counted_without_the_head() -> None:
    first = version(section("posts", entry("posts/a", bullets("one", "two", "three"))))
    second = version(section("posts", entry("posts/a", bullets("three", "one", "two"))))

    (found,) = compare(first, second).entries

    assert found.moves == (LineMove("three", 3, 1),)
    assert found.lines == ()


def test_rows_of_a_table_are_lines() -> None:
    def table(*rows: tuple[str, str]) -> Version:
        made = tuple(Row((t(name), t(count))) for name, count in rows)
        logbook = FactTable(
            (t("Procedure"), t("Solo")),
            made,
            (0.8, 0.2),
            (False, True),
            t("Log"),
            total=Row((t("All"), t("9"))),
            ref="logbooks/a",
        )
        return version(section("procedures", logbook))

    lines = changed(table(("Epidural", "5"), ("Nerve block", "4")), table(("Epidural", "6"), ("Radiofrequency", "3")))

    assert [(shown(line.first), shown(line.second)) for line in lines] == [
        ("Epidural | [5]", "Epidural | [6]"),
        ("Nerve block | 4", None),
        (None, "Radiofrequency | 3"),
    ]


def test_facts_without_a_ref_are_told_by_their_label() -> None:
    def fact(label: str, text: str) -> Entry:
        return Entry((), label=t(label), body=(Paragraph(t(text), role="detail"),))

    first = version(section("summary", fact("Scholarship", "5 papers"), fact("Leadership", "Lead")))
    second = version(section("summary", fact("Leadership", "Chief registrar")))

    (found,) = compare(first, second).sections

    assert [(shown(line.first), shown(line.second)) for line in found.lines] == [
        ("Scholarship 5 papers", None),
        ("Leadership [Lead]", "Leadership [Chief registrar]"),
    ]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Title(t("Ada"), t(", MD")), "Ada, MD"),
        (Paragraph((Strong(t("a")), LineBreak(), Text("b\u00a0c")), role="contact"), "a / b c"),
        (Heading(t("Reviews")), "Reviews"),
        (NumberedList((Item(t("first")),)), "first"),
        (Figure("p.jpg", "Portrait", 1, 1), "[Portrait]"),
        (Note("prompt", t("Write"), t("why")), "Write: why"),
        (Note("prompt", (), t("why")), "why"),
        (Signature((t("Signed"),)), "Signed"),
        (Field("f", "F", (Paragraph(t("draft")),), "…"), "draft"),
    ],
)
def test_every_block_says_something(block: Any, expected: str) -> None:
    (found,) = compare(version(block, PageBreak()), version()).sections

    assert [(shown(line.first), line.second) for line in found.lines] == [(expected, None)]
    assert found.lines[0].note == isinstance(block, Note)
    assert (found.first, found.second) == ("", "")


def test_texts_within_a_field_are_entries_of_their_section() -> None:
    seed = Field("opening", "Opening", (Paragraph(t("Once"), role="statement", ref="motivation.moments/a"),), "…")

    (found,) = compare(version(section("opening", seed)), version(section("opening"))).entries

    assert (found.entry, found.first, found.second) == ("motivation.moments/a", "Opening", None)


def test_sections_of_one_title_without_a_ref_are_two() -> None:
    twice = (Section(t("More"), (entry("posts/a"),)), Section(t("More"), (entry("posts/b"),)))

    assert compare(version(*twice), version(*twice)).same == 2
