"""The pure parts of `make bench`: statistics, the table, pictures, the cohort, and how processes are accounted for."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assembler.diagnostics import Severity
from assembler.document import BulletList, Emphasis, Entry, FactTable, Item, Row, Section, Strong, Text
from assembler.loading import load_applicant
from assembler.reviewing import review
from assembler.schema.dates import PartialDate
from benchmarks.checks.measure import house
from benchmarks.speed import cohort, measure, peers, report
from benchmarks.speed.measure import Ratio, Spent, Spread, interleaved, median, slope
from benchmarks.speed.report import BEGIN, END, HEADER, Axis
from benchmarks.speed.run import page_of
from benchmarks.speed.sections import without_metadata
from scripts import peer

_TOP = Path(__file__).parents[2]


def spent(*walls: float) -> list[Spent]:
    return [Spent(wall, wall / 2) for wall in walls]


# Statistics -----------------------------------------------------------------------------------


def test_a_ratio_is_that_of_each_round_and_not_that_of_the_medians() -> None:
    ratio = Ratio.of(spent(1, 20, 6), spent(1, 10, 2))

    assert ratio.wall == Spread(2.0, 1.0, 3.0)
    assert ratio.cpu == Spread(2.0, 1.0, 3.0)


def test_rounds_that_are_not_the_same_are_refused() -> None:
    with pytest.raises(ValueError, match="longer"):
        Ratio.of(spent(1), spent(1, 2))


def test_medians_are_taken_of_wall_and_of_processor_time_each() -> None:
    assert median([Spent(1, 9), Spent(2, 8), Spent(30, 1)]) == Spent(2, 8)


@pytest.mark.parametrize(("power", "times"), [(0, 7), (1, 0.5), (2, 3)])
def test_the_exponent_of_growth_is_found(power: int, times: float) -> None:
    sizes = [5, 20, 80, 200]

    assert slope(sizes, [times * size**power for size in sizes]) == pytest.approx(power)


def test_subjects_take_turns() -> None:
    order: list[str] = []
    said: list[str] = []

    def subject(name: str) -> Spent:
        order.append(name)
        return Spent(len(order), 0)

    taken = interleaved({name: lambda name=name: subject(name) for name in "abc"}, 2, said.append)  # type: ignore[misc]

    assert "".join(order) == "abcabc"
    assert [one.wall for one in taken["b"]] == [2, 5]
    assert said == ["round 1 of 2: a 1.00 s, b 2.00 s, c 3.00 s", "round 2 of 2: a 4.00 s, b 5.00 s, c 6.00 s"]


_LEAVES_ONE_BEHIND = """
import json, sys
from benchmarks.speed.measure import run
busy = "import time\\nwhile time.process_time() < 0.3: pass"
left = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}])"
print(json.dumps([run([sys.executable, "-c", code]).spent.cpu for code in (busy, left)]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hands over what outlives its parent")
def test_processor_time_counts_what_outlives_the_command() -> None:
    # In a process of its own, since it waits for every child that there is.
    done = subprocess.run([sys.executable, "-c", _LEAVES_ONE_BEHIND], cwd=_TOP, capture_output=True, check=True)

    itself, left_behind = json.loads(done.stdout)

    assert itself >= 0.3
    assert left_behind >= 0.3


def test_a_process_that_is_gone_has_none_below_it() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert measure._below(ended.pid) == []


def test_a_command_that_fails_is_told_with_what_it_said() -> None:
    code = "from benchmarks.speed.measure import run; run(['false', 'a', 'b'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=_TOP, capture_output=True, text=True, check=False)

    assert "RuntimeError: false a b … failed" in done.stderr


# The table ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "ratio", "target", "met"),
    [
        (report.Row("a", ratio=Ratio.of(spent(3), spent(4)), limit=0.8), "0.75 × (0.75–0.75)", "≤ 0.8 ×", "yes"),
        (report.Row("a", ratio=Ratio.of(spent(9), spent(10)), limit=0.8), "0.90 × (0.90–0.90)", "≤ 0.8 ×", "**no**"),
        (
            report.Row("a", ratio=Ratio.of([Spent(9, 7)], [Spent(10, 10)]), limit=0.8),
            "0.90 × (0.90–0.90)",
            "≤ 0.8 ×",
            "in processor time alone",
        ),
        (
            report.Row("a", ratio=Ratio.of([Spent(7, 9)], [Spent(10, 10)]), limit=0.8),
            "0.70 × (0.70–0.70)",
            "≤ 0.8 ×",
            "in wall time alone",
        ),
        (report.Row("for information", ratio=Ratio.of(spent(9), spent(10))), "0.90 × (0.90–0.90)", "", ""),
        (report.Row("a", told="3 rendered", target="each once", met=True), "3 rendered", "each once", "yes"),
        (report.Row("a", told="not measured: no Python", limit=1), "not measured: no Python", "≤ 1 ×", ""),
    ],
)
def test_a_row_says_how_long_how_long_it_may_and_whether_it_does(
    row: report.Row, ratio: str, target: str, met: str
) -> None:
    cells = dict(zip(HEADER, row.cells, strict=False))

    assert len(row.cells) == len(HEADER)
    assert (cells["ratio (from–to)"], cells["target"], cells["met"]) == (ratio, target, met)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (None, ""),
        (Spent(0.0176, 0.0181), "0.018 s"),
        (Spent(0.214, 0.135), "0.214 s (0.135 s)"),
        (Spent(4.54, 2.9), "4.54 s (2.90 s)"),
        (Spent(240.4, 460), "240 s (460 s)"),
    ],
)
def test_times_have_as_many_digits_as_mean_something(time: Spent | None, words: str) -> None:
    assert report.seconds(time) == words


