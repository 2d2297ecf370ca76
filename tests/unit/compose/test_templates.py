"""What a person is told of a mistake in a template: the template's own file, line and column."""

from __future__ import annotations

import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assembler import resources
from assembler.compose import Composer, templates
from assembler.diagnostics import Diagnostic
from assembler.document import Document
from assembler.tailor import cv_view
from assembler.views import plain
from tests.people import DATE, house, profile, program
from tests.unit.compose.rendering import PAGE, composed


def one(folder: Path, files: dict[str, str], **values: object) -> Diagnostic:
    document, found = composed(folder, files, **values)
    assert document is None
    assert len(found) == 1, found
    return found[0]


def place(found: Diagnostic, folder: Path) -> tuple[str, int, int]:
    assert found.mark is not None
    return Path(found.mark.file).relative_to(folder).as_posix(), found.mark.line, found.mark.column


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("<p>a</p>\n  <marquee>b</marquee>", (3, 3), "<marquee> is not an element of a document"),
        ('<p>a</p>\n\n <p class="huge">b</p>', (4, 2), '<p class="huge"> is not known'),
        ('<aside class="x">b</aside>', (2, 1), '<aside class="x"> is not known'),
        ('<article class="x"></article>', (2, 1), '<article class="x"> is not known'),
        ('<h1 class="x">b</h1>', (2, 1), '<h1 class="x"> is not known'),
        ("<div>b</div>", (2, 1), '<div class=""> is not known'),
        ("<p>a <b>b</b></p>", (2, 6), "<b> cannot stand within a text"),
        ("<p>a <em>b</p>", (2, 6), "<em> is never closed"),
        ("<p>a</p></p>", (1, 1), "</p> closes nothing"),
        ("<section><h2>a</h2>\n loose</section>", (2, 1), "text stands outside every paragraph: 'loose'"),
        ("<section>\n <p>a</p></section>", (2, 1), "<section> needs an <h2> as its first element"),
        ("<section>\n loose<h2>a</h2></section>", (2, 1), "<section> needs an <h2> as its first element"),
        ("<ul>\n <p>a</p></ul>", (3, 2), "<p> cannot stand in <ul>"),
        ("<ul>loose<li>a</li></ul>", (2, 1), "text stands outside every paragraph: 'loose'"),
        ("<article><h4>a</h4>\n<h4>b</h4></article>", (3, 1), "an entry has only one head"),
        ('<p><a href="ftp://x">b</a></p>', (2, 4), "<a> needs 'href', not 'ftp://x'"),
        ("<p><a>b</a></p>", (2, 4), "<a> needs 'href'"),
        ("<p><span>b</span></p>", (2, 4), "<span> needs 'lang'"),
        ('<img data-asset="a" data-width="1" data-height="1">', (2, 1), "<img> needs 'alt'"),
        (
            '<img data-asset="a" alt="b" data-width="wide" data-height="1">',
            (2, 1),
            "'data-width' of <img> is not a number: 'wide'",
        ),
        ('<div class="signature">\n<ul></ul></div>', (3, 1), "<ul> cannot stand in <div>"),
    ],
)
def test_what_a_document_does_not_know(tmp_path: Path, text: str, at: tuple[int, int], message: str) -> None:
    found = one(tmp_path, {"cv.html": PAGE.format(text)})
    assert (found.code, found.message) == ("template-element", message)
    assert place(found, tmp_path) == ("cv.html", *at)


