"""The history: what was kept is found again, whatever happened to the folder in the meantime."""

from __future__ import annotations

import datetime
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.freshness import inputs_key
from assembler.options import Options
from assembler.resources import templates
from assembler.store import history
from assembler.store.atomic import ChangedMeanwhileError, RefusedError, sha256, write_atomic
from assembler.store.history import FOUND, Base, Kept

NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
ORIGIN = "../../output/doe/kallang/draft/Doe_Statement.docx"
BASE = Base(
    sections={"why": "Vì sao **tôi**", "plan": ""},
    own=("Personal statement",),
    comments=("650 words",),
    sha256=sha256(b"docx"),
    written="2026-11-25",
    placeholders={"plan": "Write here"},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "profiles" / "doe"
    made.mkdir(parents=True)
    return made


def later(minutes: int) -> datetime.datetime:
    return NOON + datetime.timedelta(minutes=minutes)


def put(folder: Path, text: str, minutes: int = 0, origin: str = ORIGIN, reason: str = "replaced") -> Kept:
    return history.keep(folder, origin, text.encode(), reason, later(minutes))


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / ".history").iterdir()}


# Keeping -----------------------------------------------------------------------------------------


def test_what_was_kept_is_listed_and_read(folder: Path) -> None:
    zone = datetime.timezone(datetime.timedelta(hours=8))
    first = history.keep(folder, ORIGIN, b"one", "typed", datetime.datetime(2026, 11, 25, 20, 0, 7, 5, tzinfo=zone))
    second = put(folder, "two", 60)

    assert history.entries(folder) == [second, first]
    assert first == Kept(
        id=sha256(b"one")[:8],
        when=NOON.replace(second=7),
        origin=ORIGIN,
        reason="typed",
        sha256=sha256(b"one"),
        size=3,
        path=folder / ".history" / f"2026-11-25T12-00-07Z_kallang_Doe_Statement_{sha256(b'one')[:8]}.docx",
    )
    assert history.read(folder, first.id) == b"one"
    assert history.read(folder, second.id.upper()) == b"two"
    assert history.damage(folder) == []
    with pytest.raises(KeyError):
        history.read(folder, "00000000")


def test_a_profile_without_a_history_has_nothing_and_gets_none_by_looking(folder: Path) -> None:
    assert history.entries(folder) == []
    assert history.damage(folder) == []
    assert history.base(folder, "statement/kallang") == (None, [])
    assert list(folder.iterdir()) == []


def test_the_same_bytes_are_stored_once_and_told_each_time(folder: Path) -> None:
    kept = [put(folder, "one", minutes, reason=f"reason {minutes}") for minutes in range(3)]

    start = sha256(b"one")[:8]
    assert [one.id for one in kept] == [start, f"{start}-2", f"{start}-3"]
    assert history.entries(folder) == kept[::-1]
    assert {one.path for one in kept} == {kept[0].path}
    assert names(folder) == {"index.jsonl", "README.txt", kept[0].path.name if kept[0].path else ""}


def test_of_two_kept_at_one_time_the_later_is_listed_first(folder: Path) -> None:
    kept = [put(folder, text) for text in "abc"]

    assert history.entries(folder) == kept[::-1]


def test_hashes_that_begin_alike_keep_their_texts_apart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_DIGITS", 0)

    kept = [put(folder, text) for text in "abc"]

    assert [one.id for one in kept] == ["", "-2", "-3"]
    assert [history.read(folder, one.id) for one in kept] == [b"a", b"b", b"c"]
    assert len({one.path for one in kept}) == 3


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ("statements/kallang.md", "statements_kallang_HASH.md"),
        ("statements/KALLANG.MD", "statements_KALLANG_HASH.MD"),
        ("statement", "statement_HASH"),
        ("/home/a b/Lá thư: “x”.docx", "a_b_Lá_thư_x_HASH.docx"),
        ("../../..", "text_HASH"),
        ("a/x.docx\x1b[31m", "a_x_HASH"),
        (f"a/{'ữ' * 300}.docx", f"a_{'ữ' * 32}_HASH.docx"),
        (os.fsdecode(b"a/\xff.md"), "a_HASH.md"),
    ],
)
def test_the_name_of_a_file_tells_what_it_was(folder: Path, origin: str, name: str) -> None:
    kept = put(folder, "one", origin=origin)

    assert kept.path is not None
    assert kept.path.name == f"2026-11-25T12-00-00Z_{name.replace('HASH', kept.id)}"
    assert history.entries(folder) == [kept]


