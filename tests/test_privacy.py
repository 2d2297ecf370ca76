"""No file for a referee holds what is not theirs: every text of a profile is a marker, and most must not be found."""

from __future__ import annotations

import datetime
import email.policy
import io
import os
import re
import types
import zipfile
import zlib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo
from pypdf import PdfReader

from assembler.build import build
from assembler.diagnostics import has_errors
from assembler.loading import Applicant, load_applicant
from assembler.options import Options
from assembler.plan import plan
from assembler.records import Record
from assembler.schema.dates import PartialDate
from assembler.schema.letters import Letter
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.schema.rules import DocumentName
from assembler.schema.types import Entry
from assembler.tailor import briefing, cv
from assembler.tailor.allowed import CV_READERS, ENCLOSED, REFEREES
from assembler.views import plain
from tests.people import as_yaml, composer, house


def bare(annotation: Any) -> Any:
    """The type within `X | None` and `Annotated[X, …]`."""
    if get_origin(annotation) in (types.UnionType, Union):
        return bare(next(each for each in get_args(annotation) if each is not type(None)))
    return bare(annotation.__origin__) if hasattr(annotation, "__metadata__") else annotation


class Planter:
    """Fills records with markers: every text that can hold one holds one, and `paths` knows where each stands."""

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}

    def text(self, path: str) -> str:
        marker = f"zq{len(self.paths):04}qz"
        self.paths[marker] = path
        return marker

    def fill(self, model: type[Record], path: str, **fixed: Any) -> dict[str, Any]:
        """A mapping with every field of `model`; `fixed` ones are given."""
        fields = {info.alias or name: info for name, info in model.model_fields.items() if name != "mark"}
        filled = {
            name: fixed[name] if name in fixed else self.value(name, info, f"{path}.{name}")
            for name, info in fields.items()
        }
        return {name: value for name, value in filled.items() if value is not None}

    def value(self, name: str, info: FieldInfo, path: str) -> Any:
        kind = bare(info.annotation)
        if name == "private":
            return "no"
        if name in ("id", "tags", "evidence", "share_with", "entry", "consent_with"):
            return [] if get_origin(kind) is tuple else self.text(path)
        if get_origin(kind) is tuple:
            return self.items(bare(get_args(kind)[0]), path)
        return self.single(kind, name, path)

    def items(self, kind: Any, path: str) -> list[Any]:
        if isinstance(kind, type) and issubclass(kind, Entry):
            # One that may be shown, and one that is private with all that it holds.
            return [self.fill(kind, f"{path}.open"), self.fill(kind, f"{path}.private", private="yes")]
        return [self.single(kind, "", path)]

    def single(self, kind: Any, name: str, path: str) -> Any:
        if get_origin(kind) is Literal:
            return get_args(kind)[0]
        if isinstance(kind, type) and issubclass(kind, Record):
            return self.fill(kind, path)
        if isinstance(kind, type) and issubclass(kind, PartialDate):
            return "2021-03"
        if kind is bool:
            return "yes"
        if kind in (int, float):
            return "99" if path.endswith("name_length") else "3"
        unset = dict.fromkeys(("photo", "theme", "portal", "convention", "native_language", "include", "form"))
        fixed = {
            "url": f"https://{self.text(path)}.org",
            "time": "17:00",
            "code": "cliche",
            "name_length": "99",
            **unset,
        }
        return fixed[name] if name in fixed else self.text(path)


READER, OTHER = "reader", "rival"
SHARED = {"scheme": "AAMC", "share_with": ["referees"]}
WITHHELD: list[dict[str, Any]] = [
    {"scheme": "AAMC", "share_with": ["programs"]},
    {"scheme": "AAMC"},
    {"scheme": "GMC", "share_with": ["referees"]},
    {"scheme": "AAMC", "share_with": ["referees"], "private": "yes"},
]