TABLE = (
    '<table>\n<colgroup><col data-width="0.5"><col data-width="0.5"></colgroup>\n'
    "<thead><tr><th>a</th><th>b</th></tr></thead>\n<tbody><tr><th>c</th><td>d</td></tr></tbody>\n</table>"
)


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("<td>d</td>", "", (5, 8), "a row has 1 cells, the table 2 columns"),
        ("<tbody>", "<tbody></tbody>\n<tbody>", (2, 1), "each part of a table stands once"),
        ("</thead>", "<tr><th>x</th><th>y</th></tr></thead>", (4, 37), "<thead> holds only one row"),
        ("</tbody>", "loose</tbody>", (5, 1), "text stands outside every paragraph: 'loose'"),
        ('"0.5"><col', '"half"><col', (3, 11), "'data-width' of <col> is not a number: 'half'"),
        ('<col data-width="0.5"></col', "<col></col", (3, 33), "<col> needs 'data-width'"),
        ("</table>", "<tr></tr></table>", (6, 1), "<tr> cannot stand in <table>"),
    ],
)
def test_nothing_of_a_table_is_dropped_in_silence(
    tmp_path: Path, old: str, new: str, at: tuple[int, int], message: str
) -> None:
    assert composed(tmp_path, {"cv.html": PAGE.format(TABLE)})[0] is not None
    assert old in TABLE
    found = one(tmp_path, {"cv.html": PAGE.format(TABLE.replace(old, new))})
    assert found.message == message
    assert place(found, tmp_path) == ("cv.html", *at)


@pytest.mark.parametrize("part", ["colgroup", "thead", "tbody"])
def test_a_table_needs_its_parts(tmp_path: Path, part: str) -> None:
    start, end = TABLE.index(f"<{part}>"), TABLE.index(f"</{part}>") + len(part) + 3
    found = one(tmp_path, {"cv.html": PAGE.format(TABLE[:start] + TABLE[end:])})
    assert found.message == f"<table> needs <{part}>"


@pytest.mark.parametrize("text", ["<p>stray</p>", "stray"])
@pytest.mark.parametrize("form", ["{stray}\n{page}", "{page}\n{stray}"])
def test_nothing_stands_outside_the_page(tmp_path: Path, text: str, form: str) -> None:
    found = one(tmp_path, {"cv.html": form.format(stray=text, page=PAGE.format("<p>a</p>"))})
    assert found.message == "a template makes one <html> element, and nothing outside it"
    if "<p>" in text:
        assert place(found, tmp_path)[1] == (1 if form.startswith("{stray}") else 4)


def test_a_template_of_nothing(tmp_path: Path) -> None:
    assert one(tmp_path, {"cv.html": "{# nothing #}"}).code == "template-element"


def test_every_block_is_looked_at(tmp_path: Path) -> None:
    _, found = composed(tmp_path, {"cv.html": PAGE.format("<x>a</x>\n<p>b</p>\n<y>c</y>")})
    assert [item.mark.line for item in found if item.mark] == [2, 4]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<p>a</p>\n{{ view.nonsense }}", 3, "'dict object' has no attribute 'nonsense'"),
        ("<p>a</p>\n\n{{ nonsense }}", 4, "'nonsense' is undefined"),
        ("{{ words.documents.cvv }}", 2, "'dict object' has no attribute 'cvv'"),
        ("<p>a</p>\n{% if %}", 3, "Expected an expression, got 'end of statement block'"),
        ("\n{{ 'a'|nonsense }}", 3, "No filter named 'nonsense'."),
        ("{% for x in 5 %}{% endfor %}", 2, "'int' object is not iterable"),
        ("\n{{ 'a'|date }}", 3, "'str' object has no attribute 'iso'"),
    ],
)
def test_what_jinja_does_not_understand(tmp_path: Path, text: str, line: int, message: str) -> None:
    found = one(tmp_path, {"cv.html": PAGE.format(text)})
    assert (found.code, found.message) == ("template-error", message)
    assert place(found, tmp_path) == ("cv.html", line, 1)


MACRO = "{% macro it(x) %}\n\n  <p>{{ x.nonsense }}</p>{% endmacro %}"


