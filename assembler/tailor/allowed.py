"""What each audience may see of each kind of entry. A field that stands in no row here reaches no document."""

from __future__ import annotations

from collections.abc import Mapping

from assembler.schema.types import Audience

PLACE = ("institution", "department", "city", "country")

PROGRAMS: Mapping[str, tuple[str, ...]] = {
    "registration": ("body", "country", "kind", "status", "start", "end"),
    "certification": ("name", "body", "date", "expires", "detail"),
    "examinations": ("name", "body", "kind", "date", "attempt", "result"),
    "education": ("qualification", "institution", "city", "country", "start", "end", "honours", "thesis", "bullets"),
    "training": ("title", *PLACE, "start", "end", "director", "bullets"),
    "posts": ("title", "local_title", *PLACE, "start", "end", "percent", "hours", "supervisor", "bullets"),
    "gaps": ("label", "start", "end"),
    "experience": ("title", "specialty", "setting", *PLACE, "start", "end", "weeks", "patients", "bullets"),
    "logbooks": ("source", "start", "end", "verified_by", "verified_on", "rows"),
    "rows": ("procedure", "guidance", "role", "observed", "supervised", "solo", "taught"),
    "interests": ("text",),
    "projects": ("title", *PLACE, "start", "end", "supervisor", "status", "bullets"),
    "publications": ("kind", "title", "journal", "date", "volume", "issue", "pages", "doi", "pmid", "state"),
    "presentations": ("kind", "title", "event", "city", "country", "date", "detail"),
    "grants": ("title", "funder", "amount", "role", "start", "end"),
    "improvement": ("title", *PLACE, "start", "end", "baseline", "change", "reaudit", "bullets"),
    "teaching": ("title", *PLACE, "start", "end", "bullets"),
    "leadership": ("title", *PLACE, "start", "end", "bullets"),
    "awards": ("title", "body", "date", "detail"),
    "courses": ("title", "body", "city", "date", "detail"),
    "conferences": ("title", "city", "country", "date", "role"),
    "memberships": ("body", "grade", "start", "end"),
    "languages": ("language", "level", "detail"),
    "referees": ("name", "title", "institution", "city", "country", "roles"),
    "bullets": ("text",),
    "motivation.themes": ("text",),
    "motivation.moments": ("text",),
    "motivation.tested": ("text",),
    "career_plan.short": ("text",),
    "career_plan.long": ("text",),
    "career_plan.contribution": ("text",),
    "program.attractions": ("text", "source"),
}
"""Readers at a program; also the applicant's own statement draft, which quotes only what a program may see."""

COMPUTED = (
    *("training_fact", "scholarship_fact", "leadership_fact", "eligibility_fact"),
    *("eligibility", "personal", "declaration"),
)
"""Kinds of entries that no one wrote as such; what each holds is decided where it is made."""

_OF_OTHERS = ("supervisor", "director", "verified_by", "verified_on", "detail", "amount")
"""Fields that name other people, who may be other referees, and sums of money."""

_WITNESSED: Mapping[str, tuple[str, ...]] = {
    kind: tuple(name for name in PROGRAMS[kind] if name not in _OF_OTHERS)
    for kind in (
        "training",
        "posts",
        "experience",
        "logbooks",
        "rows",
        "projects",
        "publications",
        "presentations",
        "grants",
        "improvement",
        "teaching",
        "leadership",
        "awards",
        "courses",
        "bullets",
    )
}

REFEREES: Mapping[str, tuple[str, ...]] = {
    **_WITNESSED,
    "career_plan.short": ("text",),
    "career_plan.long": ("text",),
    "career_plan.contribution": ("text",),
}
"""A referee: work they saw and the career plan. No scores, results, gaps, motivation or other referees at all."""

ENCLOSED: Mapping[str, tuple[str, ...]] = {
    "training_fact": (),
    "scholarship_fact": (),
    "leadership_fact": (),
    "registration": ("body", "country", "kind", "status", "start", "end"),
    "certification": ("name", "body", "date", "expires", "detail"),
    "examinations": ("name", "body", "kind", "date", "result"),
    "education": ("qualification", "institution", "city", "country", "start", "end", "honours", "thesis", "bullets"),
    "training": ("title", *PLACE, "start", "end", "director", "bullets"),
    "posts": ("title", "local_title", *PLACE, "start", "end", "percent", "hours", "supervisor", "bullets"),
    "gaps": ("label", "start", "end"),
    "experience": ("title", "specialty", "setting", *PLACE, "start", "end", "weeks", "patients", "bullets"),
    "logbooks": ("source", "start", "end", "rows"),
    "rows": ("procedure", "guidance", "role", "observed", "supervised", "solo", "taught"),
    "interests": ("text",),
    "projects": ("title", *PLACE, "start", "end", "supervisor", "status", "bullets"),
    "publications": ("kind", "title", "journal", "date", "volume", "issue", "pages", "doi", "pmid", "state"),
    "presentations": ("kind", "title", "event", "city", "country", "date", "detail"),
    "grants": ("title", "funder", "role", "start", "end"),
    "improvement": ("title", *PLACE, "start", "end", "baseline", "change", "reaudit", "bullets"),
    "teaching": ("title", *PLACE, "start", "end", "bullets"),
    "leadership": ("title", *PLACE, "start", "end", "bullets"),
    "awards": ("title", "body", "date", "detail"),
    "courses": ("title", "body", "city", "date", "detail"),
    "conferences": ("title", "city", "country", "date", "role"),
    "memberships": ("body", "grade", "start", "end"),
    "languages": ("language", "level", "detail"),
}
"""A referee, of the CV in their pack: no referees, personal details, eligibility, scores, attempts or declaration.

Supervisors and co-authors are part of a post and of a publication. Facts of the summary are counted from what stands in
the rows. What the CV shows beside these stands in `BESIDE`, of which scores, numbers and contact details are released
to programs alone.
"""

CV_READERS: Mapping[Audience, Mapping[str, tuple[str, ...]]] = {
    "programs": {**PROGRAMS, **dict.fromkeys(COMPUTED, ())},
    "referees": ENCLOSED,
}
"""What each audience may see of a CV."""

BESIDE: Mapping[str, tuple[str, ...]] = {
    "registration": ("number",),
    "examinations": ("score",),
    "gaps": ("reason",),
    "referees": ("email", "phone"),
    "publications": ("authors", "et_al", "place", "count", "group"),
    "logbooks": ("columns", "totals", "total", "solo"),
    "rows": ("total",),
}
"""What a view may hold beside the fields of an entry: what is counted from them, and what is only shown once the
program's rules or the entry's owner release it."""

SAW = "saw"
"""What a referee saw of an entry; it stands in views for that referee only."""
