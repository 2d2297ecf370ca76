"""What programs are called, and whether a text means it. For the checks of an address.

A name of one word is looked at with its neighbours: many are words as well, or stand in longer names of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from assembler.checks.naming import LEADING, TITLES, Names, Word, begins, keys_of, longer_names, shouted
from assembler.schema.program import Program

FACILITIES = frozenset(
    (
        *("Abteilung", "Academic", "Academy", "Ambulanz", "Campus", "Cancer", "Center", "Centre", "Centres", "Clinic"),
        *("Clinical", "Clinics", "College", "Department", "Division", "Faculty", "Fellow", "Fellows", "Fellowship"),
        *("Foundation", "General", "Group", "Health", "Healthcare", "Hospital", "Hospitals", "I", "Infirmary"),
        *("Institute", "Institution", "Klinik", "Klinikum", "Management", "Medical", "Medicine", "NHS", "Neurology"),
        *("Pain", "Program", "Programme", "School", "Schmerzklinik", "Schmerzzentrum", "Service", "Services", "System"),
        *("Teaching", "Team", "Trust", "Unit", "Universität", "Universitätsklinikum", "University", "Zentrum"),
    )
)
"""Words beside a name that leave it the same name."""

_BROAD = frozenset(
    (
        *("central", "children", "city", "community", "county", "district", "general", "medical", "memorial"),
        *("metropolitan", "national", "regional", "royal", "state", "united", "university", "veterans", "women"),
    )
)
"""Words in the names of many hospitals, and of much else."""

ORDINARY = _BROAD | frozenset(
    (
        *("angel", "archer", "aurora", "baker", "banks", "bath", "battle", "bay", "beacon", "beaumont", "berg"),
        *("best", "bishop", "bridge", "brook", "buffalo", "burns", "bush", "butler", "carter", "castle", "chance"),
        *("chapel", "church", "coast", "columbia", "concord", "cook", "cooper", "cork", "cross", "crown", "dean"),
        *("deal", "east", "eastern", "essen", "faith", "field", "fields", "fisher", "ford", "forest", "foster"),
        *("frank", "freedom", "friend", "garden", "gardner", "gateway", "gold", "good", "grace", "grant", "gray"),
        *("green", "hall", "halle", "hamm", "harbor", "harbour", "haven", "heart", "heritage", "highland", "hill"),
        *("hills", "hof", "hope", "horizon", "hull", "independence", "island", "joy", "judge", "justice", "king"),
        *("knight", "lake", "lakeside", "land", "law", "legacy", "liberty", "life", "light", "little", "lodge"),
        *("long", "love", "major", "marsh", "mason", "mercy", "midland", "miller", "mobile", "moon", "moore"),
        *("mount", "nice", "noble", "normal", "north", "northern", "northside", "northwest", "ocean", "orange"),
        *("page", "park", "parker", "parks", "peace", "phoenix", "pioneer", "plan", "porter", "potter", "premier"),
        *("price", "providence", "quest", "reading", "rich", "ridge", "river", "riverside", "rose", "sage", "sea"),
        *("seaside", "shepherd", "short", "silver", "singer", "small", "smart", "smith", "south", "southern"),
        *("southside", "spring", "springs", "star", "stone", "strong", "summer", "summit", "sun", "sunrise", "swift"),
        *("taylor", "temple", "trinity", "turner", "union", "unity", "vale", "valley", "victory", "view", "village"),
        *("vision", "walker", "ward", "waters", "weaver", "wells", "west", "western", "westside", "white", "winter"),
        *("wise", "wood", "woods", "world", "worth", "young"),
    )
)
"""Names of places and people that are words as well: at the beginning of a sentence they may be just that."""

NO_PERSON = ORDINARY | frozenset(
    (
        *("african", "american", "asian", "australian", "british", "canadian", "essential", "european", "great"),
        *("international", "irish", "los", "new", "port", "saint", "san", "scottish", "society", "st"),
        *("trial", "welsh"),
    )
)
"""Words with a capital that are in no name of a person who has no title."""

_COMMON = frozenset(
    (
        *("advanced", "and", "clinical", "fellow", "fellows", "fellowship", "fellowships", "for", "grade", "in", "job"),
        *("management", "medical", "medicine", "of", "pain", "position", "post", "posts", "program", "programme"),
        *("senior", "specialty", "the", "training", "trust", "with"),
    )
)
"""Words of which the name of many a fellowship is made."""


def names_of(program: Program, specialty: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """What `program` is called, as words with the kind of name: `program`, `title` or `place`.

    The institution counts also without the words that every hospital has, where two are left; the title of the post
    only where it has a word that not every fellowship has.
    """
    institution = keys_of(program.institution)
    head = institution[: next((at for at, key in enumerate(institution) if key in FACILITIES), len(institution))]
    for keys in (institution, head if len(head) > 1 else (), keys_of(program.short)):
        if any(key[0].isupper() or not key.isascii() for key in keys):
            yield keys, "program"
            if keys[0] == "The":
                yield ("the", *keys[1:]), "program"
    title = keys_of(program.name.partition("(")[0])
    usual = _COMMON | {key.casefold() for key in keys_of(specialty)}
    if len(title) > 2 and any(key.casefold() not in usual for key in title):
        yield title, "title"
    yield keys_of(program.city), "place"


Called = tuple[str, str]
"""A kind of name, and the id of the program that has it; ("", "") for a name of the applicant's own career."""

OWN: Called = ("", "")


