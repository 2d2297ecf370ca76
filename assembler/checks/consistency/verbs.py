"""The words by which a sentence ties a date to a name of the profile: who was where, held what, passed what."""

from __future__ import annotations

from collections.abc import Mapping

AT = frozenset(("am", "an", "at", "bei", "beim", "der", "for", "im", "in"))
FROM = frozenset(("at", "from", "in"))
TO = frozenset(("from", "nach", "to"))
DIRECT = frozenset(("",))
AS = frozenset(("a", "als", "an", "as", "the", "my"))

STAYS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys((
        "work", "worked", "working", "train", "trained", "serve", "served", "serving", "practised", "practiced",
        "practising", "practicing", "employed", "rotated", "interned", "specialised", "specialized", "led", "headed",
        "arbeite", "arbeitete", "tatig",
    ), AT),
    **dict.fromkeys(("studied", "studying", "graduated", "graduating", "qualified", "qualifying"), FROM),
    **dict.fromkeys((
        "came", "moved", "moving", "returned", "returning", "transferred", "wechselte", "went", "promoted",
    ), TO),
    **dict.fromkeys(("join", "joined", "joining", "entered", "entering", "left", "leaving"), DIRECT),
}  # fmt: skip
"""Words by which someone tells to have been somewhere, with the words that may then lead to the name."""

BEFORE_WORK = frozenset(("also", "currently", "i", "ich", "now", "still", "to"))
"""What makes `work` something that I do: not the work of others."""

TOOK = frozenset((
    "absolvierte", "began", "begann", "beginning", "begun", "complete", "completed", "completing", "did", "finished",
    "finishing", "held", "hold", "spent", "started", "starting", "took", "undertook",
))  # fmt: skip
"""Words that tell the same with one of `POSTS` after them."""

POSTS = frozenset((
    "career", "degree", "degrees", "fellowship", "foundation", "house", "internship", "job", "medical", "medicine",
    "position", "post", "posts", "registrar", "residency", "specialist", "specialty", "studies", "training", "work",
    "working", "year", "years",
))  # fmt: skip
TIMES = frozenset(("half", "month", "months", "time", "week", "weeks"))
"""What someone may have `spent` at a place, beside `POSTS`. Days are a visit or a course."""

BACK = frozenset(("came", "went"))
"""Words that tell of a stay only with `back` after them, and with how long it was or as what."""

HOLD = frozenset(("have", "hold", "holding"))
"""What says of a degree, with one year behind it, that it was gained then."""

AND = frozenset(("and", "but", "then"))
"""What joins a further thing that somebody did: "I trained in X until 2022, and went back to Y"."""

NOT_GAINED = frozenset(("curriculum", "prospectus", "regulations", "syllabus"))
"""What a year in brackets after a degree is that of, where this follows."""

RUNS = TOOK | frozenset((
    "covered", "covering", "joined", "joining", "lead", "leading", "led", "opened", "opening", "ran", "run", "running",
    "staffed", "start", "worked", "working",
))  # fmt: skip
"""What someone does with a clinic, a rotation or a role."""

STARTED_AT = ("as", "at")
"""What may follow `started` at once: "I started at X"."""

WAS = frozenset(("am", "been", "being", "bin", "war", "was"))
WAS_WHERE = frozenset(("a", "an", "at", "in", "the"))
GAINED = frozenset((
    "achieved", "attained", "awarded", "cleared", "complete", "completed", "completing", "earned", "failed", "finished",
    "finishing", "gained", "got", "obtained", "passed", "passing", "received", "sat", "sitting", "took", "taking",
    "bestand", "erwarb",
))  # fmt: skip

DONE = frozenset(("graduated", "graduating", "qualified", "qualifying"))
"""What is done of a degree at its end; of a degree named itself, all of `GAINED` is."""

PRINTED = frozenset(("appeared", "published"))
ADVERBS_OF_PRINT = frozenset(("also", "finally", "first", "had", "have", "later", "recently", "since", "then"))

ME = frozenset(("i", "ich"))
MINE = frozenset(("mein", "meine", "meiner", "my"))
OTHERS = frozenset((
    "brother", "colleague", "colleagues", "dr", "er", "father", "friend", "he", "her", "his", "husband", "it", "its",
    "mentor", "mother", "mr", "mrs", "ms", "parents", "patient", "patients", "prof", "professor", "she", "sie",
    "sister", "supervisor", "team", "that", "their", "they", "we", "which", "who", "whom", "wife", "wir", "you",
    "your",
))  # fmt: skip
NOT_A_POST = frozenset((
    "after", "ago", "applied", "apply", "attachment", "audit", "because", "before", "book", "cohort", "conference",
    "congress", "could", "course", "decide", "decided", "dream", "dreamt", "elective", "exchange", "heard", "holiday",
    "hope", "hoped", "intend", "interview", "later", "lecture", "met", "never", "not", "nurse", "observer",
    "observership", "paper", "placement", "plan", "planned", "porter", "presented", "read", "rejected", "seminar",
    "shall", "should", "spoke", "student", "study", "summer", "talk", "trial", "visit", "visited", "visiting",
    "volunteer", "volunteered", "want", "wanted", "when", "where", "while", "whose", "will", "wish", "wished",
    "workshop", "would",
))  # fmt: skip
"""Words of which one between the writer and the name makes it no post, or no certain one."""

NO_POST_AFTER = frozenset((
    "attachment", "conference", "congress", "course", "elective", "exchange", "holiday", "nurse", "observer",
    "observership", "placement", "porter", "student", "summer", "visit", "visiting", "visitor", "volunteer", "workshop",
))  # fmt: skip
"""The same soon after the date: "I worked at X in 2012 as a student"."""

EDGES = ("began", "ended", "finished", "started")
"""What may stand between a name and its date: "my training at X began in 2015"."""

JOINING = frozenset(("and", "or", "then", "und"))
"""Between two names these let one date be that of both: "at X and at Y from 2014 to 2020"."""

OF = ("de", "del", "der", "di", "of")
"""Between two capitals these make one name: "School of X"."""
