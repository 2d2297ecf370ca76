"""The same mail and the same calendar are the same bytes, wherever and by whomever they are written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_WRITES = """
import datetime, sys
from assembler.document import Document, Paragraph, Text
from assembler.handoff import Attachment, Event, Mail, Party, calendar, draft
content = (Paragraph((Text("Für José"),)),)
document = Document("Wunsch für José", "", "", "de-DE", "2026-11-24", "a4", "working", "", "", content)
party = Party("Dr José Łim", "lim@example.org")
moment = datetime.datetime(2027, 1, 15, 22, tzinfo=datetime.UTC)
events = [Event("1", datetime.date(2027, 1, 5), "Łódź", "José"), Event("2", moment, "Harbour", "")]
days = calendar("Letters of José", events, datetime.date(2026, 11, 24))
sys.stdout.buffer.write(draft(Mail(document, party, party, (Attachment("dates.ics", "text/calendar", days),))) + days)
"""


def written(**more: str) -> bytes:
    top = Path(__file__).parents[3]
    env = os.environ | {"PYTHONPATH": str(top)} | more
    return subprocess.run([sys.executable, "-c", _WRITES], env=env, capture_output=True, check=True).stdout


def test_the_same_bytes_in_another_place_and_language_and_for_another_user() -> None:
    here = written(TZ="Asia/Singapore", LC_ALL="C", PYTHONHASHSEED="1", USER="zq-user", HOSTNAME="zq-host")
    there = written(TZ="America/New_York", LC_ALL="C.UTF-8", PYTHONHASHSEED="2", USER="another", HOSTNAME="another")
    assert here == there
    assert b"X-Unsent: 1" in here
    assert b"DTSTART:20270115T220000Z" in here
    assert b"zq-" not in here
