"""Whatever is typed into drafts, new versions beside them and copies, in whatever order, is found again."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembler.build import build, take_over
from assembler.options import Options
from assembler.pulling import Side
from assembler.store.base import HISTORY
from tests.desk import DAY, NOW, text_of
from tests.properties.test_pulling import laid, written
from tests.word import typed, typed_outside

SIDES: list[Side] = ["docx", "markdown"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["word", "markdown", "beside", "outside", "open", "closed", "renamed", "pulled", "manifest", "history"]
        ),
        st.sampled_from(["opening", "plan"]),
    ),
    min_size=3,
    max_size=7,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS, st.sampled_from(SIDES))
def test_every_sentence_ever_typed_is_found_again(steps: list[tuple[str, str]], side: Side) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk, sentences, when = laid(Path(folder)), list[str](), NOW
        unread = set[str]()  # what is typed over in an editor before it could be read, nobody can keep
        lock = desk.draft.with_name(f"~${desk.draft.name[2:]}")
        for number, (step, section) in enumerate([("build", ""), *steps]):
            when += datetime.timedelta(minutes=1)
            said = f"Typed {number}, {step}."
            beside = sorted(desk.draft.parent.glob("*.new*.docx"))
            if step == "word" and desk.draft.exists() and section not in unread:
                typed(desk.draft, section, said)
                sentences.append(said)
                unread |= {section} if lock.exists() else set()
            elif step == "outside" and desk.draft.exists():
                typed_outside(desk.draft, said)
                sentences.append(said)
            elif step == "beside" and beside:
                typed(beside[-1], section, said)
                sentences.append(said)
            elif step == "markdown":
                written(desk, section, said)
                sentences.append(said)
            elif step == "open":
                lock.touch()
            elif step == "closed":
                lock.unlink(missing_ok=True)
                unread.clear()
            elif step == "renamed" and desk.draft.exists():
                desk.draft.rename(desk.draft.with_name(f"mine {number}.docx"))
            elif step == "pulled":
                files = sorted(desk.draft.parent.glob("mine*.docx"))
                take_over(desk.folder, desk.output, DAY, when, files=files, settled={None: side})
            elif step == "manifest":
                (desk.output / "manifest.json").unlink(missing_ok=True)
            elif step == "history":
                # What is kept stays; what was last written is forgotten.
                shutil.rmtree(desk.folder / HISTORY / "written", ignore_errors=True)
            build(desk.folder, desk.output, Options(formats=("docx",)), DAY, lambda *_: None, when)
            found = desk.everything() + "".join(map(text_of, desk.draft.parent.glob("*.docx")))
            assert [text for text in sentences if text not in found] == [], steps