def planted() -> tuple[dict[str, Any], dict[str, dict[str, Any]], dict[str, str]]:
    """A profile, its programs and the path of every marker; the reader is said to have witnessed everything."""
    plant = Planter()
    everything = plant.fill(Profile, "profile", schema="1")
    everything["identifiers"] = [
        plant.fill(Profile.model_fields["identifiers"].annotation.__args__[0], f"profile.identifiers.{name}", **rule)  # type: ignore[union-attr]
        for name, rule in [("shared", SHARED), *((f"withheld{at}", rule) for at, rule in enumerate(WITHHELD))]
    ]
    referee = get_args(Profile.model_fields["referees"].annotation)[0]
    everything["referees"] = [
        plant.fill(referee, f"referees.{name}", id=name, end="present", consent="yes") for name in (READER, OTHER)
    ]
    everything["current_post"] = everything["posts"][0]["id"]
    ids = list(ids_in({name: value for name, value in everything.items() if name != "referees"}))
    for one in everything["referees"]:
        for item in one["witnessed"]:
            del item["entry"]
        one["witnessed"] += [{"entry": name} for name in [*ids, OTHER, READER]]
        for point in one["speak_to"]:
            point["evidence"] = list(ids)
    for part in (*everything["motivation"].values(), *everything["career_plan"].values()):
        for theme in part:
            theme["evidence"] = list(ids)
    programs = {
        name: plant.fill(
            Program, f"programs.{name}", schema="1", referees=asked, deadline={"date": "2027-03-01"}, emphasis=[]
        )
        for name, asked in (("asking", [READER, OTHER]), ("elsewhere", [OTHER]))
    }
    for held in programs.values():
        held["omit"] = []
        held["letters"] |= {"identifiers": ["AAMC"], "minimum": "0", "competencies": "acgme"}
        held["cv"] = {"identifiers": ["AAMC", "GMC"]}
        held["statement"] |= {"words": "600", "sections": [], "questions": [], "limits": []}
        held["cover_letter"] = held["statement"]
        held["texts"] = [held["texts"][0] | {"entry": everything["posts"][0]["id"], "field": "title"}]
        held["documents"] = list(get_args(DocumentName))
    return everything, programs, plant.paths


def planted_letters(paths: dict[str, str]) -> dict[str, Any]:
    """A letter of each referee, whose markers are put into `paths`."""
    plant = Planter()
    plant.paths = paths
    given: dict[str, Any] = {"programs": ["asking"], "state": "agreed", "due": "2027-01-04"}
    listed = [plant.fill(Letter, f"letters.{name}", referee=name, **given) for name in (READER, OTHER)]
    return {"schema": "1", "letters": [{key: held for key, held in one.items() if held != []} for one in listed]}


def ids_in(data: Any) -> Iterator[str]:
    """The ids of all entries, bullets and rows within `data`."""
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        data = list(data.values())
    if isinstance(data, list):
        for inner in data:
            yield from ids_in(inner)


WITNESSED_KINDS = (
    *("training", "posts", "experience", "logbooks", "projects", "publications", "presentations", "grants"),
    *("improvement", "teaching", "leadership", "awards", "courses"),
)
IN_THE_CV = (
    *("registration", "certification", "examinations", "education", "interests", "conferences", "memberships"),
    *("languages", "gaps"),
)
"""What the CV in a pack shows beside what the referee saw."""

WITHIN = ("*.supervisor", "*.director", "*.verified_by", "*.id", "*.private*", "*.amount")
IN_A_CV = ("profile.*.open.supervisor", "profile.training.open.director", "profile.posts.open.supervisor")
"""Names of others that are part of a post or of work done, in the CV."""

NEVER = (
    *("profile.examinations.*.score", "profile.registration.*.number", "profile.gaps.*.reason", "*.verified_by"),
    *("profile.referees.*", "profile.eligibility.*", "profile.personal.*", "profile.contact.address"),
)
"""What no file for a referee may hold, whatever else allows it."""
"""What even of a witnessed entry is not for a referee: whoever else is named there, and private parts."""

FOR_THE_READER = (
    "profile.name.*",
    "profile.specialty",
    "profile.contact.email",
    "profile.contact.phone",
    "profile.identifiers.shared.scheme",
    "profile.identifiers.shared.value",
    "profile.career_plan.*.open.text",
    "referees.reader.name",
    "referees.reader.email",
    "referees.reader.salutation",
    "referees.reader.relationship",
    "referees.reader.setting",
    "referees.reader.witnessed.open.text",
    "referees.reader.speak_to.open.point",
    "referees.reader.speak_to.open.text",
    *(f"profile.{kind}.open.*" for kind in (*WITNESSED_KINDS, *IN_THE_CV)),
    "profile.contact.city",
    "profile.contact.country",
    "profile.links.*",
    "profile.*.open.bullets.open.text",
    "programs.asking.name",
    "programs.asking.institution",
    "programs.asking.short",
    "programs.asking.department",
    "programs.asking.city",
    "programs.asking.country",
    "programs.asking.length",
    "programs.asking.director.name",
    "programs.asking.director.salutation",
    "programs.asking.attractions.open.text",
    "programs.asking.letters.*",
    "programs.asking.texts.text",
    "letters.reader.letter_id",
    "letters.reader.route",
)
"""All that the files for the reader may hold."""


def allowed(path: str) -> bool:
    if any(fnmatch(path, form) for form in NEVER):
        return False
    shown = any(fnmatch(path, form) for form in FOR_THE_READER) and not any(fnmatch(path, form) for form in WITHIN)
    return shown or any(fnmatch(path, form) for form in IN_A_CV)


