from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assembler import resources
from assembler.diagnostics import Diagnostic
from assembler.house import House, load_house
from assembler.loading import load_applicant, program_files
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
    _, found = load_applicant(folder, house)
    assert [(item.code, item.hint) for item in found] == [("unknown-theme", "did you mean 'classic'?")]


def shipped() -> House:
    made, found = load_house((resources.templates(),))
    assert made is not None, found
    return made


def rules(preset: Any, above: str = "") -> list[str]:
    """The rules that a convention sets, as its sources call them: `dates`, `cv.photo`."""
    if above and not isinstance(preset, dict):
        return [above.removesuffix(".")]
    told = {key: value for key, value in preset.items() if above or key not in ("schema", "about", "sources")}
    return [rule for key, value in told.items() for rule in rules(value, f"{above}{key}.")]


PRESETS = [(kind, name) for kind, known in shipped().presets.items() for name in known]


@pytest.mark.parametrize(("kind", "name"), PRESETS)
def test_every_portal_and_convention_fits_and_has_a_source_for_each_rule(folder: Path, kind: str, name: str) -> None:
    house = shipped()
    preset = house.presets[kind][name]
    ask(folder, "east.yaml", **{kind: name})
    made, found = load_applicant(folder, house)
    assert made is not None
    assert set(codes(found)) <= {
        "too-few-referees", "missing-role", "photo-missing", "birth-date-missing", "identifier-missing"
    }  # fmt: skip
    named = [rule for row in preset["sources"] for rule in row["rule"].split(", ")]
    lacking = [rule for rule in rules(preset) if not any(f"{rule}.".startswith(f"{one}.") for one in named)]
    assert lacking == []
    assert [one for one in named if not any(f"{rule}.".startswith(f"{one}.") for rule in rules(preset))] == []
    assert all(row["checked"] for row in preset["sources"])


def test_a_portal_wins_over_a_convention_and_a_program_over_both(folder: Path) -> None:
    ask(folder, "east.yaml", portal="singapore", convention="singapore", letters={"minimum": "3"})
    made, _ = load_applicant(folder, shipped())
    assert made is not None
    program = made.programs["east"]
    assert (program.letters.minimum, program.letters.age_months) == (3, 12)
    assert (program.files.photo.maximum_kb, program.cv.photo, program.case_summary.months) == (60, "required", 24)


def test_rules_of_a_letter_s_form_add_up_by_their_labels(folder: Path) -> None:
    own = [{"label": "File", "text": "Mine"}, {"label": "Subject", "text": "My name"}]
    ask(folder, "east.yaml", portal="eras", letters={"form": own})
    made, _ = load_applicant(folder, shipped())
    assert made is not None
    form = made.programs["east"].letters.form
    assert [(rule.label, rule.source is None) for rule in form] == [
        ("File", True),
        ("Subject", True),
        ("Page", False),
        ("File name", False),
        ("Letterhead", False),
    ]


def test_a_source_of_a_rule_that_the_program_overrides_is_not_its_source(folder: Path) -> None:
    own = {"limits": [{"unit": "words", "maximum": "700"}]}
    source = {"rule": "statement.limits", "source": "Its page", "checked": "2026-11-01"}
    ask(folder, "east.yaml", portal="eras", statement=own, sources=[source])
    made, _ = load_applicant(folder, shipped())
    assert made is not None
    rows = {row.rule: row.source for row in made.programs["east"].sources}
    assert rows["statement.limits"] == "Its page"
    assert rows["statement.paste"].startswith("AAMC")


def test_a_portal_that_is_named_exists(folder: Path) -> None:
    ask(folder, "east.yaml", portal="e-mail to the office")
    _, found = load_applicant(folder, shipped())
    (item,) = found
    assert item.code == "unknown-portal"
    assert item.hint is not None
    assert "'apply:' tells in your own words" in item.hint


def test_a_program_s_own_words_win_over_its_convention_s(folder: Path) -> None:
    own = {"gap_days": "60", "sections": ["posts"]}
    source = {"rule": "cv.gap_days", "source": "Its page", "checked": "2026-11-01"}
    ask(folder, "east.yaml", convention="gmc", cv=own, order="oldest-first", sources=[source])
    made, _ = load_applicant(folder, shipped())
    assert made is not None
    program = made.programs["east"]
    assert (program.dates, program.order) == ("numeric-day-first", "oldest-first")
    assert (program.cv.gap_days, program.cv.registration_numbers) == (60, True)
    assert [section.section for section in program.cv.sections] == ["posts"]
    assert (program.sources[0].source, len(program.sources)) == ("Its page", 4)


def test_a_convention_that_is_named_exists(folder: Path) -> None:
    ask(folder, "east.yaml", convention="ahpre")
    _, found = load_applicant(folder, shipped())
    assert [(item.code, item.hint) for item in found] == [("unknown-convention", "did you mean 'ahpra'?")]


def test_what_is_wrong_in_ones_own_convention_is_told_once_and_there(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "templates"
    (own / "conventions").mkdir(parents=True)
    (own / "conventions" / "ours.yaml").write_text("schema: 1\ncv:\n  fotos: no\n", encoding="utf-8")
    house, _ = load_house((own, resources.templates()))
    assert house is not None
    assert {"gmc", "ours"} <= set(house.presets["convention"])
    ask(folder, "east.yaml", convention="ours")
    ask(folder, "west.yaml", convention="ours")
    made, found = load_applicant(folder, house)
    assert made is not None
    assert made.broken == ("east", "west")
    assert [(item.code, item.mark and (Path(item.mark.file).name, item.mark.line)) for item in found] == [
        ("unknown-key", ("ours.yaml", 3))
    ]


def test_remarks_of_readers_are_told_while_they_are_listed(folder: Path) -> None:
    (folder / "statements").mkdir(exist_ok=True)
    path = folder / "statements" / "harbour.comments.md"
    path.write_text(
        "# Remarks\n\n- **Dr Lim**, 2026-11-01 on opening: \u201ca day\u201d\n  Which day?\n", encoding="utf-8"
    )
    found = [item for item in load_applicant(folder)[1] if item.code == "comments-open"]
    assert [(item.message, item.mark and item.mark.line) for item in found] == [
        ("1 remark of readers is listed here", 3)
    ]
    path.write_text("# Remarks\n", encoding="utf-8")
    assert "comments-open" not in codes(load_applicant(folder)[1])