def test_without_the_tool_people_find_their_way(folder: Path) -> None:
    kept = put(folder, "one", reason="đã sửa")
    lines = (folder / ".history" / "index.jsonl").read_text(encoding="utf-8").split("\n")

    assert lines[0] == ""
    assert json.loads(lines[1])["file"] == (kept.path and kept.path.name)
    assert '"reason": "đã sửa"' in lines[1]
    text = (folder / ".history" / "README.txt").read_text(encoding="utf-8")
    assert all(word in text for word in ("index.jsonl", "written/", "assembler history"))


def test_the_explanation_is_not_needed_to_keep_something(folder: Path) -> None:
    (folder / ".history" / "README.txt").mkdir(parents=True)

    kept = put(folder, "one")

    assert history.entries(folder) == [kept]


# Damage ------------------------------------------------------------------------------------------


def test_a_line_cut_off_hides_only_itself(folder: Path) -> None:
    first, second = put(folder, "one"), put(folder, "two", 1)
    index = folder / ".history" / "index.jsonl"
    whole = index.read_bytes()
    for length in (*range(whole.rindex(b"\n"), len(whole), 23), len(whole) - 1):
        index.write_bytes(whole[:length])

        listed = history.entries(folder)
        third = put(folder, "three", 2)

        assert listed == [replace(second, origin="", reason=FOUND), first]
        assert history.entries(folder) == [third, *listed]
        assert third.path is not None
        third.path.unlink()
    assert [(found.code, found.mark and found.mark.line) for found in history.damage(folder)] == [
        ("history-damaged", 3)
    ]


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b"[]",
        b"7",
        b"\xff\xfe",
        b"[" * 100_000,
        *(
            json.dumps({**held, **change}).encode()
            for held in [
                {"when": "2026-11-25T12:00:00+00:00", "origin": "a", "reason": "b", "sha256": "0" * 64, "size": 3}
            ]
            for change in (
                {"when": "2026-11-25"},
                {"when": "2026-11-25+00:00"},
                {"when": "0001-01-01T00:00:00+14:00"},
                {"when": 7},
                {"origin": "a\0b"},
                {"origin": "\ud800"},
                {"origin": None},
                {"sha256": "../../etc"},
                {"size": "3"},
                {"size": True},
            )
        ),
    ],
)
def test_a_damaged_line_is_told_and_hides_nothing_else(folder: Path, line: bytes) -> None:
    first = put(folder, "one")
    with (folder / ".history" / "index.jsonl").open("ab") as index:
        index.write(b"\n" + line)
    second = put(folder, "two", 1)

    assert history.entries(folder) == [second, first]
    (told,) = history.damage(folder)
    assert (told.code, told.mark and told.mark.line) == ("history-damaged", 3)


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["gone", "empty"])
def test_without_its_index_everything_is_found(folder: Path, spoil: Callable[[Path], object]) -> None:
    first, second = put(folder, "one"), put(folder, "two", 1)
    spoil(folder / ".history" / "index.jsonl")

    found = history.entries(folder)

    assert found == [replace(kept, origin="", reason=FOUND) for kept in (second, first)]
    assert [history.read(folder, kept.id) for kept in found] == [b"two", b"one"]
    again = put(folder, "one", 2)
    assert again.id == first.id
    assert again.path == first.path
    assert history.entries(folder) == [again, found[0]]


def test_an_index_that_is_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    first = put(folder, "one")
    index, outside = folder / ".history" / "index.jsonl", tmp_path / "outside"
    index.rename(outside)
    index.symlink_to(outside)
    before = outside.read_bytes()

    with pytest.raises(RefusedError):
        put(folder, "two", 1)

    assert outside.read_bytes() == before
    assert [kept.reason for kept in history.entries(folder)] == [FOUND, FOUND]
    assert history.read(folder, first.id) == b"one"
    assert [found.code for found in history.damage(folder)] == ["history-damaged"]


def test_a_history_that_is_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (folder / ".history").symlink_to(tmp_path / "outside")

    with pytest.raises(RefusedError):
        put(folder, "one")
    with pytest.raises(RefusedError):
        history.set_base(folder, "statement/kallang", BASE)

    assert history.entries(folder) == []
    assert [found.code for found in history.damage(folder)] == ["history-damaged"]
    assert list((tmp_path / "outside").iterdir()) == []