def contents(path: Path) -> Iterator[str]:
    """All text in a file: its bytes, what is packed in it, and what a reader extracts from it."""
    yield path.as_posix()
    yield from contents_of(path.suffix, path.read_bytes())


def contents_of(suffix: str, data: bytes) -> Iterator[str]:
    yield data.decode("latin-1")
    if suffix == ".ics":
        # Long lines go on in the next, after a space.
        yield data.decode("utf-8").replace("\r\n ", "")
    if suffix == ".eml":
        mail = email.message_from_bytes(data, policy=email.policy.default)
        yield str(mail.items())
        for part in mail.walk():
            held = part.get_payload(decode=True)
            if isinstance(held, bytes):
                yield from contents_of(Path(part.get_filename() or "text").suffix, held)
    if suffix == ".pdf":
        pdf = PdfReader(io.BytesIO(data))
        yield from (page.extract_text() for page in pdf.pages)
        yield str(pdf.metadata)
        for packed in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            try:
                inner = zlib.decompressobj().decompress(packed)
            except zlib.error:
                continue
            # The second is UTF-16, as titles in the tree of a PDF are.
            yield inner.decode("latin-1")
            yield inner.replace(b"\0", b"").decode("latin-1")
    if suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for name in parts.namelist():
                text = parts.read(name).decode("utf-8", "replace")
                yield text
                yield re.sub(r"<[^>]*>", "", text)


