"""The manifest is exact, and a damaged one makes nothing ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assembler.diagnostics import Mark, Severity
from assembler.store.manifest import Manifest, Recorded, family, inside, journal_text, read_manifest

ROW = Recorded(
    path="alpha/Tan_CV.pdf",
    document="cv",
    program="alpha",
    referee=None,
    format="pdf",
    draft=False,
    sha256="ab",
    fingerprint="f",
    date="2026-11-24",
    pages=2,
    words=None,
    characters=None,
)

TEXT = """\
{
  "version": 1,
  "outputs": [
    {
      "path": "alpha/Tan_CV.pdf",
      "document": "cv",
      "program": "alpha",
      "referee": null,
      "format": "pdf",
      "draft": false,
      "sha256": "ab",
      "fingerprint": "f",
      "date": "2026-11-24",
      "pages": 2,
      "words": null,
      "characters": null
    }
  ],
  "inputs": {
    "a.yaml": "1",
    "b.yaml": {
      "size": 2
    }
  }
}
"""


def row(path: str, sha256: str = "ab") -> Recorded:
    return Recorded(path, "cv", None, None, "docx", False, sha256, "f", "2026", None, None, None)  # noqa: FBT003


def test_the_text_is_that_of_the_design() -> None:
    assert Manifest((ROW,), {"b.yaml": {"size": 2}, "a.yaml": "1"}).text() == TEXT


def test_outputs_are_sorted_and_no_inputs_leave_no_key() -> None:
    whole = json.loads(Manifest((row("b"), row("a"))).text())
    assert [each["path"] for each in whole["outputs"]] == ["a", "b"]
    assert list(whole) == ["version", "outputs"]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(TEXT, encoding="utf-8")
    manifest, found = read_manifest(tmp_path)
    assert manifest == Manifest((ROW,), {"a.yaml": "1", "b.yaml": {"size": 2}})
    assert manifest.text() == TEXT
    assert found == []


def test_a_missing_manifest_is_an_empty_one(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "nowhere") == (Manifest(), [])


def changed(**values: Any) -> str:
    whole = json.loads(TEXT)
    whole["outputs"][0].update(values)
    return json.dumps(whole)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "it is not an object"),
        ('{"version": 2, "outputs": []}', "its version is 2, and this release reads 1"),
        ('{"version": 1}', "its outputs are not a list"),
        ('{"version": 1, "outputs": [3]}', "an output is not an object"),
        ('{"version": 1, "outputs": [], "inputs": []}', "its inputs are not an object"),
        ('{"version": 1, "outputs": [{}]}', "'path' of an output is missing or of the wrong type"),
        (changed(sha256=None), "'sha256' of an output is missing or of the wrong type"),
        (changed(pages="2"), "'pages' of an output is missing or of the wrong type"),
        (changed(path="../Tan_CV.pdf"), "a path leads out of the folder"),
        (json.dumps({"version": 1, "outputs": json.loads(TEXT)["outputs"] * 2}), "a path stands twice in it"),
        ("[" * 100_000, "it is nested too deeply"),
        ("\udcff", "it is not in UTF-8"),
    ],
)
def test_a_damaged_manifest_is_an_empty_one_with_a_warning(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    manifest, (found,) = read_manifest(tmp_path)
    assert manifest == Manifest(damaged=True)
    assert (found.severity, found.code) == (Severity.WARNING, "manifest-damaged")
    assert found.message == f"'{path}' cannot be read ({reason}): every file beside it counts as a person's and is kept"


def test_broken_json_is_marked_where_it_breaks(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text('{"version": 1,\n  "outputs": [', encoding="utf-8")
    _manifest, (found,) = read_manifest(tmp_path)
    assert found.mark == Mark(str(path), 2, 15)


def test_a_folder_in_place_of_the_manifest_is_a_damaged_one(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").mkdir()
    manifest, (found,) = read_manifest(tmp_path)
    assert manifest.damaged
    assert "Is a directory" in found.message


def test_the_journal_is_read_with_the_manifest(tmp_path: Path) -> None:
    pending = {"a.docx": frozenset({"2", "1"})}
    (tmp_path / ".pending.json").write_text(journal_text(pending), encoding="utf-8")
    assert read_manifest(tmp_path) == (Manifest(pending=pending), [])


@pytest.mark.parametrize("text", ["{", '{"version": 1}', '{"version": 1, "pending": {"a": [1]}}'])
def test_a_damaged_journal_is_an_empty_one_with_a_warning(tmp_path: Path, text: str) -> None:
    (tmp_path / ".pending.json").write_text(text, encoding="utf-8")
    manifest, (found,) = read_manifest(tmp_path)
    assert manifest == Manifest()
    assert found.code == "manifest-damaged"


def test_hashes_of_the_whole_family_prove_a_file_ours() -> None:
    outputs = (row("a/CV.docx", "1"), row("a/CV.new.docx", "2"), row("b/CV.docx", "3"))
    manifest = Manifest(outputs, pending={"a/CV.docx": frozenset({"4"})})
    assert manifest.known("a/CV.docx") == manifest.known("a/CV.new-2.docx") == {"1", "2", "4"}
    assert manifest.known("b/CV.docx") == {"3"}


@pytest.mark.parametrize(
    ("path", "stands_beside"),
    [
        ("a/CV.new.docx", "a/CV.docx"),
        ("a/CV.new-12.docx", "a/CV.docx"),
        ("a/CV.docx", "a/CV.docx"),
        ("a/CV.new.pdf", "a/CV.new.pdf"),
        ("a/new.docx", "a/new.docx"),
    ],
)
def test_family(path: str, stands_beside: str) -> None:
    assert family(path) == stands_beside


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b.pdf", True),
        ("a..b", True),
        ("", False),
        ("/a", False),
        ("a/../../b", False),
        ("a\\b", False),
        ("\0", False),
    ],
)
def test_inside(path: str, expected: bool) -> None:  # noqa: FBT001
    assert inside(path) is expected