def test_a_stroke_in_a_cell_does_not_end_it() -> None:
    assert report.table(["a", "b"], [["x|y", "z"]]) == "| a | b |\n| --- | --- |\n| x\\|y | z |"


def test_only_what_stands_between_the_markers_is_replaced() -> None:
    page = f"# Ours\n\n{BEGIN}\n\nold\n\n{END}\n\nAnd more.\n"

    once = report.put_between(page, "new\n")

    assert once == f"# Ours\n\n{BEGIN}\n\nnew\n\n{END}\n\nAnd more.\n"
    assert report.put_between(once, "new\n") == once


@pytest.mark.parametrize(
    "page", ["no markers", BEGIN, END, f"{END}{BEGIN}", f"{BEGIN}{BEGIN}{END}", f"{BEGIN}{END}{END}"]
)
def test_a_page_without_its_markers_is_left_alone(page: str) -> None:
    with pytest.raises(ValueError, match="the page needs"):
        report.put_between(page, "new")


def test_the_page_has_room_for_results() -> None:
    text = (_TOP / "docs" / "benchmarks.md").read_text(encoding="utf-8")

    assert "new" in report.put_between(text, "new")


def test_sections_of_one_run_share_a_line_on_the_machine() -> None:
    def section(day: str, what: str) -> dict[str, object]:
        return {"machine": {"date": day}, "rows": [[what]], "more": f"\n\nMore of {what}." if what == "b" else ""}

    made = page_of({"cv": section("Monday", "a"), "docx": section("Tuesday", "b"), "many": section("Monday", "c")})

    assert made.splitlines()[2:4] == ["- cv, many: date Monday", "- docx: date Tuesday"]
    assert made.endswith("| a |\n| b |\n| c |\n\nMore of b.")


# Pictures -------------------------------------------------------------------------------------


def test_an_axis_goes_from_power_to_power_of_ten() -> None:
    axis = Axis.over([3, 200])

    assert axis.ticks == pytest.approx([1, 10, 100, 1000])
    assert axis.share(1) == 0
    assert axis.share(1000) == 1
    assert Axis.over([10]).ticks == pytest.approx([10, 100])


def test_a_picture_is_well_formed_and_linear_growth_lies_on_its_dashes() -> None:
    drawn = report.picture("Time & memory", "programs", {"seconds": {"wall": [(1, 2), (10, 20), (100, 200)]}})

    root = ElementTree.fromstring(drawn)  # noqa: S314 - ours
    paths = {
        path.get("stroke-dasharray", ""): path.get("d", "") for path in root.iter("{http://www.w3.org/2000/svg}path")
    }
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Time & memory"
    *_, line = [
        path.get("d", "") for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("fill") == "none"
    ]
    first, _, last = line.removeprefix("M").split("L")
    assert paths["2 4"] == f"M{first}L{last}"


# The cohort -----------------------------------------------------------------------------------


