"""`assembler diff`: what it says, what it refuses, and that it writes nothing."""

from __future__ import annotations

import datetime
import itertools
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from assembler import freshness
from assembler.cli.comparison import show
from assembler.differences import Differences, EntryChange, compare
from assembler.versions import versions
from tests.people import SAMPLES, house, sample
from tests.unit.cli.conftest import Call

_PROGRAMS = ("uk-trust", "us-eras")
TODAY = datetime.date(2026, 11, 24)
_SAMPLE = ("kallang", "merri-creek", "--profile", "sample-pain")


def documents(made: dict[str, Any]) -> dict[str, Any]:
    return {item["document"]: item for item in made["documents"]}


@pytest.mark.usefixtures("doe")
def test_two_programs_are_told_apart_and_nothing_is_written(call: Call, doe: Path) -> None:
    before = sorted(doe.parents[1].rglob("*"))

    ending = call("diff", *_PROGRAMS)

    assert (ending.status, ending.err) == (0, "")
    assert ending.out.startswith("- uk-trust\n+ us-eras\n\ncv\n")
    assert "\nstatement\n" in ending.out
    assert "    language: en-GB → en-US\n" in ending.out
    assert max(map(cell_len, ending.out.splitlines())) <= 80
    assert sorted(doe.parents[1].rglob("*")) == before


def test_what_samples_say_differently(call: Call) -> None:
    ending = call("diff", *_SAMPLE, "-d", "cv")

    assert ending.status == 0
    assert "- kallang, which alone makes cover-letter, case-summary\n" in ending.out
    assert "    only in kallang: Personal particulars; Examinations\n" in ending.out
    assert "      - Date of birth 5 November 1990\n" in ending.out
    assert "  Only in kallang, and why not in merri-creek\n  this program omits 'qi-dural' (1)\n" in ending.out
    assert "  Examinations → Qualifications and examinations (8)\n" in ending.out
    assert "        - … active, no conditions{, no. 00000}\n" in ending.out.replace("Medical Council, Malaysia, ", "")
    assert max(map(cell_len, ending.out.splitlines())) <= 80


def test_json_holds_each_entry_that_differs_and_counts_the_others(call: Call) -> None:
    made = call("diff", *_SAMPLE, "--message-format", "json").json

    assert set(made) == {"diagnostics", "outputs", "programs", "documents", "only"}
    assert made["programs"] == ["kallang", "merri-creek"]
    assert made["only"] == {"kallang": ["cover-letter", "case-summary"], "merri-creek": ["declaration", "publications"]}
    assert list(documents(made)) == ["cv", "statement"]
    cv = documents(made)["cv"]
    assert set(cv) == {"document", "fitted", "settings", "sections", "entries", "order", "same"}
    entries = {item["entry"]: item for item in cv["entries"]}
    assert len(entries) == len(cv["entries"])
    gone = entries["improvement/qi-dural"]
    assert (gone["first"], gone["second"], gone["elsewhere"]) == ("Quality improvement", None, False)
    assert gone["reason"] == "this program omits 'qi-dural'"
    assert [line["second"] for line in gone["lines"]] == [None] * len(gone["lines"])
    (numbered,) = entries["registration/reg-gmc"]["lines"]
    assert set(numbered) == {"first", "second", "note", "reason"}
    assert numbered["first"][-1] == {"text": ", no. 0000000", "differs": True}


@pytest.mark.usefixtures("doe")
def test_the_documents_asked_for_are_compared_and_no_others(call: Call) -> None:
    ending = call("diff", *_PROGRAMS, "-d", "statement", "-d", "declaration", "--message-format", "json")

    assert ending.status == 0
    assert list(documents(ending.json)) == ["statement"]
    (found,) = ending.json["diagnostics"]
    assert (found["code"], found["severity"]) == ("nothing-asked", "warning")
    assert found["message"] == "'uk-trust' and 'us-eras' do not both make declaration"


@pytest.mark.usefixtures("doe")
@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("uk-trust", "us-era"), "error[unknown-program]: there is no program 'us-era'", "did you mean 'us-eras'?"),
        (("uk-trust", "uk-trust"), "error[usage]: 'uk-trust' is compared with itself", "name two programs"),
        (("uk-trust",), "error[usage]: Missing argument 'PROGRAM'", "see 'assembler diff --help'"),
        ((*_PROGRAMS, "-P", "do"), "error[unknown-profile]: there is no profile 'do'", "did you mean 'doe'?"),
        ((*_PROGRAMS, "-d", "cvs"), "error[usage]: Invalid value for '-d' / '--document'", "see 'assembler diff"),
    ],
)
def test_what_cannot_be_understood(call: Call, words: tuple[str, ...], message: str, hint: str) -> None:
    ending = call("diff", *words)
    as_json = call("diff", *words, "--message-format", "json")

    assert (ending.status, ending.out) == (2, "")
    assert message in ending.err
    assert f"  help: {hint}" in ending.err
    assert as_json.status == 2
    assert len(as_json.json["diagnostics"]) == 1


