"""Handing over: mails to send and calendars to import, as files. Nothing is ever sent.

Stands beside `writers`: a mail is made of a Document, a calendar of a view in the words of its language.
"""

from assembler.handoff.calendar import Event, calendar
from assembler.handoff.events import events_of
from assembler.handoff.mail import Attachment, Mail, Party, draft

__all__ = ["Attachment", "Event", "Mail", "Party", "calendar", "draft", "events_of"]
