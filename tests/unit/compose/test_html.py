from __future__ import annotations

from assembler.compose.html import parse
from assembler.diagnostics import Mark


def test_a_tree_that_knows_the_templates_lines() -> None:
    root, found = parse('<p data-at="a/b.html:3:7" class="x y">a<br>b <em data-at="a/b.html:4:1">c</em></p>')
    assert not found
    (p,) = root.elements()
    assert (p.tag, p.classes, p.mark) == ("p", ["x", "y"], Mark("a/b.html", 3, 7, 2))
    assert p.children[0] == "a"
    assert [node.tag for node in p.elements()] == ["br", "em"]
    assert p.elements()[1].mark == Mark("a/b.html", 4, 1, 3)
    assert p.get("data-at") is None


def test_an_element_without_a_line_has_that_of_the_one_around_it() -> None:
    root, _ = parse('<p data-at="c: d.html:3:7"><em>a</em></p>')
    (p,) = root.elements()
    assert p.elements()[0].mark == p.mark == Mark("c: d.html", 3, 7, 2)


def test_every_element_that_is_not_closed_is_told() -> None:
    _, found = parse('<p data-at="t:1:1"><em data-at="t:1:4">a<strong data-at="t:1:9">b</em>')
    assert [(item.message, item.mark.column if item.mark else 0) for item in found] == [
        ("<strong> is never closed", 9),
        ("<p> is never closed", 1),
    ]


def test_void_and_self_closed_elements_are_closed() -> None:
    root, found = parse("<p>a<br/>b</br><img></p><em/><hr>")
    assert not found
    assert [node.tag for node in root.elements()] == ["p", "em", "hr"]


def test_comments_are_nothing_and_references_are_characters() -> None:
    root, found = parse("<!doctype html><p>a<!-- <b> -->&amp;&#233;</p>")
    assert not found
    assert "".join(child for child in root.elements()[0].children if isinstance(child, str)) == "a&é"