class Lexicon:
    """What `programs` are called, to be found in texts, and which of it is the applicant's `own`, by their career."""

    def __init__(self, programs: Mapping[str, Program], specialty: str, career: Iterable[Sequence[Word]]) -> None:
        told = list(career)
        named = [
            (keys, (kind, name)) for name, program in programs.items() for keys, kind in names_of(program, specialty)
        ]
        self._words = {
            name: {
                *keys_of(program.institution),
                *keys_of(program.department or ""),
                *keys_of(program.name),
                *keys_of(program.short),
            }
            for name, program in programs.items()
        }
        longer = [(keys, OWN) for words in told for keys in longer_names(words)]
        self._plain: Names[Called] = Names(named)
        self._names: Names[Called] = Names([*named, *longer])
        self._spelt = {
            key.upper(): key
            for key in sorted(
                {*FACILITIES, *(key for keys, _ in named for key in keys), *(key for keys, _ in longer for key in keys)}
            )
        }
        self.own = frozenset(called for words in told for called, _, _ in self.within(words, career=True))

    def within(self, words: Sequence[Word], *, career: bool = False) -> Iterator[tuple[Called, int, int]]:
        """What programs are called in a text: kind and program, the first word and the one after the last.

        Of a `career` any word counts that is the name of a place. What stands in capitals altogether is looked at
        again as it would be written without them.
        """
        yield from self._within(words, career=career)
        for start, end in () if career else shouted(words):
            said = [word._replace(key=self._spelt.get(word.key, word.key.capitalize())) for word in words[start:end]]
            loud = {(called, first, last) for called, first, last in self._within(words[start:end], career=False)}
            for called, first, last in self._within(said, career=False):
                if (called, first, last) not in loud:
                    yield called, start + first, start + last

    def _within(self, words: Sequence[Word], *, career: bool) -> Iterator[tuple[Called, int, int]]:
        for values, first, last in self._plain.anywhere(words) if career else self._names.within(words):
            for called in sorted(values - {OWN}):
                whole = last - first == len(words)
                if whole or (career and called[0] == "place") or self._speaks(called, words, first, last):
                    yield called, first, last

    def _speaks(self, called: Called, words: Sequence[Word], first: int, last: int) -> bool:
        """Whether the words mean that name, and neither a longer one nor a plain word."""
        kind, program = called
        if kind == "title":
            return first == 0 or words[first - 1].key.casefold() not in ("a", "an", "any", "another", "ein", "eine")
        if last - first > 1 and kind == "program":
            return True
        own = self._words[program]
        key = words[first].key.casefold()
        word = key in ORDINARY and last - first == 1
        run = _capitals_after(words, last)
        if run:
            whole = kind == "program" or not _goes_on(words, last + len(run))
            return whole and key not in _BROAD and all(after in (own if word else own | FACILITIES) for after in run)
        if key in _NEEDS_PLACE and last - first == 1:
            return first > 0 and words[first - 1].key.casefold() in _AT_PLACES
        if word and begins(words, first):
            return _begins_as_a_name(words, last, key)
        earlier = words[first - 1] if first and words[first].close and not begins(words, first) else None
        if earlier is None or not earlier.capital or earlier.key in FACILITIES | own:
            return True
        return begins(words, first - 1) and (not word or earlier.key.casefold() in LEADING)


def _capitals_after(words: Sequence[Word], last: int) -> list[str]:
    """The words with a capital that go on with the name before `last`."""
    run = []
    for word in words[last : last + _LONGEST_RUN]:
        if not word.capital or not word.close or "." in word.gap or word.key.casefold() in _ENDING:
            break
        run.append(word.key)
    return run


_LONGEST_RUN = 8
_ENDING = TITLES | {"i"}
"""Words with a capital that go on with no name."""


def _goes_on(words: Sequence[Word], at: int) -> bool:
    """Whether a name goes on, as that of the London School does: of Hygiene."""
    return at + 1 < len(words) and words[at].key in ("of", "for") and words[at].close and words[at + 1].capital


_AT_PLACES = frozenset(
    (
        *("around", "at", "aus", "from", "in", "klinikum", "nach", "near", "to", "uniklinik", "universitat"),
        *("universitatsklinikum", "university", "von"),
    )
)
_NEEDS_PLACE = frozenset(("baden", "essen", "halle", "hof", "leer", "regen", "siegen", "singen", "worms"))
"""Cities that are words with a capital in German: they count after what stands before a place alone."""


def _begins_as_a_name(words: Sequence[Word], last: int, key: str) -> bool:
    """Whether a sentence begins with a name that is a word as well: `Lakeside has`, `Hope's`, but not `Hope is`."""
    if last == len(words):
        return False
    after = words[last]
    if after.key == "s" and after.gap in ("'", "’"):
        return True
    return key not in _WITHOUT_ARTICLE and (
        (after.gap == " " and after.key in _FINITE) or (after.gap == ", " and after.key in ("where", "which", "whose"))
    )


_FINITE = frozenset(
    (
        *("alone", "asks", "attracts", "brings", "can", "combines", "does", "draws", "expects", "fits", "gives"),
        *("has", "is", "itself", "keeps", "knows", "lets", "looks", "makes", "needs", "offers", "provides", "runs"),
        *("sees", "serves", "shares", "shows", "stands", "takes", "teaches", "trains", "treats", "was", "will"),
        *("works", "would"),
    )
)
_WITHOUT_ARTICLE = _BROAD | frozenset(
    (
        *("best", "chance", "faith", "freedom", "gold", "good", "grace", "green", "hope", "independence", "joy"),
        *("justice", "law", "liberty", "life", "light", "little", "long", "love", "mercy", "mobile", "nice", "normal"),
        *("orange", "peace", "providence", "reading", "rich", "short", "silver", "small", "smart", "spring", "stone"),
        *("strong", "summer", "sunrise", "swift", "unity", "victory", "white", "winter", "wise", "wood", "worth"),
        *("young",),
    )
)
"""Words that begin a sentence without an article, as no plain `lakeside` does."""
