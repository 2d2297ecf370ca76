"""What is measured, section by section: each measures its subjects in turns, and hands back the rows of its claims."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assembler import resources
from benchmarks.speed import cohort
from benchmarks.speed.bench import DAY, PYTHON, Bench, Result, cores, raw
from benchmarks.speed.growth import growing
from benchmarks.speed.measure import ASSEMBLER, Ratio, Spent, median, run
from benchmarks.speed.peers import HERE, MissingError, cv_by_rendercv, rendercv, theirs
from benchmarks.speed.report import Row

HEAVY = ("weasyprint", "docx", "pydantic", "jinja2")
"""What a build that changes nothing must not load."""


def starting(bench: Bench) -> Result:
    """A build that changes nothing, and the help, beside Python alone."""
    bench.built()
    listed = json.loads(run([*bench.build, "--message-format", "json"]).out)["outputs"]
    idle = all(row["action"] == "unchanged" for row in listed)
    seen = run([PYTHON, "-X", "importtime", *bench.build]).err
    loaded = re.findall(r"^import time:.*\| +([\w.]+)$", seen, flags=re.MULTILINE)
    heavy = [name for name in HEAVY if name in loaded]
    taken = bench.turns(
        {
            "python": lambda: run([PYTHON, "-c", "pass"]).spent,
            "nothing new": lambda: run(bench.build).spent,
            "help": lambda: run([ASSEMBLER, "--help"]).spent,
        },
        bench.size.starts,
    )
    python = taken["python"]

    def row(what: str, name: str, limit: float) -> Row:
        ratio = Ratio.of(taken[name], python)
        return Row(what, median(taken[name]), "`python -c pass`", median(python), ratio, limit)

    what = f"build with nothing new, {bench.size.many} programs, {len(listed)} files"
    rows = [row(what + ("" if idle else " (but it was not idle)"), "nothing new", 5.5)]
    told = f"{', '.join(heavy) or 'none'} of {len(loaded)} modules"
    rows.append(
        Row("of these it loads", told=told, beside=", ".join(HEAVY), target="none", met=not heavy and bool(loaded))
    )
    rows.append(row("`assembler --help`", "help", 6))
    return Result(rows, raw=raw(taken) | {"loaded": len(loaded)})


def one_cv(bench: Bench) -> Result:
    """The PDF of one CV in a new process, from nothing."""
    profile = bench.top / "cv-profile" / "cv"
    shutil.copytree(resources.samples().parent / "benchmarks" / "cv", profile)
    arguments: list[str | Path] = ["build", profile, "-d", "cv", "-f", "pdf", "--date", DAY, "-o"]
    documents, _, _ = bench.captured("cv", [*arguments, bench.top / "cv-seen"])
    file = bench.top / "cv.json"
    file.write_text(json.dumps(documents), encoding="utf-8")
    numbers = iter(range(1000))
    subjects: dict[str, Callable[[], Spent]] = {
        "assembler": lambda: run([ASSEMBLER, *arguments, bench.top / f"cv-{next(numbers)}"]).spent,
        "bare": lambda: theirs(bench.python, "cold", file)[0].spent,
        "bare, tagged": lambda: theirs(bench.python, "cold", file, "pdf/ua-1")[0].spent,
        "typst": lambda: theirs(bench.python, "typst", HERE / "cv.typ")[0].spent,
    }
    missing = ""
    try:
        python = rendercv(bench.say)
        (bench.top / "rendercv").mkdir()
        subjects["RenderCV"] = lambda: cv_by_rendercv(python, bench.top / "rendercv")
        subjects["RenderCV"]()  # its first run compiles its modules
    except MissingError as failure:
        missing = f"not measured: {failure}"
    theirs(bench.python, "cold", file)
    taken = bench.turns(subjects, bench.size.rounds)
    ours = taken["assembler"]

    def row(name: str, beside: str, limit: float | None = None) -> Row:
        what = "one CV as PDF, new process, from nothing"
        if name not in taken:
            return Row(what, median(ours), beside, limit=limit, told=missing)
        return Row(what, median(ours), beside, median(taken[name]), Ratio.of(ours, taken[name]), limit)

    rows = [
        row("RenderCV", "RenderCV on equal content", 1.0),
        row("bare", "bare WeasyPrint on our HTML"),
        row("bare, tagged", "the same, PDF/UA-1 as ours"),
        row("typst", "Typst on equal content, the limit"),
    ]
    return Result(rows, raw=raw(taken))


def many(bench: Bench) -> Result:
    """All documents in all formats of many programs, from nothing, beside the bare layout of the distinct ones."""
    bench.fresh()
    documents, laid, _ = bench.captured("many", bench.build[1:])
    listed = json.loads(run([*bench.build, "--message-format", "json"]).out)["outputs"]
    pdfs = sum(row["format"] == "pdf" for row in listed)
    apart = len({without_metadata(document) for document in documents})

    def ours() -> Spent:
        bench.fresh()
        return run(bench.build).spent

    subjects = {"assembler": ours, "bare": bench.warm(documents, "many"), "start": bench.start}
    taken = bench.turns(subjects, bench.size.builds)
    once = [one - start for one, start in zip(taken["assembler"], taken["start"], strict=True)]
    spread_out = [Spent(one.wall / cores(), one.cpu) for one in taken["bare"]]
    what = f"{bench.size.many} programs, {len(listed)} files, from nothing, less one start"
    beside = f"bare warm `write_pdf` of the {len(documents)} distinct documents ÷ {cores()} cores"
    rows = [
        Row(what, median(once), beside, median(spread_out), Ratio.of(once, spread_out), 1.1),
        Row("the start", median(taken["start"]), "`import weasyprint` in a new process"),
        Row(
            "one document for several programs",
            told=f"{laid} rendered for {pdfs} PDF files",
            beside=f"{len(documents)} distinct, {apart} apart from their metadata",
            target="each once",
            met=laid == len(documents),
        ),
    ]
    return Result(rows, raw=raw(taken) | {"distinct": len(documents), "apart": apart, "rendered": laid, "pdfs": pdfs})


def without_metadata(parts: Sequence[dict[str, str]]) -> str:
    """What is seen of a document, whatever its file says about itself."""
    return "".join(re.sub(r"(?s)<head>.*?</head>", "", part["html"]) + part["css"] for part in parts)


def one_word(bench: Bench) -> Result:
    """One word changed in one program file, after everything was built."""
    program = f"{cohort.program_name(1).lower().replace(' ', '-')}"

    def edited() -> None:
        bench.built()
        path = bench.profile / "programs" / f"{program}.yaml"
        text, times = re.subn(r"(?m)^(attractions:\n- text: )\w+", r"\1Sundry", path.read_text(encoding="utf-8"))
        if times != 1:
            raise RuntimeError(f"{path.name} has no attraction whose word could be changed")
        path.write_text(text, encoding="utf-8")

    edited()
    documents, laid, _ = bench.captured("word", bench.build[1:])
    edited()
    listed = json.loads(run([*bench.build, "--message-format", "json"]).out)["outputs"]
    kept = bench.top / "kept" / "output"
    changed = [row for row in listed if row["action"] != "unchanged" and _differs(row["path"], bench.output, kept)]
    others = sorted({row["program"] for row in changed if row["program"] not in (program, None)})
    names = sorted(
        {f"{row['document']}/{row['program'] or row['referee']}" for row in changed if row["format"] == "pdf"}
    )
    pdfs = sum(row["format"] == "pdf" for row in changed)

    def ours() -> Spent:
        edited()
        return run(bench.build).spent

    subjects = {"assembler": ours, "bare": bench.warm(documents, "word"), "start": bench.start}
    taken = bench.turns(subjects, bench.size.rounds)
    once = [one - start for one, start in zip(taken["assembler"], taken["start"], strict=True)]
    beside, bare = f"bare warm `write_pdf` of those {len(documents)}", taken["bare"]
    what = f"one word of one of {bench.size.many} program files changed"
    rows = [
        Row(f"{what}, less one start", median(once), beside, median(bare), Ratio.of(once, bare), 1.3),
        Row("the same, its start included", median(taken["assembler"]), beside, median(bare),
            Ratio.of(taken["assembler"], bare)),
        Row(
            "what it renders",
            told=f"{laid} rendered, {pdfs} PDF files are new: {', '.join(names)}"
            + (f"; of other programs: {', '.join(others)}" if others else ""),
            target="what the program affects",
            met=laid <= pdfs and not others,
        ),
    ]  # fmt: skip
    return Result(rows, raw=raw(taken) | {"rendered": laid, "changed": names})


def _differs(path: str, output: Path, kept: Path) -> bool:
    """Whether a file holds anything else than before."""
    before = kept / Path(path).relative_to(output)
    return not before.is_file() or before.read_bytes() != Path(path).read_bytes()


def words(bench: Bench) -> Result:
    """The DOCX writer, warm, beside the two usual ways: on a plain CV, and on one of the cohort, with tables."""
    profile = bench.top / "docx-profile" / "cv"
    shutil.copytree(resources.samples().parent / "benchmarks" / "cv", profile)
    plain: list[str | Path] = ["build", profile, "-d", "cv", "--date", DAY, "-o", bench.top / "docx-output"]
    bench.fresh()
    program = cohort.program_name(0).lower().replace(" ", "-")
    rich: list[str | Path] = ["build", bench.profile, "-d", "cv", "-p", program, "--date", DAY, "-o", bench.output]
    result = Result()
    for name, arguments in (("the CV of benchmarks/cv", plain), ("a CV with tables", rich)):
        key = "docx-plain" if arguments is plain else "docx-rich"
        _, _, (document, *_) = bench.captured(key, arguments)
        inside: list[str | Path] = [PYTHON, "-m", "benchmarks.speed.ours"]
        blocks = bench.top / f"{key}.json"
        blocks.write_text(run([*inside, "blocks", document]).out, encoding="utf-8")
        times = bench.size.repeats

        def ours(command: Sequence[str | Path] = (*inside, "docx", document, str(times))) -> Spent:
            return _told(json.loads(run(command).out))

        def other(way: str, blocks: Path = blocks) -> Callable[[], Spent]:
            return lambda: _told(theirs(bench.python, way, blocks, bench.size.repeats)[1])

        subjects = {"assembler": ours, "naive": other("naive"), "docxtpl": other("docxtpl")}
        taken = bench.turns(subjects, bench.size.rounds)
        parts = len(json.loads(blocks.read_text(encoding="utf-8")))
        for way, beside, limit in (("naive", "naive python-docx", 0.15), ("docxtpl", "docxtpl", 1.0)):
            ratio = Ratio.of(taken["assembler"], taken[way])
            what = f"DOCX of {name}, {parts} blocks, warm"
            result.rows.append(Row(what, median(taken["assembler"]), beside, median(taken[way]), ratio, limit))
        result.raw[key] = raw(taken)
    return result


def _told(said: dict[str, Any]) -> Spent:
    return Spent(said["wall"], said["cpu"])


SECTIONS: dict[str, Callable[[Bench], Result]] = {
    "start": starting,
    "cv": one_cv,
    "many": many,
    "word": one_word,
    "docx": words,
    "growth": growing,
}
"""In the order of the table."""