@pytest.mark.parametrize(
    ("part", "call", "at"),
    [
        ("\n <marquee>a</marquee>", "{% include 'part.html' %}", ("part.html", 2, 2)),
        ("<p>\n{{ nonsense }}</p>", "{% include 'part.html' %}", ("part.html", 2, 1)),
        ("<p>\n{% if %}</p>", "{% include 'part.html' %}", ("part.html", 2, 1)),
        (MACRO, "{% import 'part.html' as p %}{{ p.it({}) }}", ("part.html", 3, 1)),
        (
            "{% macro it() %}\n  <p class='x'>a</p>{% endmacro %}",
            "{% import 'part.html' as p %}{{ p.it() }}",
            ("part.html", 2, 3),
        ),
    ],
)
def test_a_mistake_in_an_included_file(tmp_path: Path, part: str, call: str, at: tuple[str, int, int]) -> None:
    assert place(one(tmp_path, {"cv.html": PAGE.format(call), "part.html": part}), tmp_path) == at


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    composer = Composer((tmp_path,), house().languages)
    (tmp_path / "cvv.html").write_text("x", encoding="utf-8")
    document, (found,) = composer.compose("cv", {"language": "en-GB", "dates": "month-year"}, {})
    assert document is None
    assert (found.code, found.message, found.hint) == (
        "template-missing",
        "there is no template 'cv.html'",
        "did you mean 'cvv.html'?",
    )
    assert found.mark is None


def test_an_included_template_that_is_not_there(tmp_path: Path) -> None:
    found = one(tmp_path, {"cv.html": PAGE.format("<p>a</p>\n{% include 'entires.html' %}")})
    assert (found.code, found.hint) == ("template-missing", "did you mean 'entries.html'?")
    assert place(found, tmp_path) == ("cv.html", 3, 1)


@pytest.mark.parametrize("name", ["../secret.html", "sub/../../secret.html", "/etc/hostname"])
def test_no_file_outside_the_folders_is_a_template(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.html").write_text("<p>SECRET</p>", encoding="utf-8")
    own = tmp_path / "templates"
    (own / "sub").mkdir(parents=True)
    found = one(own, {"cv.html": PAGE.format(f"{{% include '{name}' %}}")})
    assert found.code == "template-missing"
    assert "SECRET" not in str(found)


def test_a_template_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_bytes(b"<p>caf\xe9</p>")
    found = one(tmp_path, {"cv.html": PAGE.format("{% include 'part.html' %}")})
    assert (found.code, found.message) == ("template-error", "the template cannot be read: it is not in UTF-8")
    assert place(found, tmp_path) == ("part.html", 1, 1)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_bytes("\ufeff<p>a</p>".encode())
    document, found = composed(tmp_path, {"cv.html": PAGE.format("{% include 'part.html' %}")})
    assert not found
    assert isinstance(document, Document)


def test_the_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / 'R&D "x" <y>: z'
    folder.mkdir()
    found = one(folder, {"cv.html": PAGE.format("<marquee>a</marquee>")})
    assert place(found, folder) == ("cv.html", 2, 1)


def test_ones_own_template_wins_file_by_file(tmp_path: Path) -> None:
    macros = "{% macro open(view, words, layout, title, subject, running) %}<html lang='en'><title>mine</title>"
    rest = (resources.templates() / "page.html").read_text(encoding="utf-8").split("{% macro full_name")[1]
    (tmp_path / "page.html").write_text(macros + "{% endmacro %}{% macro full_name" + rest, encoding="utf-8")
    from assembler.tailor import cv_view  # noqa: PLC0415 - this test alone needs a whole view
    from assembler.views import plain  # noqa: PLC0415 - this test alone needs a whole view

    view, _ = cv_view(profile(), program(), "x", house().conventions, DATE)
    document, found = Composer((tmp_path, resources.templates()), house().languages).compose("cv", plain(view), {})
    assert not found
    assert document is not None
    assert document.title == "mine"
    assert document.blocks


# The sandbox ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''['__class__'] }}",
        "{{ ''|attr('__class__') }}",
        "{{ view|attr('__init__') }}",
        "{{ view.update({'a': 1}) }}",
        "{{ view.clear() }}",
        "{{ words.sections.pop('posts') }}",
        "{{ [].append(1) }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{% for x in range(10**9) %}{% endfor %}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ date.__func__ }}",
    ],
)
def test_a_template_cannot_leave_the_sandbox(tmp_path: Path, text: str) -> None:
    view = {"a": "b"}
    document, found = composed(tmp_path, {"cv.html": PAGE.format(f"<p>\n{text}</p>")}, **view)
    assert document is None
    assert [item.code for item in found] == ["template-error"]
    assert place(found[0], tmp_path)[:2] == ("cv.html", 3)
    assert "posts" in house().languages["en"]["sections"]


