from __future__ import annotations

from typing import Any

from assembler.schema.profile import Profile
from assembler.schema.types import Entry
from assembler.tailor import cv_view, reworded
from tests.people import DATE, entry, house, profile, program

HELD: dict[str, Any] = {
    "posts": [
        entry(
            "posts",
            id="registrar",
            title="Registrar in anaesthesia",
            bullets=[{"id": "nights", "text": "Night lists."}, "Clinics."],
        )
    ],
    "motivation": {"themes": [{"id": "why", "text": "Pain matters."}]},
}


def texts(**changes: str) -> list[dict[str, str]]:
    """Rewordings by entry, each of a `text`, or of another field after two underscores."""
    return [
        {"entry": name.split("__")[0], "field": [*name.split("__"), "text"][1], "text": text}
        for name, text in changes.items()
    ]


def every_text(whole: Profile) -> list[str]:
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, tuple):
            for item in value:
                walk(item)
        elif hasattr(type(value), "model_fields"):
            for name in type(value).model_fields:
                if name != "mark":
                    walk(getattr(value, name))

    walk(whole)
    return found


def test_texts_are_replaced_wherever_they_stand_and_nothing_else_is() -> None:
    whole = profile(**HELD)
    asked = program(
        texts=texts(registrar__title="Resident in anesthesiology", nights="Night **lists**.", why="Pain is treatable.")
    )
    made = reworded(whole, asked)
    changed = {(a, b) for a, b in zip(every_text(whole), every_text(made), strict=True) if a != b}
    assert changed == {
        ("Registrar in anaesthesia", "Resident in anesthesiology"),
        ("Night lists.", "Night **lists**."),
        ("Pain matters.", "Pain is treatable."),
    }
    assert [item.mark for _, _, item in made.entries()] == [item.mark for _, _, item in whole.entries()]


def test_without_texts_the_profile_is_the_same() -> None:
    whole = profile(**HELD)
    assert reworded(whole, program()) is whole


def test_a_reworded_bullet_reads_so_in_the_cv_and_says_so() -> None:
    asked = program(texts=texts(nights="Nights on call."))
    whole = reworded(profile(**HELD), asked)
    view, decisions = cv_view(whole, asked, "harbour", house().conventions, DATE)
    shown = next(item for section in view.sections for item in section.entries if item.ref == "posts/registrar")
    assert shown.fields["bullets"] == ("Nights on call.", "Clinics.")
    reasons = {item.entry: item.reason for item in decisions}
    assert reasons["posts/registrar/nights"].endswith("in this program's own words")
    assert "own words" not in reasons["posts/registrar"]


def test_dates_cannot_be_reworded() -> None:
    from assembler.schema.references import _text_fields  # noqa: PLC0415 - what a text may replace

    kinds = {type(item) for _, _, item in profile(**HELD).entries()}
    assert kinds
    for kind in kinds:
        assert issubclass(kind, Entry)
        assert not {"start", "end", "date", "id", "tags", "private"} & set(_text_fields(kind))
