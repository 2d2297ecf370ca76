from __future__ import annotations

import pytest

from assembler.sources.rewriting import CannotRewriteError, Value, meaning, with_fields, with_record

ORDER = ("name", "places", "state", "day", "note")
NEW: dict[str, Value] = {"name": "c", "state": "new", "day": "2026-12-01"}

BLOCK = """\
# head
schema: 1
list:   # the list
  # about a
  - name: a  # she
    places: [x, y]   # two
    state: "old"  # by phone

    note: it's so
    # the end of a

  - name: b
    places:
      - x
    state: old
    note: |
      one
      # two
# end
"""


def changed(text: str, index: int, **changes: str | None) -> str:
    return with_fields(text, "list", index, changes, ORDER)


# Values that are there -------------------------------------------------------------------------------


def test_a_value_is_replaced_in_its_quotes_and_nothing_else_moves() -> None:
    made = changed(BLOCK, 0, state="new", note="a: 'b' #c")
    assert made == BLOCK.replace('"old"  #', '"new"  #').replace("it's so", "\"a: 'b' #c\"")
    single = "list:\n- {name: 'a', state: x}\n"
    assert changed(single, 0, name="it's") == "list:\n- {name: 'it''s', state: x}\n"


def test_an_empty_value_is_filled() -> None:
    for empty in ("note:", "note:   # why", "note: ~", "note: ''"):
        made = changed(f"list:\n- name: a\n  {empty}\n  state: x\n", 0, note="b c")
        assert meaning(made) == {"list": [{"name": "a", "note": "b c", "state": "x"}]}
        assert ("# why" in made) == ("# why" in empty)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2026-12-01", "2026-12-01"),
        ("two words", "two words"),
        ("12345678", '"12345678"'),
        ("no", '"no"'),
        ("~", '"~"'),
        ("a: b", '"a: b"'),
        ("- a", '"- a"'),
        ("a #b", '"a #b"'),
        ("Ø “x”", '"Ø “x”"'),
        ('say "so"', '"say \\"so\\""'),
        ("1e3", '"1e3"'),
        ("0x1F", '"0x1F"'),
        ("", '""'),
    ],
)
def test_what_others_could_misread_is_quoted(value: str, written: str) -> None:
    made = changed("list:\n- name: a\n", 0, note=value)
    assert made == f"list:\n- name: a\n  note: {written}\n"
    assert meaning(made)["list"][0]["note"] == value


@pytest.mark.parametrize(
    "value", ["|\n      one\n      two", ">-\n      one", "one\n      two", '"one\n      two"', "[a, b]", "{a: b}"]
)
def test_a_value_of_several_lines_is_left_to_the_person(value: str) -> None:
    with pytest.raises(CannotRewriteError, match="the value in line 3 goes on over the line"):
        changed(f"list:\n  - name: a\n    note: {value}\n", 0, note="new")


# Fields that are not there ---------------------------------------------------------------------------


def test_a_new_field_comes_behind_those_before_it() -> None:
    made = changed(BLOCK, 0, day="2026-12-01")
    assert made == BLOCK.replace("# by phone\n", "# by phone\n    day: 2026-12-01\n")
    made = changed(BLOCK, 1, day="2026-12-01")
    assert made == BLOCK.replace("    state: old\n", "    state: old\n    day: 2026-12-01\n")


def test_a_new_field_behind_a_list_and_behind_a_text_of_several_lines() -> None:
    assert changed(BLOCK.replace("    state: old\n", ""), 1, state="new") == BLOCK.replace("state: old", "state: new")
    order = (*ORDER, "last")
    made = with_fields(BLOCK, "list", 1, {"last": "z"}, order)
    assert made == BLOCK.replace("      # two\n", "      # two\n    last: z\n")
    kept = BLOCK.replace("note: |\n", "note: |+ # keep\n").replace("# end", "\n# end")
    assert meaning(with_fields(kept, "list", 1, {"last": "z"}, order))["list"][1]["note"] == "one\n# two\n\n"


def test_a_new_field_in_braces() -> None:
    text = "list: [ {name: a, # x\n  state: old}, {name: b, state: x} ] # y\n"
    made = changed(text, 0, day="2026-12-01", state="new")
    assert made == "list: [ {name: a, # x\n  state: new, day: 2026-12-01}, {name: b, state: x} ] # y\n"


# Fields that go --------------------------------------------------------------------------------------