HOSTILE = [
    "<script>alert(1)</script>",
    "</p></section></html><p>x",
    '" onload="x',
    "'><img src=x>",
    "&lt;b&gt; &amp;",
    "{{ 7*7 }} {% raw %}",
    "data-at=\"a:1:1\" <p data-at='a:1:1'>",
    "]]> <!-- -->",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", ["{}", "{}|bound", "[{}]|listed", "{}|upper_first", "{}|rich"])
def test_a_persons_text_stays_text(tmp_path: Path, text: str, form: str) -> None:
    from assembler.document import Paragraph, plain  # noqa: PLC0415 - beside their use

    page = PAGE.format(f"<p>{{{{ {form.format('view.text')} }}}}</p>")
    document, found = composed(tmp_path, {"cv.html": page}, text=text)
    assert not found
    assert document is not None
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    expected = text[:1].upper() + text[1:] if "upper" in form else text
    expected = "<b> &" if text.startswith("&lt;b") and "rich" in form else expected
    assert plain(block.content).replace("\u00a0", " ") == expected


@pytest.mark.parametrize("text", HOSTILE)
def test_a_persons_text_stays_text_in_an_attribute(tmp_path: Path, text: str) -> None:
    from assembler.document import Field  # noqa: PLC0415 - beside its use

    page = PAGE.format('<div class="field" id="a" data-label="{{ view.text }}" data-placeholder="b"></div>')
    document, found = composed(tmp_path, {"cv.html": page}, text=text)
    assert not found
    assert document is not None
    (block,) = document.blocks
    assert isinstance(block, Field)
    assert block.label == text


# What is compiled is kept --------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which compiled templates are kept."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder = Path(cache_from_source(templates.__file__)).parent
    folder.mkdir(parents=True)
    return folder


def cv() -> tuple[Document | None, list[Diagnostic]]:
    view, _ = cv_view(profile(), program(), "p", house().conventions, DATE)
    return Composer((resources.templates(),), house().languages).compose("cv", plain(view), {})


def test_compiled_templates_are_kept_and_used(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cv()
    assert {path.name.split(".")[0].split("-")[0] for path in kept.iterdir()} == {"template"}
    compiled: list[object] = []
    monkeypatch.setattr(ImmutableSandboxedEnvironment, "compile", lambda *given, **_: compiled.append(given))
    assert cv() == first
    assert not compiled


@pytest.mark.parametrize("more", [b"", b"j", b"\0" * 5000])
@pytest.mark.parametrize("length", [0, 10, 17, 20, 40, 64, 100, 2000])
def test_compiled_templates_that_are_damaged_are_compiled_anew(kept: Path, length: int, more: bytes) -> None:
    first = cv()
    whole = {path: path.read_bytes() for path in kept.iterdir()}
    for path, data in whole.items():
        path.write_bytes(data[:length] + more)
    assert cv() == first
    assert {path: path.read_bytes() for path in kept.iterdir()} == whole


def test_where_nothing_can_be_kept_templates_do_all_the_same(kept: Path) -> None:
    kept.rmdir()
    kept.write_text("no folder")
    assert cv()[1] == []
    assert kept.read_text() == "no folder"


def test_what_filters_say_as_a_template_is_compiled_is_kept_for_their_language_alone(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = kept / "shipped"
    shipped.mkdir()
    (shipped / "a.html").write_text("{{ 1|said }}", encoding="utf-8")
    monkeypatch.setattr(resources, "templates", lambda: shipped)
    told = [
        templates.Templates((shipped,), {"said": lambda _, word=word: word}, word).render("a.html", {})[0]
        for word in ("one", "two", "one")
    ]
    assert told == ["one", "two", "one"]
    assert len([*kept.glob("template-*")]) == 2


def test_ones_own_templates_are_not_kept(tmp_path: Path, kept: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    assert composed(own, {"cv.html": PAGE.format("<p>a</p>")})[1] == []
    assert [*kept.iterdir()] == []
