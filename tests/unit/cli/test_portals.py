"""`assembler portals`: the rules with their sources, those of a person's own folder among them."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cli.conftest import Call


def test_all_are_listed_with_what_they_are_about(call: Call) -> None:
    ended = call("portals")
    assert ended.status == 0
    for name in ("eras", "uk-trust", "carms", "generic", "gmc", "ahpra"):
        assert f"\n  {name} " in ended.out
    assert all(len(line) <= 100 for line in ended.out.splitlines())


def test_the_rules_of_one_with_value_source_season_and_day(call: Call) -> None:
    ended = call("portals", "eras")
    assert ended.status == 0
    assert "  statement.limits: 28000 characters\n    AAMC, personal statement chapter" in ended.out
    assert "[season 2027, read 2026-11]" in ended.out
    assert all(len(line) <= 80 for line in ended.out.splitlines())


def test_as_json(call: Call) -> None:
    rows = call("portals", "carms", "--message-format", "json").json["rules"]
    (photo,) = [row for row in rows if row["rule"] == "files.photo.maximum_kb"]
    assert photo["value"] == "2000"
    assert (photo["kind"], photo["name"], photo["season"], photo["checked"]) == ("portal", "carms", "2017", "2026-11")
    assert all(row["source"] and row["checked"] for row in rows)


def test_a_name_that_is_both_shows_both(call: Call) -> None:
    out = call("portals", "singapore").out
    assert "portal: singapore\n" in out
    assert "convention: singapore\n" in out


def test_a_name_that_is_none(call: Call) -> None:
    ended = call("portals", "ears")
    assert ended.status == 2
    assert "error[unknown-portal]: there is no portal or convention 'ears'\n  help: did you mean 'eras'?" in ended.err


def test_one_of_a_person_s_own(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "portals"
    folder.mkdir(parents=True)
    (tmp_path / "profiles").mkdir()
    own = (
        "schema: 1\nabout: Own\nletters: {maximum: 3}\nsources: [{rule: letters, source: Page, checked: 2026-11-02}]\n"
    )
    (folder / "ours.yaml").write_text(own, encoding="utf-8")
    assert "letters.maximum: 3\n    Page [read 2026-11-02]" in call("portals", "ours").out


def test_one_that_is_written_badly_is_shown_as_far_as_it_goes(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "portals"
    folder.mkdir(parents=True)
    (tmp_path / "profiles").mkdir()
    own = """schema: 1
letters:
  maximum: 3
  form: [{label: File, text: [a, b]}, a line]
cv:
statement:
  limits: [{maximum: 600}]
sources:
  - {source: Page, checked: 2026-11-02}
  - a line
"""
    (folder / "ours.yaml").write_text(own, encoding="utf-8")
    assert "\n  ours\n" in call("portals").out
    ended = call("portals", "ours")
    assert ended.status == 0
    assert "add 'about:'" in ended.out
    assert "letters.maximum: 3" in ended.out
    assert "no source" in ended.out