def test_links_and_devices_in_the_history_are_not_looked_at(folder: Path, tmp_path: Path) -> None:
    kept = put(folder, "one")
    (tmp_path / "secret").write_text("secret")
    (folder / ".history" / "link.txt").symlink_to(tmp_path / "secret")
    os.mkfifo(folder / ".history" / "pipe.txt")
    (folder / ".history" / "folder").mkdir()

    assert history.entries(folder) == [kept]


def test_a_link_in_the_place_of_a_new_file_stays(folder: Path, tmp_path: Path) -> None:
    kept = put(folder, "one")
    assert kept.path is not None
    kept.path.rename(tmp_path / "outside")
    kept.path.symlink_to(tmp_path / "outside")
    (tmp_path / "outside").write_text("theirs")

    again = put(folder, "one")

    assert again.path == kept.path.with_stem(f"{kept.path.stem}-2")
    assert kept.path.is_symlink()
    assert (tmp_path / "outside").read_text() == "theirs"


def test_a_file_that_was_renamed_is_found_by_what_it_holds(folder: Path) -> None:
    kept = put(folder, "one")
    assert kept.path is not None
    moved = kept.path.rename(kept.path.with_name("My first try.docx"))

    assert history.entries(folder) == [replace(kept, path=moved)]
    assert history.read(folder, kept.id) == b"one"


def test_a_file_that_was_edited_in_the_history_is_kept_too(folder: Path) -> None:
    kept = put(folder, "one")
    assert kept.path is not None
    kept.path.write_text("edited")

    found, gone = history.entries(folder)

    assert gone == replace(kept, path=None)
    assert history.read(folder, found.id) == b"edited"
    assert (found.reason, found.when) == (FOUND, kept.when)
    with pytest.raises(FileNotFoundError):
        history.read(folder, kept.id)
    assert put(folder, "one", 1).path == kept.path.with_stem(f"{kept.path.stem}").with_name(
        kept.path.name.replace("T12-00-", "T12-01-")
    )
    assert kept.path.read_text() == "edited"


@pytest.mark.parametrize("name", ["Notes.docx", "2026-13-45T99-00-00Z_x_1a2b3c4d.docx"])
def test_a_file_that_a_person_put_there_is_listed_by_its_own_time(folder: Path, name: str) -> None:
    put(folder, "one")
    theirs = folder / ".history" / name
    theirs.write_text("theirs")
    os.utime(theirs, (later(5).timestamp(), later(5).timestamp()))

    found = history.entries(folder)[0]

    assert (found.when, found.reason, found.origin, found.path) == (later(5), FOUND, "", theirs)


# Restoring ---------------------------------------------------------------------------------------


def test_what_is_replaced_by_restoring_is_kept_first(folder: Path) -> None:
    kept, target = put(folder, "one"), folder / "statements" / "kallang.md"
    target.parent.mkdir()
    target.write_text("two")

    done = history.restore(folder, kept.id, target, later(1))

    assert target.read_text() == "one"
    assert done.changed
    assert done.replaced is not None
    assert (done.replaced.origin, done.replaced.reason) == (
        "statements/kallang.md",
        f"replaced by restoring {kept.id}",
    )
    assert history.entries(folder) == [done.replaced, kept]
    back = history.restore(folder, done.replaced.id, target, later(2))
    assert target.read_text() == "two"
    assert back.replaced is not None
    assert back.replaced.id == f"{kept.id}-2"


def test_where_nothing_is_it_is_put_and_where_it_is_nothing_is_done(folder: Path) -> None:
    kept, target = put(folder, "one"), folder / "new" / "kallang.md"

    first = history.restore(folder, kept.id, target, later(1))
    second = history.restore(folder, kept.id, target, later(2))

    assert (first.changed, first.replaced) == (True, None)
    assert (second.changed, second.replaced) == (False, None)
    assert target.read_text() == "one"
    assert history.entries(folder) == [kept]