def test_a_field_goes_with_its_line_and_its_comment_stays() -> None:
    text = "list:\n  - name: a\n    day: x\n    state: y  # why\n    note: z\n"
    assert changed(text, 0, day=None) == "list:\n  - name: a\n    state: y  # why\n    note: z\n"
    assert changed(text, 0, state=None) == "list:\n  - name: a\n    day: x\n    # why\n    note: z\n"
    assert changed(text, 0, other=None) == text


def test_a_field_that_stands_beside_the_dash_or_in_braces() -> None:
    assert changed("list:\n- day: x\n  name: a\n", 0, day=None) == "list:\n- name: a\n"
    assert changed("list:\n- {day: x, name: a, note: b}\n", 0, day=None) == "list:\n- {name: a, note: b}\n"
    assert changed("list:\n- {name: a , day: x}\n", 0, day=None) == "list:\n- {name: a}\n"
    for text in ("list:\n- day: x # why\n  name: a\n", "list:\n- {name: a, # why\n   day: x}\n"):
        with pytest.raises(CannotRewriteError, match="a comment stands beside 'day'"):
            changed(text, 0, day=None)
    with pytest.raises(CannotRewriteError, match="the record would be empty"):
        changed("list:\n- day: x\n", 0, day=None)


# Records ---------------------------------------------------------------------------------------------

C = "- name: c\n    state: new\n    day: 2026-12-01\n"


def test_a_new_record_comes_last_and_looks_like_the_others() -> None:
    assert with_record(BLOCK, "list", NEW) == BLOCK.replace("# end\n", f"\n  {C}# end\n")
    flat = "list:\n-   name: a\n    # of a\n\n# of none\nother: x\n"
    assert with_record(flat, "list", NEW) == flat.replace(
        "# of a\n", "# of a\n-   name: c\n    state: new\n    day: 2026-12-01\n"
    )
    braces = "list:\n - {name: a}\n"
    assert with_record(braces, "list", NEW) == braces + " - {name: c, state: new, day: 2026-12-01}\n"
    below = "list:\n  -\n    name: a\n"
    assert with_record(below, "list", NEW) == f"{below}  {C}"


@pytest.mark.parametrize("empty", ["[]", "[ ]", "", "~", "null", "[] # none"])
def test_the_first_record_of_an_empty_list(empty: str) -> None:
    rest = "  # none" if "#" in empty else ""
    for after in ("other: x\n", "# end\n", ""):
        made = with_record(f"schema: 1\nlist: {empty}".rstrip() + f"\n{after}", "list", NEW)
        assert made == f"schema: 1\nlist:{rest.replace('  ', ' ')}\n  {C}{after}"


def test_the_first_record_of_a_file_that_has_no_list() -> None:
    assert with_record("# a\nschema: 1\n# b\n", "list", NEW) == f"# a\nschema: 1\n# b\nlist:\n  {C}"
    assert with_record("schema: 1", "list", NEW) == f"schema: 1\nlist:\n  {C}".rstrip("\n")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_and_the_byte_order_mark_stay(line_end: str) -> None:
    text = "\ufeff" + "schema: 1\nlist:\n  - name: a # x\n    state: old".replace("\n", line_end)
    made = with_record(changed(text, 0, day="2026-12-01", state="new"), "list", NEW)
    expected = "schema: 1\nlist:\n  - name: a # x\n    state: new\n    day: 2026-12-01\n  " + C.rstrip("\n")
    assert made == "\ufeff" + expected.replace("\n", line_end)


# Forms that nothing is done to -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("list: [{name: a}]\n", "what is in 'list' stands in brackets"),
        ("list: text\n", "'list' is no list"),
        ("list: {a: b}\n", "'list' is no list"),
        ("list: [ # none\n]\n", "'list' is no list"),
        ("{schema: 1}\n", "it is not made of 'key: value' lines"),
        ("- a\n", "it is not made of 'key: value' lines"),
        ("", "it is not made of 'key: value' lines"),
        ("a: 'b\n", "it is written in a form that only a person can change"),
    ],
)
def test_some_files_take_no_new_record(text: str, why: str) -> None:
    with pytest.raises(CannotRewriteError, match=why):
        with_record(text, "list", NEW)


@pytest.mark.parametrize("text", ["list: x\n", "list:\n- a\n", "list:\n- {}\n", "other: x\n", "list:\n"])
def test_a_record_that_is_none_is_not_changed(text: str) -> None:
    with pytest.raises(CannotRewriteError):
        changed(text, 0, name="b")


def test_what_cannot_be_read_has_no_meaning() -> None:
    with pytest.raises(CannotRewriteError, match="it cannot be read"):
        meaning("a: 'b\n")
    assert meaning("\ufeffa: no\u2028# b\n\t\nb: 1\n") == {"a": "no", "b": "1"}
