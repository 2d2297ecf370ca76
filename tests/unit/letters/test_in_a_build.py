"""A build reads the list of letters: it tells what is late, and is done anew where the list has changed."""

from __future__ import annotations

import datetime
from pathlib import Path

from assembler.build import Outcome, build
from assembler.freshness import inputs_key
from assembler.options import Options
from tests.people import PROFILE, PROGRAM, REFEREE, as_yaml

TODAY = datetime.date(2026, 11, 24)
LETTERS = (
    "schema: 1\nletters:\n- {referee: lim, programs: [harbour], state: agreed, agreed: 2026-11-02, due: 2026-11-20}\n"
)


def written(folder: Path) -> Path:
    (folder / "programs").mkdir(parents=True)
    person = REFEREE | {"email": "lim@example.org", "consent": "yes"}
    (folder / "profile.yaml").write_text(as_yaml(PROFILE | {"referees": [person]}), encoding="utf-8")
    wanted = PROGRAM | {"referees": ["lim"], "letters": {"minimum": "1"}, "documents": []}
    (folder / "programs" / "harbour.yaml").write_text(as_yaml(wanted), encoding="utf-8")
    return folder


def checked(folder: Path) -> Outcome:
    return build(folder, folder.parent / "output", Options(write=False, documents=("cv",)), TODAY, lambda *_: None)


def test_what_is_late_is_told_and_a_changed_list_is_noticed(tmp_path: Path) -> None:
    folder = written(tmp_path / "corr")
    keys = [inputs_key(folder, Options(), TODAY)]
    before = [item.code for item in checked(folder).diagnostics]
    for text in (LETTERS, LETTERS.replace("agreed, agreed", "sent, sent")):
        (folder / "letters.yaml").write_text(text, encoding="utf-8")
        keys.append(inputs_key(folder, Options(), TODAY))
    late = (folder / "letters.yaml").write_text(LETTERS, encoding="utf-8") and checked(folder)

    assert "letter-late" not in before
    assert late
    assert "letter-late" in [item.code for item in late.diagnostics]
    assert len(set(keys)) == 3