@pytest.mark.parametrize("hindrance", ["link", "folder", "open", "protected"])
def test_what_should_not_be_replaced_is_not(folder: Path, hindrance: str) -> None:
    kept, target, other = put(folder, "one"), folder / "a.docx", folder / "b.docx"
    other.write_text("theirs")
    match hindrance:
        case "link":
            target.symlink_to(other)
        case "folder":
            target.mkdir()
        case "open":
            target.write_text("theirs")
            (folder / "~$a.docx").touch()
        case _:
            target.write_text("theirs")
            target.chmod(0o444)

    with pytest.raises(RefusedError):
        history.restore(folder, kept.id, target, later(1))

    assert target.is_dir() or target.read_text() == "theirs"
    assert history.entries(folder) == [kept]


def test_a_file_that_never_stops_changing_is_not_replaced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, target, texts = put(folder, "one"), folder / "a.md", iter("bcdefgh")
    target.write_text("a")

    def raced(path: Path, data: bytes, expected: str | None) -> None:
        if path == target:
            target.write_text(next(texts))
        write_atomic(path, data, expected)

    monkeypatch.setattr("assembler.store.history.write_atomic", raced)

    with pytest.raises(RefusedError):
        history.restore(folder, kept.id, target, later(1))

    assert target.read_text() == "d"
    assert {history.read(folder, one.id) for one in history.entries(folder)} == {b"one", b"a", b"b", b"c"}


@pytest.mark.parametrize(
    ("path", "origin"),
    [
        ("statements/a.md", "statements/a.md"),
        ("../../output/doe/a/draft/x.docx", "../../output/doe/a/draft/x.docx"),
    ],
)
def test_an_origin_leads_back_though_all_was_moved(folder: Path, tmp_path: Path, path: str, origin: str) -> None:
    kept = put(folder, "one", origin=history.origin_of(folder, folder / path))
    moved = folder.parent.parent.rename(tmp_path.parent / f"{tmp_path.name}-moved") / "profiles" / "doe"

    assert kept.origin == origin
    assert history.place_of(moved, kept) == Path(os.path.normpath(moved.resolve() / path))


def test_the_origin_of_what_lies_far_away_is_told_in_full(folder: Path, tmp_path: Path) -> None:
    far = tmp_path.parent / f"far-{tmp_path.name}" / "x.docx"

    assert history.origin_of(folder, far) == far.resolve().as_posix()
    assert history.place_of(folder, put(folder, "one", origin=str(far))) == far


def test_nobody_knows_where_what_was_found_came_from(folder: Path) -> None:
    assert history.place_of(folder, put(folder, "one", origin="")) is None


# What was last written ---------------------------------------------------------------------------


def test_what_was_last_written_is_remembered_by_document(folder: Path) -> None:
    other = replace(BASE, sections={"why": "x"})

    history.set_base(folder, "statement/kallang", BASE)
    history.set_base(folder, "statement/Kallang", replace(other, sections=MappingProxyType({"why": "x"})))
    history.set_base(folder, "statement_kallang", replace(other, own=()))

    assert history.base(folder, "statement/kallang") == (BASE, [])
    assert history.base(folder, "statement/Kallang") == (other, [])
    assert history.base(folder, "statement/wharfe") == (None, [])
    files = [path.name for path in (folder / ".history" / "written").iterdir()]
    assert len({name.casefold() for name in files}) == 3
    assert all(name.startswith("statement_kallang_") for name in files)


def test_it_is_replaced_and_not_written_where_it_is_the_same(folder: Path) -> None:
    history.set_base(folder, "a", BASE)
    (file,) = (folder / ".history" / "written").iterdir()
    before = file.stat().st_ino
    history.set_base(folder, "a", BASE)
    assert file.stat().st_ino == before

    history.set_base(folder, "a", replace(BASE, sections={}))

    assert history.base(folder, "a") == (replace(BASE, sections={}), [])
    assert list((folder / ".history" / "written").iterdir()) == [file]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"version": 1, "doc',
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"version": 1, "document": "a"}',
        b'{"version": 1, "document": "b"}',
        b'{"version": 2, "document": "a"}',
        *(
            json.dumps({"version": 1, "document": "a", **held, **change}).encode()
            for held in [{"sections": {}, "own": [], "comments": [], "sha256": "", "written": "", "placeholders": {}}]
            for change in ({"sections": {"a": 1}}, {"own": "text"}, {"comments": [None]}, {"sha256": 7})
        ),
    ],
)
def test_a_damaged_base_is_none_and_copied_before_it_is_replaced(folder: Path, content: bytes) -> None:
    history.set_base(folder, "a", BASE)
    (file,) = (folder / ".history" / "written").iterdir()
    file.write_bytes(content)

    read, found = history.base(folder, "a")
    history.set_base(folder, "a", BASE)

    assert read is None
    assert [each.code for each in found] == ["history-damaged"]
    assert history.base(folder, "a") == (BASE, [])
    assert file.with_name(f"{file.stem}.kept-1.json").read_bytes() == content


