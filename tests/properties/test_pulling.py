"""Whatever is typed in Word or in Markdown, in whatever order and with builds in between, is found again."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembler.build import build, take_over
from assembler.options import Options
from tests.desk import DAY, NOW, SECTIONS, Desk
from tests.people import PROFILE, PROGRAM, as_yaml
from tests.word import typed, typed_outside

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["word", "markdown", "both", "outside", "docx", "deleted"]),
        st.sampled_from(["opening", "plan"]),
    ),
    min_size=2,
    max_size=5,
)


def laid(root: Path) -> Desk:
    desk = Desk(root / "profiles" / "corr", root / "output" / "corr")
    (desk.folder / "programs").mkdir(parents=True)
    (desk.folder / "profile.yaml").write_text(as_yaml(PROFILE), encoding="utf-8")
    sections = [{"id": section["id"], "title": section["title"]} for section in SECTIONS]
    more = {"documents": ["statement"], "letters": {"minimum": 0}, "statement": {"sections": sections}}
    (desk.folder / "programs" / "harbour.yaml").write_text(as_yaml(PROGRAM | more), encoding="utf-8")
    return desk


def written(desk: Desk, section: str, text: str) -> None:
    """Replace what stands in `section` in the Markdown, as a person does."""
    held = desk.markdown.read_text(encoding="utf-8") if desk.markdown.exists() else ""
    kept = [part for part in held.split("## ")[1:] if f"{{#{section}}}" not in part]
    desk.write("".join(f"## {part}" for part in [*kept, f"{{#{section}}}\n\n{text}\n\n"]))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_every_sentence_ever_typed_is_found_again(steps: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk, sentences = laid(Path(folder)), []
        when = NOW
        for number, (step, section) in enumerate([("build", ""), *steps]):
            when += datetime.timedelta(minutes=1)
            word, markdown = f"Typed {number} in Word.", f"Typed {number} in Markdown."
            if step in ("word", "both"):
                typed(desk.draft, section, word)
                sentences.append(word)
            if step in ("markdown", "both"):
                written(desk, section, markdown)
                sentences.append(markdown)
            if step == "outside":
                typed_outside(desk.draft, word)
                sentences.append(word)
            if step == "deleted":
                typed(desk.draft, section)
            if step == "docx":
                take_over(desk.folder, desk.output, DAY, when, settled={None: "docx"})
            build(desk.folder, desk.output, Options(formats=("docx",)), DAY, lambda *_: None, when)
            found = desk.everything()
            assert [text for text in sentences if text not in found] == [], steps
