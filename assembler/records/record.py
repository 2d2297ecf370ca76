"""The base of every record: frozen, strict, and aware of the place it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from assembler.diagnostics import Mark, suggest

_MARK = "\0mark"
"""Where a mapping's mark travels to its record: a key that no YAML file can hold."""

COLON_IN_TEXT = "colon_in_text"
"""The type of the error that a text became a mapping by the colon in it."""


class Empty:
    """What stands for a value that is not written (`family:` and nothing after it), so that no type takes it."""


EMPTY = Empty()

_NONE_SET: set[str] = set()


class Record(BaseModel):
    """A frozen record that refuses unknown keys and knows the mark of the mapping it was read from.

    The mark takes no part in equality, hashing, dumps or the JSON Schema, so that a moved line changes nothing.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, validate_by_alias=True, defer_build=True
    )

    mark: SkipJsonSchema[Mark | None] = Field(default=None, alias="\0mark", exclude=True, repr=False)

    shorthand: ClassVar[str | None] = None
    """The field that a bare text stands for, where the record may be written as one (`- text` for `- text: text`)."""

    @model_validator(mode="before")
    @classmethod
    def _prepared(cls, data: Any) -> Any:
        """`data` with its mark, words in the case they are meant in, and `EMPTY` for what a file leaves empty."""
        words = _words(cls)
        if cls.shorthand is not None and isinstance(data, str):
            mark = getattr(data, "mark", None)
            return {cls.shorthand: _in_case(data, words.get(cls.shorthand)), _MARK: mark}
        if not isinstance(data, Mapping):
            return data
        if cls.shorthand is not None and data and not any(_may_be_field(key, cls) for key in data):
            raise PydanticCustomError(COLON_IN_TEXT, "a text with a colon")
        meant: dict[str, Any] = {key: _in_case(value, words.get(key)) for key, value in data.items()}
        if (mark := getattr(data, "mark", None)) is not None:
            meant = {key: EMPTY if value is None else value for key, value in meant.items()}
            meant[_MARK] = mark
        return meant

    def model_post_init(self, _context: Any, /) -> None:
        """Share what pydantic keeps of each record."""
        # Which fields were given is never asked for; of a small record that set takes half of the memory.
        object.__setattr__(self, "__pydantic_fields_set__", _NONE_SET)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            # Records are asked for fields that only some have; pydantic looks for extra and private ones first.
            raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), tuple(_values(self).values())))

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        schema = handler(core_schema)
        if cls.shorthand is None:
            return schema
        return {"anyOf": [{"type": "string"}, schema]}


def _values(record: BaseModel) -> dict[str, Any]:
    return {name: value for name, value in record.__dict__.items() if name != "mark"}


@cache
def fields_of(model: type[Record]) -> Mapping[str, FieldInfo]:
    """The fields of a record by the names they have in YAML."""
    return {info.alias or name: info for name, info in model.model_fields.items() if name != "mark"}


def record_in(annotation: Any) -> type[Record] | None:
    """The record class within an annotation such as `tuple[Post, ...]` or `Post | None`."""
    if isinstance(annotation, type) and get_origin(annotation) is None and issubclass(annotation, Record):
        return annotation
    for argument in get_args(annotation):
        if (found := record_in(argument)) is not None:
            return found
    return None


def _may_be_field(key: str, model: type[Record]) -> bool:
    """Whether `key` is, or is meant as, a field of `model`: a name in small letters that is close to one."""
    names = fields_of(model)
    return key.casefold() in names or (key.islower() and suggest(key, names) is not None)


@cache
def _words(model: type[Record]) -> Mapping[str, Mapping[str, str]]:
    """The words that a field allows, where it is one of those that allow only some, by their folded form."""
    found = {}
    for name, info in fields_of(model).items():
        words = list(_literals(info.annotation))
        folded = {word.casefold(): word for word in words}
        if words and len(folded) == len(words):
            found[name] = folded
    return found


def _literals(annotation: Any) -> Iterator[str]:
    for argument in get_args(annotation):
        if get_origin(annotation) is not Literal:
            yield from _literals(argument)
        elif isinstance(argument, str):
            yield argument


def _in_case(value: Any, words: Mapping[str, str] | None) -> Any:
    """`value`, or the items in it, as the allowed word that differs from it in capitals only."""
    if not words:
        return value
    if isinstance(value, str):
        return words.get(value.strip().casefold(), value)
    if isinstance(value, Sequence):
        return [_in_case(item, words) for item in value]
    return value
