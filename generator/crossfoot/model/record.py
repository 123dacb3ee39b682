"""Dataclasses that cost next to nothing to define: `dataclass`, `field` and `replace` as in the standard library.

The standard decorator compiles six functions for each class, about a millisecond, and imports `inspect`: for a hundred classes that is
more than a small build takes. Here all classes share theirs. Equality, order, hash, repr, pickling and `dataclasses.fields` are the same.
"""

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar, cast, dataclass_transform, overload

T = TypeVar("T")


class _Missing:
    """No value, no default."""


MISSING = _Missing()


class Field:
    """What `field` says of one attribute."""

    __slots__ = ("default", "default_factory", "init")

    def __init__(self, default: object, default_factory: Callable[[], object] | None, init: bool) -> None:
        self.default, self.default_factory, self.init = default, default_factory, init


@overload
def field(*, default: T) -> T: ...
@overload
def field(*, default_factory: Callable[[], T]) -> T: ...
@overload
def field(*, init: bool) -> Any: ...
def field(*, default: Any = MISSING, default_factory: Callable[[], Any] | None = None, init: bool = True) -> Any:
    """A default that is made for each record, or a field that the constructor does not take."""
    return Field(default, default_factory, init)


class Shape:
    """The fields of one class: `names` in order, their defaults, what sets each past the freeze; `late` ones are not given."""

    __slots__ = ("defaults", "factories", "kw_only", "late", "made", "names", "setters")

    def __init__(self, names: tuple[str, ...], kw_only: bool) -> None:
        self.names, self.kw_only, self.made = names, kw_only, 0
        self.defaults: dict[str, object] = {}
        self.factories: dict[str, Callable[[], object]] = {}
        self.late: frozenset[str] = frozenset()
        self.setters: tuple[tuple[str, Callable[[Any, object], None]], ...] = ()


@dataclass_transform(field_specifiers=(field,))
def dataclass(
    *, frozen: bool = False, slots: bool = False, kw_only: bool = False, order: bool = False, eq: bool = True
) -> Callable[[type[T]], type[T]]:
    """The standard decorator, as far as we use it."""

    def made(cls: type[T]) -> type[T]:
        own = cls.__dict__.get("__annotations__", {})  # noqa: RUF063  (inspect is what we leave out)
        above = next((base.__dict__["__shape__"] for base in cls.__mro__[1:] if "__shape__" in base.__dict__), None)
        shape = Shape((*(above.names if above else ()), *own), kw_only)
        if above:
            shape.defaults, shape.factories, shape.late = dict(above.defaults), dict(above.factories), above.late
        space = dict(cls.__dict__)
        for name in own:
            if name in space:
                _default(shape, name, space.pop(name))
        for name, method in _methods(frozen, order, eq).items():
            space.setdefault(name, method)
        if eq and space["__eq__"] is _eq and space.get("__hash__") is None:
            space["__hash__"] = _hash if frozen else None
        space |= {"__shape__": shape, "__match_args__": () if kw_only else shape.names, "__dataclass_fields__": _STANDARD}
        if slots:
            space["__slots__"] = tuple(own)
        for name in ("__dict__", "__weakref__"):
            space.pop(name, None)
        record: type[T] = type.__new__(type(cls), cls.__name__, cls.__bases__, space)
        record.__qualname__ = cls.__qualname__
        shape.setters = tuple([(name, _setter(record, name, slots or name not in own)) for name in shape.names if name not in shape.late])
        return record

    return made


def replace(record: T, **changes: Any) -> T:
    """A copy with some fields changed."""
    shape: Shape = record.__shape__  # type: ignore[attr-defined]
    kept = {name: getattr(record, name) for name, _ in shape.setters if name not in changes}
    return type(record)(**kept, **changes)


def shape_of(record: type) -> Shape:
    """The fields of a class made here."""
    return cast(Shape, record.__shape__)  # type: ignore[attr-defined]


def _default(shape: Shape, name: str, value: object) -> None:
    if not isinstance(value, Field):
        shape.defaults[name] = value
        return
    if value.default is not MISSING:
        shape.defaults[name] = value.default
    if value.default_factory is not None:
        shape.factories[name] = value.default_factory
    if not value.init:
        shape.late |= {name}


