"""From words to folders: paths, names under ./profiles, samples that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.cli.profiles import folders, root, unknown_programs
from assembler.resources import samples


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("doe", "roe"):
        (tmp_path / "profiles" / name / "programs").mkdir(parents=True)
        (tmp_path / "profiles" / name / "profile.yaml").touch()
        (tmp_path / "profiles" / name / "programs" / f"{name}-city.yaml").touch()
    return tmp_path


@pytest.mark.parametrize("word", ["doe", "profiles/doe", "./profiles/doe/", "profiles/doe/profile.yaml"])
@pytest.mark.usefixtures("here")
def test_a_profile_has_several_names(word: str) -> None:
    chosen, found = folders([word])

    assert [path.resolve() for path in chosen] == [Path("profiles/doe").resolve()]
    assert found == []


def test_a_profile_may_lie_anywhere(here: Path) -> None:
    (here / "elsewhere").mkdir()
    (here / "elsewhere" / "profile.yaml").touch()

    assert folders([str(here / "elsewhere")])[0] == [here / "elsewhere"]


@pytest.mark.usefixtures("here")
def test_a_profile_named_twice_is_built_once() -> None:
    assert folders(["doe", "doe"])[0] == [Path("profiles/doe")]


@pytest.mark.usefixtures("here")
def test_samples_that_ship_are_found_by_name() -> None:
    chosen, found = folders(["sample-thin"])

    assert chosen == [samples() / "sample-thin"]
    assert found == []


@pytest.mark.usefixtures("here")
def test_every_unknown_name_is_told() -> None:
    chosen, found = folders(["deo", "sample-thn", "roe"])

    assert chosen == [Path("profiles/roe")]
    assert [item.hint for item in found] == ["did you mean 'doe'?", "did you mean 'sample-thin'?"]


@pytest.mark.usefixtures("here")
def test_a_program_needs_to_be_in_one_of_the_profiles() -> None:
    chosen = [Path("profiles/doe"), Path("profiles/roe")]

    assert unknown_programs(chosen, ["doe-city", "roe-city"]) == []
    (found,) = unknown_programs(chosen[:1], ["roe-city"])
    assert found.code == "unknown-program"
    assert found.hint == "did you mean 'doe-city'?"


@pytest.mark.parametrize(("folder", "top"), [(".", "."), ("profiles", ".."), ("profiles/doe/programs", "../../..")])
def test_profiles_are_looked_for_here_and_then_above(
    here: Path, monkeypatch: pytest.MonkeyPatch, folder: str, top: str
) -> None:
    monkeypatch.chdir(here / folder)

    assert root() == Path(top)
    assert folders(["roe"])[1] == []
    assert [path.resolve().name for path in folders([])[0]] == ["doe", "roe"]


def test_a_folder_called_profiles_without_any_is_passed_over_above(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "a" / "profiles" / "empty").mkdir(parents=True)
    (here / "a" / "b").mkdir()
    monkeypatch.chdir(here / "a" / "b")
    assert root() == Path("../..")

    monkeypatch.chdir(here / "a")
    assert root() == Path(), "what lies here comes first"


def test_where_there_is_none_above_this_folder_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    assert root() == Path()

    (tmp_path / "gone").rmdir()
    assert root() == Path()


def test_a_profile_named_in_two_ways_is_built_once(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "profiles" / "doe")

    assert folders([".", "doe"]) == ([Path()], [])