def test_a_base_that_is_a_link_is_neither_read_nor_replaced(folder: Path, tmp_path: Path) -> None:
    history.set_base(folder, "a", BASE)
    (file,) = (folder / ".history" / "written").iterdir()
    file.rename(tmp_path / "outside")
    file.symlink_to(tmp_path / "outside")

    read, found = history.base(folder, "a")
    with pytest.raises(RefusedError):
        history.set_base(folder, "a", replace(BASE, own=()))

    assert read is None
    assert [each.code for each in found] == ["history-damaged"]
    assert file.is_symlink()


# All of it ---------------------------------------------------------------------------------------


def test_nothing_is_rebuilt_because_of_the_history(tmp_path: Path) -> None:
    folder = tmp_path / "profiles" / "doe"
    folder.parent.mkdir()
    for path in (templates() / "new").rglob("*.yaml"):
        target = folder / path.relative_to(templates() / "new")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    options, day = Options(), NOON.date()
    before = inputs_key(folder, options, day)

    put(folder, "one", origin="programs/x.yaml")
    history.set_base(folder, "statement/kallang", BASE)

    assert inputs_key(folder, options, day) == before


texts = st.sampled_from(["", "one", "two", "đá", "x" * 3000])
steps = st.one_of(
    st.tuples(st.just("keep"), texts, st.sampled_from(["a.md", "A.md", "b/x.docx", ""])),
    st.tuples(st.just("restore"), st.integers(0, 20), st.sampled_from(["a.md", "b/x.docx"])),
    st.tuples(st.just("write"), texts, st.sampled_from(["a.md", "b/x.docx"])),
    st.tuples(st.just("cut"), st.integers(1, 40), st.just("")),
)


@settings(max_examples=40)
@given(st.lists(steps, max_size=12))
def test_no_bytes_are_ever_lost(done: list[tuple[str, str | int, str]]) -> None:
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top) / "profiles" / "doe"
        ever: set[bytes] = set()
        for minutes, (what, given_, name) in enumerate(done):
            listed = history.entries(folder)
            target = folder / name
            if what == "keep":
                put(folder, str(given_), minutes, name)
                ever.add(str(given_).encode())
            elif what == "write":
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(str(given_), encoding="utf-8")
            elif what == "restore" and listed:
                kept = listed[int(given_) % len(listed)]
                there = target.read_bytes() if target.exists() else None
                history.restore(folder, kept.id, target, later(minutes))
                assert sha256(target.read_bytes()) == kept.sha256
                ever |= set() if there is None or there == target.read_bytes() else {there}
            elif what == "cut" and listed:
                index = folder / ".history" / "index.jsonl"
                index.write_bytes(index.read_bytes()[: -int(given_)])
            assert {history.read(folder, kept.id) for kept in history.entries(folder)} == ever
            ids = [kept.id for kept in history.entries(folder)]
            assert len(set(ids)) == len(ids)


WRITES = "assembler.store.base.write_atomic"


@pytest.mark.parametrize("often", [1, 3])
def test_what_is_noted_by_two_at_once_is_that_of_the_last(
    folder: Path, monkeypatch: pytest.MonkeyPatch, often: int
) -> None:
    left = [replace(BASE, written=f"2026-11-24T10:0{number}:00") for number in range(often)]

    def meanwhile(path: Path, data: bytes, expected: str | None) -> None:
        if left:
            other = left.pop()
            with monkeypatch.context() as alone:
                alone.setattr(WRITES, write_atomic)
                history.set_base(folder, "a", other)
        write_atomic(path, data, expected)

    monkeypatch.setattr(WRITES, meanwhile)
    history.set_base(folder, "a", BASE)
    assert history.base(folder, "a") == (BASE, [])


def test_who_never_gets_to_note_anything_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(path: Path, *_: object) -> None:
        raise ChangedMeanwhileError(path)

    monkeypatch.setattr(WRITES, changed)
    with pytest.raises(OSError, match="keeps changing it"):
        history.set_base(folder, "a", BASE)
