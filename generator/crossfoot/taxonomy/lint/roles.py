"""Rules on roles: declared where they are used, defined in a form that sorts."""

import re
from collections.abc import Callable, Iterator

from crossfoot.taxonomy.lint.rule import Checks, LintContext, Violation

_AN = {"role": "a", "arcrole": "an"}
_DEFINITION = re.compile(r"\d{6,} - (Document|Statement|Disclosure|Schedule) - \S.*\Z", re.DOTALL)


def _undeclared(kind: str) -> Callable[[LintContext], Iterator[Violation]]:
    """A check of what a linkbase uses without the reference that declares it."""

    def violations(context: LintContext) -> Iterator[Violation]:
        for use in context.view.uses:
            if use.kind == kind and not use.declared:
                yield Violation(
                    f"the {kind} {use.uri} is used without {_AN[kind]} {kind}Ref",
                    use.source,
                )

    return violations


def _definitions(context: LintContext) -> Iterator[Violation]:
    for role in context.view.roles:
        if role.own and not _DEFINITION.match(role.definition):
            message = f"the definition '{role.definition}' is not of the form dddddd - Type - Title"
            yield Violation(message, role.source)


CHECKS: Checks = {
    "role-ref": _undeclared("role"),
    "arcrole-ref": _undeclared("arcrole"),
    "role-definition": _definitions,
}
