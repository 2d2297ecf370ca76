"""`assembler history`: what it lists, shows and brings back, and what it refuses."""

from __future__ import annotations

import datetime
import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from assembler.cli.texts import docx_text, text_of
from assembler.store import history
from assembler.store.history import Kept
from tests.unit.cli.conftest import Call

NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
DRAFT = "../../output/doe/uk-trust/draft/Doe_Statement.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(autouse=True)
def _zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "SGT-8")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def keep(folder: Path, data: bytes, minutes: int = 0, origin: str = DRAFT, reason: str = "replaced by a build") -> Kept:
    return history.keep(folder, origin, data, reason, NOON + datetime.timedelta(minutes=minutes))


def docx(body: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return made.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


# Listing -----------------------------------------------------------------------------------------


def test_what_was_kept_is_listed_newest_first(call: Call, doe: Path) -> None:
    first = keep(doe, b"1" * 38_400)
    second = keep(doe, b"2", 1, "statements/uk-trust.md", "replaced by what was typed in Word")

    ending = call("history", "doe")

    assert (ending.status, ending.err) == (0, "")
    assert ending.out == (
        f"{second.id}  2026-11-25 20:01      1 B  replaced by what was typed in Word\n"
        "          profiles/doe/statements/uk-trust.md\n"
        f"{first.id}  2026-11-25 20:00    38 kB  replaced by a build\n"
        "          output/doe/uk-trust/draft/Doe_Statement.docx\n"
    )


@pytest.mark.usefixtures("doe")
def test_where_nothing_was_kept_that_is_told(call: Call) -> None:
    ending = call("history")

    assert (ending.status, ending.out, ending.err) == (0, "", "nothing was kept yet for doe\n")


def test_older_ones_are_counted(call: Call, doe: Path) -> None:
    for number in range(23):
        keep(doe, str(number).encode(), number)

    few, all_of_them = call("history", "-n", "2"), call("history", "-n", "23")

    assert len(few.out.splitlines()) == 4
    assert few.err == "21 older: '-n 23' lists all\n"
    assert len(call("history").out.splitlines()) == 40
    assert len(all_of_them.out.splitlines()) == 46
    assert all_of_them.err == ""


def test_lines_fit_a_terminal_and_do_not_steer_it(call: Call, doe: Path) -> None:
    keep(doe, b"1", 0, f"\x1b[31m{'很' * 60}/Statement.docx", "long \x07 " * 30)
    keep(doe, b"1", 1, "a" * 200 + ".docx", "\u202etxet")

    ending = call("history")

    assert max(cell_len(line) for line in ending.out.splitlines()) <= 80
    assert ending.out.splitlines()[1].endswith("aaaa.docx")
    assert ending.out.splitlines()[3].endswith("很/Statement.docx")
    assert not set(ending.out) & set("\x1b\x07\u202e")


def test_all_profiles_are_listed_each_under_its_name(call: Call, doe: Path) -> None:
    other = doe.with_name("roe")
    other.mkdir()
    (other / "profile.yaml").touch()
    kept = [keep(folder, b"1") for folder in (doe, other)]

    ending = call("history")

    assert [line for line in ending.out.splitlines() if not line.startswith((" ", kept[0].id))] == ["doe", "roe"]


def test_a_damaged_index_is_told_and_what_it_told_of_is_listed(call: Call, doe: Path) -> None:
    kept = keep(doe, b"1")
    index = doe / ".history" / "index.jsonl"
    index.write_bytes(index.read_bytes()[:-5])

    ending = call("history")

    assert ending.status == 0
    assert ending.out.startswith(f"{kept.id}  2026-11-25 20:00      1 B  found, reason unknown\n")
    assert kept.path is not None
    assert ending.out.splitlines()[1].strip() == kept.path.name
    assert "index.jsonl:2:1: warning[history-damaged]" in ending.err


def test_a_file_that_is_gone_is_told(call: Call, doe: Path) -> None:
    kept = keep(doe, b"1")
    assert kept.path is not None
    kept.path.unlink()

    listed, shown, restored = call("history"), call("history", "show", kept.id), call("history", "restore", kept.id)

    assert listed.out.splitlines()[1].endswith("Doe_Statement.docx (gone)")
    for ending in (shown, restored):
        assert ending.status == 1
        assert ending.err.startswith(f"error[file-unreadable]: what is kept as '{kept.id}' cannot be read: the file")
    assert call("history", "--message-format", "json").json["history"][0]["file"] is None


def test_a_history_that_cannot_be_looked_at_is_an_error(call: Call, doe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = keep(doe, b"1")

    def refused(folder: Path) -> list[Kept]:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(history, "entries", refused)
    listed, shown = call("history"), call("history", "show", kept.id)

    assert (listed.status, shown.status) == (1, 2)
    for ending in (listed, shown):
        assert "error[file-unreadable]: the history of doe cannot be read: permission denied" in ending.err


def test_as_json(call: Call, doe: Path) -> None:
    kept = keep(doe, b"1", reason="đã sửa")

    ending = call("history", "--message-format", "json")

    assert (ending.status, ending.err) == (0, "")
    assert kept.path is not None
    row = {
        "profile": "doe",
        "id": kept.id,
        "when": "2026-11-25T12:00:00+00:00",
        "origin": DRAFT,
        "reason": "đã sửa",
        "sha256": kept.sha256,
        "size": 1,
        "file": f"profiles/doe/.history/{kept.path.name}",
    }
    assert ending.json == {"diagnostics": [], "outputs": [], "history": [row]}


# Showing -----------------------------------------------------------------------------------------


def test_the_text_of_a_docx_is_shown(call: Call, doe: Path) -> None:
    kept = keep(doe, docx(paragraph("Vì sao tôi") + "<w:p/>" + paragraph("The second.")))

    ending = call("history", "show", kept.id.upper())

    assert ending.status == 0
    assert ending.out == "Vì sao tôi\n\nThe second.\n"
    assert ending.err == (
        "output/doe/uk-trust/draft/Doe_Statement.docx, kept on 2026-11-25 20:00: replaced by a build\n"
    )


def test_markdown_is_shown_as_it_is_but_for_what_steers_a_terminal(call: Call, doe: Path) -> None:
    kept = keep(doe, "## Why {#why}\n\nBecause.\x1b[2J\tđá\n".encode(), origin="statements/uk-trust.md")

    assert call("history", "show", kept.id).out == "## Why {#why}\n\nBecause.\ufffd[2J\tđá\n\n"
    assert call("history", "show", kept.id, "--message-format", "json").json["text"].endswith("\x1b[2J\tđá\n")


@pytest.mark.parametrize("data", [b"\xff\xd8\xff", b"a\0b", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_text_is_told(call: Call, doe: Path, data: bytes) -> None:
    kept = keep(doe, data)

    ending, as_json = call("history", "show", kept.id), call("history", "show", kept.id, "--message-format", "json")

    assert (ending.status, ending.out) == (0, "")
    assert ending.err.splitlines()[1] == (
        f"it is no text; 'assembler history restore {kept.id} --to FILE' puts it into a file, to be opened"
    )
    assert (as_json.json["text"], as_json.json["entry"]["id"]) == (None, kept.id)


def test_the_paragraphs_of_a_docx() -> None:
    xml = f"""<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>
    <w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>
      <w:r><w:t>Kept, </w:t></w:r><w:ins><w:r><w:t>inserted</w:t><w:tab/><w:t>x</w:t><w:br/></w:r></w:ins>
      <w:del><w:r><w:delText>deleted</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText><w:t>y</w:t></w:r></w:p>
    <w:sdt><w:sdtContent><w:p><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p></w:sdtContent></w:sdt>
    <w:tbl><w:tr><w:tc><w:p><w:moveTo><w:r><w:t>moved</w:t></w:r></w:moveTo></w:p></w:tc></w:tr></w:tbl>
    <w:p><w:r><w:t>around</w:t><mc:AlternateContent>
      <mc:Choice><w:p><w:r><w:t>boxed</w:t></w:r></w:p></mc:Choice>
      <mc:Fallback><w:p><w:r><w:t>boxed</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>
    </w:body></w:document>"""

    assert docx_text(xml.encode()).split("\n\n") == ["Kept, inserted\tx\ny", "moved", "around", "boxed"]


def test_a_docx_that_is_a_trap_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 3000)
    outside = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    entity = f'{outside}<w:p xmlns:w="{W}"><w:r><w:t>&e;</w:t></w:r></w:p>'
    broken = bytearray(docx(paragraph("x" * 200)))
    broken[60:80] = b"\0" * 20
    monkeypatch.setattr("assembler.cli.texts._MOST", 2000)

    assert text_of(bomb.getvalue()) is None
    assert docx_text(entity.encode()) == ""
    assert text_of(bytes(broken)) is None
    assert text_of(docx("<w:p>" * 300 + "</w:p>" * 300)) is None


# Restoring ---------------------------------------------------------------------------------------


def test_it_is_put_back_where_it_came_from_and_what_was_there_is_kept(call: Call, doe: Path) -> None:
    kept, target = keep(doe, b"one"), Path("output/doe/uk-trust/draft/Doe_Statement.docx")
    (doe.parents[1] / target).parent.mkdir(parents=True)
    (doe.parents[1] / target).write_text("two")

    ending = call("history", "restore", kept.id)

    (replaced,) = (one for one in history.entries(doe) if one.reason == f"replaced by restoring {kept.id}")
    assert (ending.status, ending.out, target.read_text()) == (0, "", "one")
    assert replaced.path is not None
    assert ending.err == (
        f"restored {target} as it was kept on 2026-11-25 20:00\n"
        f"what was there is kept as {replaced.id}, in profiles/doe/.history/{replaced.path.name}\n"
    )
    assert (replaced.origin, history.read(doe, replaced.id)) == (DRAFT, b"two")
    assert call("history", "restore", kept.id).err == f"{target} holds exactly that already: nothing was changed\n"


def test_it_is_put_where_it_is_asked_for(call: Call, doe: Path) -> None:
    kept = keep(doe, b"one", origin="/elsewhere/Mailed.docx")

    ending = call("history", "restore", kept.id, "-P", "doe", "--to", "new/x.docx", "--message-format", "json")

    assert Path("new/x.docx").read_bytes() == b"one"
    made = ending.json
    assert (made["to"], made["changed"], made["replaced"]) == ("new/x.docx", True, None)
    assert made["entry"]["id"] == kept.id
    again = call("history", "restore", keep(doe, b"two").id, "--to", "new/x.docx", "--message-format", "json").json
    assert again["replaced"]["sha256"] == kept.sha256


@pytest.mark.parametrize("origin", ["", "/elsewhere/x.docx", "../roe/profile.yaml", "../../.bashrc", "link/x.md"])
def test_nothing_is_put_outside_without_being_told_where(call: Call, doe: Path, tmp_path: Path, origin: str) -> None:
    kept = keep(doe, b"one", origin=origin)
    (tmp_path / "far").mkdir()
    (doe / "link").symlink_to(tmp_path / "far")

    ending = call("history", "restore", kept.id)

    assert ending.status == 2
    assert ending.err.startswith(f"error[usage]: what is kept as '{kept.id}' came from ")
    assert f"say where to put it: assembler history restore {kept.id} --to FILE" in ending.err
    assert list((tmp_path / "far").iterdir()) == []


def test_what_cannot_be_replaced_is_told(call: Call, doe: Path) -> None:
    kept = keep(doe, b"one", origin="statements/a.docx")
    (doe / "statements").mkdir()
    (doe / "statements" / "a.docx").write_text("two")
    (doe / "statements" / "~$a.docx").touch()

    opened = call("history", "restore", kept.id)
    taken = call("history", "restore", kept.id, "--to", "profiles/doe/profile.yaml/x")

    assert (opened.status, taken.status) == (1, 1)
    assert opened.err.startswith(
        "error[output-unwritable]: 'profiles/doe/statements/a.docx' cannot be written: it is open in an editor; nothing"
    )
    assert "help: close it (if it is not open, delete '~$a.docx')" in opened.err
    assert "not a directory" in taken.err or "file exists" in taken.err
    assert (doe / "statements" / "a.docx").read_text() == "two"


# Words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (("show",), "'history show' takes one ID", "'assembler history' lists all IDs"),
        (("restore", "a", "b"), "'history restore' takes one ID", "'assembler history' lists all IDs"),
        (("show", "KEPT", "--to", "x"), "'--to' is not for 'history show'", "leave '--to' out"),
        (("show", "KEPT", "-n", "2"), "'--number' is not for 'history show'", "leave '--number' out"),
        (("-P", "doe"), "'--profile' is not for listing", "name the profile without it"),
        (("show", "ZEPT"), "nothing was kept under the ID 'ZEPT'", "did you mean 'KEPT'?"),
        (("restore", "zzz"), "nothing was kept under the ID 'zzz'", "'assembler history' lists all IDs"),
        (("KEPT",), "there is no profile 'KEPT'", "write: assembler history show KEPT"),
        (("restor", "KEPT"), "'restor' is nothing that history can do", "did you mean 'restore'?"),
    ],
)
def test_what_cannot_be_understood(call: Call, doe: Path, words: tuple[str, ...], said: str, hint: str) -> None:
    kept_id = keep(doe, b"one").id

    def real(text: str) -> str:
        return text.replace("KEPT", kept_id).replace("ZEPT", f"z{kept_id[1:]}")

    ending = call("history", *map(real, words))
    as_json = call("history", *map(real, words), "--message-format", "json")

    assert (ending.status, ending.out) == (2, "")
    assert ending.err == f"error[usage]: {real(said)}\n  help: {real(hint)}\n"
    assert [found["message"] for found in as_json.json["diagnostics"]] == [real(said)]


def test_an_unknown_profile_is_told_as_by_every_command(call: Call, doe: Path) -> None:
    keep(doe, b"one")

    for words in (("doo",), ("show", "x", "--profile", "doo")):
        ending = call("history", *words)
        assert (ending.status, ending.err) == (
            2,
            "error[unknown-profile]: there is no profile 'doo'\n  help: did you mean 'doe'?\n",
        )


def test_of_two_who_have_it_one_is_to_be_named(call: Call, doe: Path) -> None:
    other = doe.with_name("roe")
    other.mkdir()
    (other / "profile.yaml").touch()
    kept, _ = (keep(folder, b"1", origin="a.md") for folder in (doe, other))

    ending, named = call("history", "show", kept.id), call("history", "show", kept.id, "--profile", "roe")

    assert ending.status == 2
    assert "name one with --profile: doe, roe" in ending.err
    assert json.dumps(named.out) == '"1\\n"'
