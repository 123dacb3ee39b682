"""What two numbers of anyone's filing have to do with each other."""

from msgspec import Struct


class Component(Struct, frozen=True, kw_only=True):
    """Equity of one member is the balance sheet's line of that name, with this sign."""

    equity: str
    member: str
    concept: str
    sign: int


class PerShare(Struct, frozen=True, kw_only=True):
    """An amount per share, the amounts that it may be of (the first that is told), and the
    shares."""

    name: str
    amounts: tuple[str, ...]
    shares: str


class AccountingRelations(Struct, frozen=True, kw_only=True):
    """The lists of a base."""

    components: tuple[Component, ...] = ()
    per_share: tuple[PerShare, ...] = ()