def found_in(folder: Path, markers: dict[str, str]) -> dict[str, str]:
    """The markers in any file of `folder`, wherever lines break or signs were put between."""
    whole = [re.sub(r"[\s\u00ad\u200b-]+", "", text).casefold() for path in files(folder) for text in contents(path)]
    return {path: marker for marker, path in markers.items() if any(marker in text for text in whole)}


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def on_disk(root: Path) -> tuple[Path, dict[str, str]]:
    """The folder of the planted profile, written below `root`, and where its markers stand."""
    folder = root / "profiles" / "planted"
    everything, programs, paths = planted()
    (folder / "programs").mkdir(parents=True)
    (folder / "profile.yaml").write_text(as_yaml(everything), encoding="utf-8")
    for name, held in programs.items():
        (folder / "programs" / f"{name}.yaml").write_text(as_yaml(held), encoding="utf-8")
    (folder / "letters.yaml").write_text(as_yaml(planted_letters(paths)), encoding="utf-8")
    return folder, paths


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The output folder of the planted profile, and where its markers stand."""
    root = tmp_path_factory.mktemp("planted")
    folder, paths = on_disk(root)
    outcome = build(folder, root / "output", Options(), datetime.date(2026, 11, 24), lambda *_: None)
    assert not has_errors(outcome.diagnostics), outcome.diagnostics
    return root / "output", paths


def test_a_referees_files_hold_nothing_that_is_not_theirs(built: tuple[Path, dict[str, str]]) -> None:
    output, paths = built
    folder = output / "referees" / READER
    assert {path.suffix for path in files(folder)} == {".pdf", ".docx", ".eml", ".ics"}
    found = found_in(folder, paths)
    assert sorted(path for path in found if not allowed(path)) == []
    assert f"{OTHER}" not in "".join(text.casefold() for path in files(folder) for text in contents(path))
    assert len(found) > 40, "what is theirs is there"
    told = [text for path in files(folder) for text in contents_of(path.suffix, path.read_bytes())]
    assert not [text for text in told if os.fspath(output.parent) in text or os.fspath(Path.home() / "") in text]
    assert {"profile.name.family", "referees.reader.relationship", "programs.asking.letters.send_to"} <= set(found)


@pytest.fixture(scope="module")
def applicant(tmp_path_factory: pytest.TempPathFactory) -> tuple[Applicant, dict[str, str]]:
    """The planted profile as records, and where its markers stand."""
    folder, paths = on_disk(tmp_path_factory.mktemp("views"))
    loaded, found = load_applicant(folder, house())
    assert loaded is not None, found
    return loaded, paths


def in_views(applicant: tuple[Applicant, dict[str, str]]) -> set[str]:
    """Where the texts stand that any view for the reader holds, whether a template shows them or not."""
    loaded, paths = applicant
    day = PartialDate(2026, 11, 24)
    tasks = [task for task in plan(loaded, house(), composer().words, day) if task.referee == READER]
    views = [task.view(day, frozenset())[0] for task in tasks]
    views += [one.view(day) for task in tasks for one in task.enclosed]
    whole = repr([plain(view) for view in views])
    return {path for marker, path in paths.items() if marker in whole}


NOT_SHOWN = ("*.id", "*.tags")
"""What a view holds so that a line of YAML can be pointed at."""


def test_no_view_for_a_referee_holds_what_is_not_theirs(applicant: tuple[Applicant, dict[str, str]]) -> None:
    held = in_views(applicant)
    assert sorted(one for one in held if not allowed(one) and not any(fnmatch(one, form) for form in NOT_SHOWN)) == []
    assert len(held) > 100


DECIDED = ("gaps", "reason")
"""A field that a list cannot release: it is shown where its owner says so."""


def widenings() -> Iterator[tuple[str, str, str]]:
    """Every text that a row of an allow-list for referees lacks: the list, the kind of entry, the field."""
    texts = set(planted()[2].values())
    for name, rows in (("REFEREES", REFEREES), ("ENCLOSED", ENCLOSED)):
        for kind in rows.keys() & Profile.model_fields.keys():
            for field in get_args(Profile.model_fields[kind].annotation)[0].model_fields:
                path = f"profile.{kind}.open.{field}"
                withheld = path in texts and not allowed(path) and not any(fnmatch(path, form) for form in NOT_SHOWN)
                if withheld and field not in rows[kind] and (kind, field) != DECIDED:
                    yield name, kind, field


@pytest.mark.parametrize(("name", "kind", "field"), sorted(widenings()))
def test_a_list_that_is_widened_by_one_field_is_noticed(
    applicant: tuple[Applicant, dict[str, str]], monkeypatch: pytest.MonkeyPatch, name: str, kind: str, field: str
) -> None:
    if name == "REFEREES":
        monkeypatch.setattr(briefing, "REFEREES", {**REFEREES, kind: (*REFEREES[kind], field)})
    else:
        wider = {**ENCLOSED, kind: (*ENCLOSED[kind], field)}
        monkeypatch.setattr(cv, "CV_READERS", {**CV_READERS, "referees": wider})
    with pytest.raises(AssertionError, match=field):
        test_no_view_for_a_referee_holds_what_is_not_theirs(applicant)


def test_most_of_a_profile_is_not_for_a_referee(built: tuple[Path, dict[str, str]]) -> None:
    _, paths = built
    withheld = {path for path in paths.values() if not allowed(path)}
    assert len(withheld) > 150
    for path in (
        "profile.notes",
        "profile.contact.address",
        "profile.personal.nationality",
        "profile.identifiers.withheld0.value",
        "profile.identifiers.withheld3.value",
        "profile.examinations.open.score",
        "profile.registration.open.number",
        "profile.gaps.open.reason",
        "profile.eligibility.visas.need",
        "profile.motivation.themes.open.text",
        "profile.posts.private.title",
        "profile.posts.open.bullets.private.text",
        "profile.posts.private.bullets.open.text",
        "referees.rival.email",
        "referees.rival.notes",
        "referees.reader.notes",
        "referees.reader.witnessed.private.text",
        "programs.elsewhere.institution",
        "programs.asking.notes",
        "letters.reader.notes",
        "letters.rival.letter_id",
        "letters.rival.route",
        "letters.rival.notes",
    ):
        assert path in withheld


def test_both_formats_of_a_briefing_hold_the_same_texts(built: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    output, paths = built
    per_suffix = {}
    for path in (output / "referees" / READER).glob("*_Briefing_*"):
        folder = tmp_path / path.suffix[1:]
        folder.mkdir()
        (folder / path.name).write_bytes(path.read_bytes())
        per_suffix[path.suffix] = set(found_in(folder, paths))
    assert per_suffix[".pdf"] == per_suffix[".docx"]


def test_no_document_at_all_holds_what_is_private(built: tuple[Path, dict[str, str]]) -> None:
    output, paths = built
    hidden = (
        "*.private.*",
        "*.notes",
        "*.channel",
        "profile.contact.address",
        "profile.personal.*",
        "profile.examinations.*.score",
        "profile.registration.*.number",
        "profile.gaps.*.reason",
        "profile.identifiers.withheld1.value",
        "profile.identifiers.withheld3.value",
        "referees.*.witnessed.private.*",
    )
    private = {marker: path for marker, path in paths.items() if any(fnmatch(path, form) for form in hidden)}
    assert len(private) > 100
    found = found_in(output, private)
    assert found == {}
    assert len(files(output)) > 12


def test_the_marker_search_finds_what_is_hidden_in_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:t>zq00</w:t><w:t>01qz</w:t>")
    packed = zlib.compress("zq0002qz".encode("utf-16-be"))
    (tmp_path / "b.pdf").write_bytes(_pdf_with(packed))
    assert set(found_in(tmp_path, {"zq0001qz": "in runs", "zq0002qz": "in a stream", "zq0003qz": "nowhere"})) == {
        "in runs",
        "in a stream",
    }


def _pdf_with(stream: bytes) -> bytes:
    from pypdf import PdfWriter  # noqa: PLC0415 - this one test

    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue() + b"\n9 0 obj\n<< >>\nstream\n" + stream + b"\nendstream\n"
