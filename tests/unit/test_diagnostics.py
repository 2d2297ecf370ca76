from __future__ import annotations

import pytest

from assembler.diagnostics import (
    CODES,
    Diagnostic,
    Mark,
    Severity,
    error,
    has_errors,
    note,
    render,
    suggest,
    warning,
)


def _render(found: Diagnostic, text: str | None) -> str:
    return render(found, lambda _file, _line: text)


def test_the_form_of_a_diagnostic() -> None:
    found = error(
        "unknown-key",
        "'instituton' is not a field of education",
        Mark("profiles/sample-pain/profile.yaml", 14, 5, 10),
        "did you mean 'institution'?",
    )
    assert _render(found, "    instituton: National University Hospital") == (
        "profiles/sample-pain/profile.yaml:14:5: error[unknown-key]: 'instituton' is not a field of education\n"
        "   14 |     instituton: National University Hospital\n"
        "      |     ^^^^^^^^^^\n"
        "  help: did you mean 'institution'?"
    )


def test_without_a_mark_there_is_no_place() -> None:
    assert _render(note("usage", "so it is"), "text") == "note[usage]: so it is"


def test_a_command_in_a_hint_stays_in_one_line() -> None:
    command = f"assembler history keep corr {'output/' * 20}CV.docx"
    told = _render(note("usage", "so it is", None, f"{'many words ' * 9}or freeze it: '{command}'; or wait"), None)
    assert command in told
    assert max(len(line) for line in told.split("\n") if command not in line) <= 108


def test_without_the_line_there_is_no_excerpt() -> None:
    assert _render(warning("usage", "m", Mark("f", 2, 3)), None) == "f:2:3: warning[usage]: m"


def test_the_printer_is_asked_for_the_marked_line() -> None:
    asked: list[tuple[str, int]] = []
    render(error("usage", "m", Mark("f", 7, 1)), lambda file, line: asked.append((file, line)))
    assert asked == [("f", 7)]


def _excerpt(text: str, column: int, length: int = 1) -> list[str]:
    return _render(error("usage", "m", Mark("f", 1, column, length)), text).split("\n")[1:]


def test_tabs_count_one_column() -> None:
    assert _excerpt("a\tbc", 3, 2) == ["    1 | a bc", "      |   ^^"]


def test_wide_letters_take_two_columns_and_accents_none() -> None:
    assert _excerpt("山e\u0301: 田x", 5, 2) == ["    1 | 山e\u0301: 田x", "      |     ^^^"]


@pytest.mark.parametrize("column", [1, 40, 200, 399, 400])
def test_a_long_line_is_cut_around_the_mark(column: int) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(400))
    excerpt, carets = _excerpt(line, column, 3)
    assert len(excerpt) <= 110
    place = carets.index("^")
    assert excerpt[place] == line[column - 1]
    assert excerpt.startswith("    1 | …") == (column > 35)
    assert excerpt.endswith("…") == (column < 330)


def test_carets_end_with_the_line_and_there_is_always_one() -> None:
    assert _excerpt("abc", 3, 50) == ["    1 | abc", "      |   ^"]
    assert _excerpt("abc", 4, 2) == ["    1 | abc", "      |    ^"]
    assert _excerpt("", 1) == ["    1 |", "      | ^"]


def test_a_code_must_be_known() -> None:
    with pytest.raises(KeyError):
        error("no-such-code", "m")


def test_codes_are_explained_in_sentences() -> None:
    for code, meaning in CODES.items():
        assert code == code.lower()
        assert " " not in code
        assert meaning.endswith(".")


def test_only_errors_are_errors() -> None:
    assert has_errors([note("usage", "m"), error("usage", "m")])
    assert not has_errors([note("usage", "m"), warning("usage", "m")])
    assert str(Severity.WARNING) == "warning"


def test_suggestions() -> None:
    assert suggest("instituton", ["institution", "department"]) == "did you mean 'institution'?"
    assert suggest("SMITH", ["Smith", "Jones"]) == "did you mean 'Smith'?"
    assert suggest("xyz", ["institution"]) is None
    assert suggest("xyz", []) is None
