"""What settings are made of: frozen records whose fields make the form and the command line.

Each field carries help, unit, bounds and whether it is advanced. `validate` holds the rules across
fields. Nested records are addressed with dots: `sampling.temperature=0.9`.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import MISSING, dataclass, field
from typing import TYPE_CHECKING, Any, Self, cast, get_type_hints

from desktop.domain.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def setting(
    default: Any,  # noqa: ANN401 - the annotation of the field says its type
    help: str,
    *,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
    advanced: bool = False,
    multiline: bool = False,
) -> Any:  # noqa: ANN401
    """Declare a field of a settings record."""
    metadata = {
        "help": help,
        "unit": unit,
        "low": low,
        "high": high,
        "choices": choices,
        "advanced": advanced,
        "multiline": multiline,
    }
    if dataclasses.is_dataclass(default):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class SettingField:
    """One leaf of a settings record: its dotted key, type, default and description."""

    key: str
    type: type
    default: Any
    help: str
    unit: str
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    advanced: bool
    multiline: bool = False


class Settings:
    """Base of all settings records: reading, checking and writing them."""

    @classmethod
    def fields(cls, prefix: str = "") -> Iterator[SettingField]:
        """Yield the leaves in the order of declaration."""
        hints = get_type_hints(cls)
        for f in dataclasses.fields(cast("Any", cls)):
            kind = hints[f.name]
            default = f.default if f.default is not MISSING else cast("Any", f.default_factory)()
            if isinstance(default, Settings):
                yield from type(default)._leaves(default, f"{prefix}{f.name}.")
            else:
                yield SettingField(key=prefix + f.name, type=kind, default=default, **f.metadata)

    @classmethod
    def _leaves(cls, record: Settings, prefix: str) -> Iterator[SettingField]:
        for leaf in cls.fields(prefix):
            value = record.get(leaf.key.removeprefix(prefix))
            yield dataclasses.replace(leaf, default=value)

    def get(self, key: str) -> Any:  # noqa: ANN401
        """Return the value of a dotted key."""
        value: Any = self
        for name in key.split("."):
            value = getattr(value, name)
        return value

    def replace(self, values: Mapping[str, Any]) -> Self:
        """Return a copy with dotted keys set and checked; text is read as the field's type.

        Raises `InvalidInputError` for an unknown key or a value that does not fit.
        """
        leaves = {leaf.key: leaf for leaf in type(self).fields()}
        result = self
        for key, value in values.items():
            if key not in leaves:
                raise InvalidInputError(
                    f"There is no setting “{key}”",
                    f"The settings here are: {', '.join(leaves)}.",
                    "Correct the name.",
                )
            result = result._with(key.split("."), _read(leaves[key], value))
        result.check()
        return result

    def _with(self, path: list[str], value: Any) -> Self:  # noqa: ANN401
        if len(path) > 1:
            value = getattr(self, path[0])._with(path[1:], value)
        copy: Self = dataclasses.replace(cast("Any", self), **{path[0]: value})
        return copy

    def check(self) -> None:
        """Check this record's rules and those of the records in it; raises `InvalidInputError`."""
        for leaf in type(self).fields():
            _check_bounds(leaf, self.get(leaf.key))
        for f in dataclasses.fields(cast("Any", self)):
            if isinstance(value := getattr(self, f.name), Settings):
                value.validate()
        self.validate()

    def validate(self) -> None:
        """Check the rules across fields; records with such rules override this."""

    def to_json(self) -> dict[str, Any]:
        """Return the dotted keys and values, as stored with a run."""
        return {leaf.key: self.get(leaf.key) for leaf in type(self).fields()}


def _read(leaf: SettingField, value: Any) -> Any:  # noqa: ANN401
    if leaf.type is bool and isinstance(value, str):
        words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if value.lower() in words:
            return words[value.lower()]
        raise _refuse(leaf, value, "Say true or false.")
    try:
        read = leaf.type(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise _refuse(leaf, value, f"It must be of type {leaf.type.__name__}.") from error
    if leaf.type is int and isinstance(value, float) and read != value:
        raise _refuse(leaf, value, "It must be a whole number.")
    return read


def _check_bounds(leaf: SettingField, value: Any) -> None:  # noqa: ANN401
    if leaf.choices and value not in leaf.choices:
        raise _refuse(leaf, value, f"Choose one of: {', '.join(leaf.choices)}.")
    if isinstance(value, float) and not math.isfinite(value):
        raise _refuse(leaf, value, "It must be a number.")
    if leaf.low is not None and value < leaf.low:
        raise _refuse(leaf, value, f"The least is {leaf.low:g}.")
    if leaf.high is not None and value > leaf.high:
        raise _refuse(leaf, value, f"The most is {leaf.high:g}.")


def _refuse(leaf: SettingField, value: Any, hint: str) -> InvalidInputError:  # noqa: ANN401
    return InvalidInputError(f"“{value}” does not fit the setting “{leaf.key}”", leaf.help, hint)