def test_a_cohort_is_the_same_each_time_and_no_two_applicants_are(tmp_path: Path) -> None:
    def texts(top: Path) -> list[dict[str, str]]:
        folders = cohort.write(top, 2, 5)
        return [
            {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
            for folder in folders
        ]

    first, second = texts(tmp_path / "a"), texts(tmp_path / "b")

    assert first == second
    assert first[0].keys() == first[1].keys()
    assert len(first[0]) == 7
    assert first[0]["profile.yaml"] != first[1]["profile.yaml"]


@pytest.mark.parametrize(("applicants", "programs"), [(3, 1), (1, cohort.PER_BLOCK + 2)])
def test_a_cohort_has_no_errors_and_nothing_of_the_sample_s_person(
    applicants: int, programs: int, tmp_path: Path
) -> None:
    for folder in cohort.write(tmp_path, applicants, programs):
        applicant, found = load_applicant(folder, house())
        assert applicant is not None
        found += review(applicant, house(), PartialDate.parse("2026-11-20"))

        assert [item for item in found if item.severity is Severity.ERROR] == []
        assert len(applicant.programs) == programs
        assert "Vasanthan" not in "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml"))


def test_every_program_of_the_largest_cohort_has_a_name_of_its_own() -> None:
    assert len({cohort.program_name(n) for n in range(200)}) == 200
    with pytest.raises(ValueError, match="240"):
        cohort.program_name(240)


# Peers ----------------------------------------------------------------------------------------


def test_a_peer_whose_python_is_not_there_is_told_as_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "FOLDER", tmp_path)

    with pytest.raises(peers.MissingError, match=r"no Python 3\.12"):
        peers.python("rendercv", [], lambda _: None)


def test_a_peer_that_is_there_is_not_installed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "FOLDER", tmp_path)
    listed = (_TOP / "benchmarks" / "speed" / "peers.txt").read_bytes()
    (tmp_path / "peers").mkdir()
    (tmp_path / "peers" / "made-of").write_text(sha256(listed).hexdigest(), encoding="ascii")

    assert peers.python("peers", [], lambda _: None) == tmp_path / "peers" / "bin" / "python"


def test_documents_that_differ_in_their_metadata_alone_are_seen_to() -> None:
    one, other, third = (
        [{"html": f"<html><head><title>{title}</title></head><body>{body}</body></html>", "css": "p { color: red }"}]
        for title, body in (("a", "x"), ("b", "x"), ("a", "y"))
    )

    assert without_metadata(one) == without_metadata(other) != without_metadata(third)


def test_the_list_of_rendercv_names_the_release_that_the_gallery_shows() -> None:
    text = (_TOP / "benchmarks" / "speed" / "rendercv.txt").read_text(encoding="utf-8")

    assert f"\nrendercv=={peer.VERSION} \\\n" in text


@pytest.mark.parametrize("package", ["weasyprint", "python-docx", "lxml", "jinja2", "fonttools"])
def test_peers_have_the_libraries_that_we_have(package: str) -> None:
    def pinned(path: str) -> list[str]:
        lines = (_TOP / path).read_text(encoding="utf-8").splitlines()
        return [line.split()[0] for line in lines if line.startswith(f"{package}==")]

    assert pinned("benchmarks/speed/peers.txt") == pinned("requirements.txt") != []


def test_peers_are_given_the_words_and_tables_of_a_document() -> None:
    from benchmarks.speed.ours import blocks  # noqa: PLC0415 - loads python-docx

    entry = Entry(
        head=(Text("Registrar"),),
        dates=(Text("2021"),),
        place=(Emphasis((Text("Leeds"),)),),
        body=(BulletList((Item((Text("One"), Strong((Text("two"),)))),)),),
    )
    facts = FactTable(
        header=((Text("Kind"),), (Text("Number"),)),
        rows=(Row(((Text("Blocks"),), (Text("3"),))),),
        widths=(0.5, 0.5),
        numeric=(False, True),
        total=Row(((Text("All"),), (Text("3"),))),
    )

    made = list(blocks((Section((Text("Posts"),), (entry, facts)),)))

    assert made == [
        {"style": "Heading 1", "runs": [("Posts", False, False)]},
        {
            "style": "Normal",
            "runs": [
                ("2021", False, False),
                ("\t", False, False),
                ("Registrar", True, False),
                ("\t", False, False),
                ("Leeds", False, True),
            ],
        },
        {"style": "List Bullet", "runs": [("One", False, False), ("two", True, False)]},
        {"style": "Caption", "runs": []},
        {"rows": [["Kind", "Number"], ["Blocks", "3"], ["All", "3"]]},
    ]
