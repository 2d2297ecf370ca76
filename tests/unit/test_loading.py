from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assembler import resources
from assembler.diagnostics import Diagnostic
from assembler.loading import load_applicant, load_house, program_files
from tests.people import PROFILE, PROGRAM, as_yaml

PHOTO = (resources.samples() / "sample-thin" / "assets" / "photo.jpg").read_bytes()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = Path("profiles/corr")
    (made / "programs").mkdir(parents=True)
    (made / "profile.yaml").write_text(as_yaml(PROFILE), encoding="utf-8")
    return made


def ask(folder: Path, name: str, **changes: Any) -> None:
    text = as_yaml(PROGRAM | {"letters": {"minimum": 0}} | changes)
    (folder / "programs" / name).write_text(text, encoding="utf-8")


def codes(found: list[Diagnostic]) -> list[str]:
    return [item.code for item in found]


def test_programs_in_the_order_of_their_names(folder: Path) -> None:
    for name in ("west.yaml", "east.yaml", ".east.yaml.swp.yaml", "notes.txt"):
        ask(folder, name)
    assert list(program_files(folder)) == ["east", "west"]
    made, found = load_applicant(folder)
    assert not found
    assert made is not None
    assert (list(made.programs), made.broken) == (["east", "west"], ())


def test_a_broken_program_is_set_apart(folder: Path) -> None:
    ask(folder, "east.yaml", emphasis=["nowhere"])
    ask(folder, "west.yaml")
    (folder / "programs" / "south.yaml").write_text("schema: 1\nname: [\n", encoding="utf-8")
    made, found = load_applicant(folder)
    assert made is not None
    assert (list(made.programs), made.broken) == (["west"], ("east", "south"))
    assert codes(found) == ["unknown-tag", "yaml-syntax"]


def test_a_broken_profile_still_tells_of_the_programs(folder: Path) -> None:
    (folder / "profile.yaml").write_text("schema: 1\nspecialty: x\n", encoding="utf-8")
    ask(folder, "east.yaml", paper="a5", emphasis=["nowhere"])
    made, found = load_applicant(folder)
    assert made is None
    assert codes(found) == ["missing-key", "missing-key", "wrong-value"], "tags cannot be judged without a profile"


def test_no_programs_is_a_warning(folder: Path) -> None:
    made, found = load_applicant(folder)
    assert made is not None
    assert codes(found) == ["no-programs"]
    assert found[0].hint == "put one file for each into profiles/corr/programs/; 'assembler new' makes examples"


def test_a_missing_schema_line_hides_no_other_mistake(folder: Path) -> None:
    text = as_yaml({name: value for name, value in PROFILE.items() if name != "schema"} | {"posts": 5})
    (folder / "profile.yaml").write_text(text, encoding="utf-8")
    made, found = load_applicant(folder)
    assert made is None
    assert codes(found) == ["schema-version", "wrong-type"]


def with_photo(folder: Path, name: str, policy: str = "allowed") -> tuple[dict[str, Any], list[str]]:
    (folder / "profile.yaml").write_text(as_yaml(PROFILE | {"personal": {"photo": name}}), encoding="utf-8")
    ask(folder, "east.yaml", cv={"photo": policy})
    made, found = load_applicant(folder)
    assert made is not None
    return dict(made.pictures), codes(found)


def test_a_photo_is_fitted_into_its_frame(folder: Path) -> None:
    (folder / "assets").mkdir()
    (folder / "assets" / "me.jpg").write_bytes(PHOTO)
    pictures, found = with_photo(folder, "assets/me.jpg")
    assert not found
    picture = pictures["assets/me.jpg"]
    assert picture.data.startswith(b"\xff\xd8")
    assert 0 < picture.width <= 30
    assert 0 < picture.height <= 40
    assert picture.width == 30 or picture.height == 40


def test_a_photo_that_no_program_shows_is_not_opened(folder: Path) -> None:
    assert with_photo(folder, "assets/gone.jpg", "no") == ({}, [])
    assert with_photo(folder, "assets/gone.jpg") == ({}, ["file-not-found"])


def test_a_link_out_of_the_assets_is_refused(folder: Path) -> None:
    (folder / "assets").mkdir()
    Path("secret.jpg").write_bytes(PHOTO)
    (folder / "assets" / "me.jpg").symlink_to(Path("secret.jpg").resolve())
    assert with_photo(folder, "assets/me.jpg") == ({}, ["asset-refused"])


def test_ones_own_words_need_only_be_complete(tmp_path: Path) -> None:
    shipped = resources.templates()
    text = (shipped / "words.yaml").read_text(encoding="utf-8")
    (tmp_path / "words.yaml").write_text(text.replace("posts: Appointments", "posts: Jobs"), encoding="utf-8")
    made, found = load_house((tmp_path, shipped))
    assert not found
    assert made is not None
    assert made.languages["en"]["sections"]["posts"] == "Jobs"
    (tmp_path / "words.yaml").write_text(text.replace("    posts: Appointments\n", ""), encoding="utf-8")
    made, found = load_house((tmp_path, shipped))
    assert made is None
    assert {item.message for item in found} == {
        f"'{name}' lacks the words 'sections.posts'" for name in ("en", "en-GB", "en-US")
    }


def test_a_program_file_of_another_suffix_is_told(folder: Path) -> None:
    ask(folder, "east.yaml")
    ask(folder, "west.yml")
    _, found = load_applicant(folder)
    assert [(item.severity, item.code, item.hint) for item in found] == [
        ("error", "wrong-suffix", "name it 'west.yaml' if it is a program")
    ]


def test_a_theme_that_is_named_exists(folder: Path) -> None:
    ask(folder, "east.yaml", theme="clasic")
    house, _ = load_house((resources.templates(),))
    assert house is not None
    assert set(house.themes) == {"classic", "modern"}
    assert house.themes["classic"].face.pdf == "Liberation Serif"
    assert house.themes["classic"].grid == house.theme.grid
    _, found = load_applicant(folder, house.themes)
    assert [(item.code, item.hint) for item in found] == [("unknown-theme", "did you mean 'classic'?")]