def _setter(record: type, name: str, slot: bool) -> Callable[[Any, object], None]:
    if slot:
        return cast(Callable[[Any, object], None], getattr(record, name).__set__)

    def put(self: Any, value: object) -> None:
        self.__dict__[name] = value

    return put


def _methods(frozen: bool, order: bool, eq: bool) -> dict[str, Any]:
    methods: dict[str, Any] = {"__init__": _init, "__repr__": _repr, "__getstate__": _getstate, "__setstate__": _setstate}
    if eq:
        methods["__eq__"] = _eq
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    if order:
        methods |= {"__lt__": _lt, "__le__": _le, "__gt__": _gt, "__ge__": _ge}
    return methods


OFTEN = 100
"""So many records of a class in, it gets a constructor of its own."""


def _init(self: Any, *placed: object, **given: object) -> None:
    shape: Shape = self.__shape__
    shape.made += 1
    if shape.made == OFTEN:
        _compile(type(self), shape)
    if placed:
        if shape.kw_only or len(placed) > len(shape.names):
            raise TypeError(f"{type(self).__name__} takes its fields by name")
        for name, value in zip(shape.names, placed, strict=False):
            if name in given:
                raise TypeError(f"{type(self).__name__} got two values for {name}")
            given[name] = value
    for name, make in shape.factories.items():
        if name not in given:
            given[name] = make()
    values = {**shape.defaults, **given}
    try:
        for name, put in shape.setters:
            put(self, values[name])
    except KeyError as missing:
        raise TypeError(f"{type(self).__name__} needs {missing}") from None
    if len(values) != len(shape.setters):
        unknown = ", ".join(sorted(set(values) - {name for name, _ in shape.setters}))
        raise TypeError(f"{type(self).__name__} has no field {unknown}")
    if hasattr(self, "__post_init__"):
        self.__post_init__()


def _compile(record: type, shape: Shape) -> None:
    """A constructor with the fields written out, three times as fast; for what every record of the class gets the same way."""
    if record.__init__ is not _init or shape.factories or hasattr(record, "__post_init__"):  # type: ignore[misc]
        return
    taken = [name for name, _ in shape.setters]
    scope: dict[str, Any] = {f"set_{name}": put for name, put in shape.setters}
    scope |= {f"default_{name}": value for name, value in shape.defaults.items()}
    takes = ", ".join(f"{name}=default_{name}" if name in shape.defaults else name for name in taken)
    steps = "".join(f"    set_{name}(self, {name})\n" for name in taken)
    exec(f"def __init__(self, {'*, ' if shape.kw_only and taken else ''}{takes}):\n{steps or '    pass'}\n", scope)
    type.__setattr__(record, "__init__", scope["__init__"])


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name in self.__shape__.names])


def _repr(self: Any) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__shape__.names)})"


def _eq(self: Any, other: Any) -> Any:
    return _values(self) == _values(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _lt(self: Any, other: Any) -> Any:
    return _values(self) < _values(other) if other.__class__ is self.__class__ else NotImplemented


def _le(self: Any, other: Any) -> Any:
    return _values(self) <= _values(other) if other.__class__ is self.__class__ else NotImplemented


def _gt(self: Any, other: Any) -> Any:
    return _values(self) > _values(other) if other.__class__ is self.__class__ else NotImplemented


def _ge(self: Any, other: Any) -> Any:
    return _values(self) >= _values(other) if other.__class__ is self.__class__ else NotImplemented


def _getstate(self: Any) -> tuple[Any, ...]:
    return _values(self)


def _setstate(self: Any, state: tuple[Any, ...]) -> None:
    for (_, put), value in zip(self.__shape__.setters, state, strict=True):
        put(self, value)


def _refuse(self: Any, name: str, *value: object) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


class _Standard:
    """The fields as the standard library's functions want them, made when one of those asks."""

    def __get__(self, instance: object, owner: type) -> dict[str, Any]:
        import dataclasses

        shape = shape_of(owner)
        found: dict[str, Any] = {name: dataclasses.field(init=name not in shape.late) for name in shape.names}
        for name, told in found.items():
            told.name, told.type, told.kw_only = name, object, shape.kw_only
            told._field_type = dataclasses._FIELD  # type: ignore[attr-defined]
            told.default = shape.defaults.get(name, dataclasses.MISSING)
            told.default_factory = shape.factories.get(name, dataclasses.MISSING)
        return found


_STANDARD = _Standard()