def test_the_profile_is_the_one_that_has_both(call: Call, doe: Path) -> None:
    other = doe.with_name("other")
    shutil.copytree(doe, other)
    (other / "programs" / "us-eras.yaml").unlink()

    one_has_both = call("diff", *_PROGRAMS)
    shutil.copyfile(doe / "programs" / "us-eras.yaml", other / "programs" / "us-eras.yaml")
    several = call("diff", *_PROGRAMS)
    named = call("diff", *_PROGRAMS, "--profile", "other")
    for folder, name in ((doe, "us-eras"), (other, "uk-trust")):
        (folder / "programs" / f"{name}.yaml").unlink()
    none = call("diff", *_PROGRAMS)

    assert (one_has_both.status, several.status, named.status, none.status) == (0, 2, 0, 2)
    assert "error[usage]: several profiles have both 'uk-trust' and 'us-eras'" in several.err
    assert "  help: name one with --profile: doe, other" in several.err
    assert "error[usage]: no profile has both 'uk-trust' and 'us-eras'" in none.err


def test_errors_in_what_they_are_made_from_are_told_instead(call: Call, doe: Path) -> None:
    path = doe / "programs" / "us-eras.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("country:", "contry:", 1), encoding="utf-8")

    ending = call("diff", *_PROGRAMS)

    assert (ending.status, ending.out) == (1, "")
    assert "error[unknown-key]: 'contry' is not a field of a program" in ending.err


def test_cuts_for_a_page_limit_are_those_of_the_last_build(
    call: Call, doe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "house_parts", lambda _: {"house": "as it was"})
    path = doe / "programs" / "uk-trust.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("cv:\n", "cv:\n  pages: 1\n", 1), encoding="utf-8")

    before = call("diff", *_PROGRAMS, "-d", "cv", "--message-format", "json").json
    told = call("diff", *_PROGRAMS, "-d", "cv").out
    assert call("build", "doe", "-d", "cv", "-f", "docx", "-p", "uk-trust").status == 0
    after = call("diff", *_PROGRAMS, "-d", "cv", "--message-format", "json").json
    cuts = json.loads(Path("output/doe/manifest.json").read_text(encoding="utf-8"))["inputs"]["documents"][
        "cv/uk-trust"
    ]["cuts"]
    path.write_text(path.read_text(encoding="utf-8").replace("pages: 1\n", "pages: 2\n", 1), encoding="utf-8")
    changed = call("diff", *_PROGRAMS, "-d", "cv", "--message-format", "json").json

    def left_out(made: dict[str, Any]) -> set[str]:
        return {item["entry"] for item in made["documents"][0]["entries"] if "page limit" in (item["reason"] or "")}

    assert "  page fitting is not counted for uk-trust: 'assembler build' first\n" in told
    assert [made["documents"][0]["fitted"] for made in (before, after, changed)] == [
        [False, True],
        [True, True],
        [False, True],
    ]
    assert left_out(after)
    assert left_out(after) <= set(cuts)
    assert not left_out(before)
    assert not left_out(changed)


def test_wide_letters_and_long_words_keep_to_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    names = ("疼痛医学专科医生" * 12, "Schmerz" * 3 + " " + "Ambulanz " * 20)
    entries = tuple(EntryChange(f"posts/{at}", name, name, None) for at, name in enumerate(names))

    show("cv", ("a", "b"), Differences((), (), entries, (), 0), ())

    lines = capsys.readouterr().out.splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert any("疼痛" in line and "… " in line for line in lines)


@pytest.mark.parametrize("name", SAMPLES)
def test_any_two_programs_of_the_samples_differ_alike_in_both_directions(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    applicant = sample(name)
    made, _ = versions(applicant, house(), tmp_path, applicant.programs, ("cv", "statement"), TODAY)

    for document, (one, two) in itertools.product(("cv", "statement"), itertools.combinations(applicant.programs, 2)):
        first, second = made[document, one].version, made[document, two].version
        forth, back = compare(first, second), compare(second, first)
        show(document, (one, two), forth, (one,))
        lines = capsys.readouterr().out.splitlines()

        assert forth.same == back.same
        assert {(item.entry, item.first, item.second) for item in forth.entries} == {
            (item.entry, item.second, item.first) for item in back.entries
        }
        assert lines[0] == document
        assert max(map(cell_len, lines)) <= 80
