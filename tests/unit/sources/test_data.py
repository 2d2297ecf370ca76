from __future__ import annotations

import copy
import pickle

from assembler.diagnostics import Mark
from assembler.sources.data import MarkedList, MarkedMapping, MarkedText

MARK = Mark("f", 1, 2, 3)


def test_marked_text_is_a_text() -> None:
    text = MarkedText("no", MARK)
    assert text == "no"
    assert hash(text) == hash("no")
    assert {"no": 1}[text] == 1


def test_marks_survive_copies_and_other_processes() -> None:
    key = MarkedText("key", MARK)
    data = MarkedMapping(MARK, [(key, MarkedList(MARK, [None], [MARK]))])
    for twin in (copy.deepcopy(data), pickle.loads(pickle.dumps(data))):  # noqa: S301 - our own bytes
        assert twin == data
        assert twin.mark == MARK
        assert [getattr(one, "mark", None) for one in twin] == [MARK]
        assert (twin["key"].mark, twin["key"].item_marks) == (MARK, [MARK])
