"""Rules on roles: declared where they are used, defined in a form that sorts."""

import re
from collections.abc import Callable, Iterator

from crossfoot.taxonomy.lint.rule import LintContext, Rule, Violation

_AN = {"role": "a", "arcrole": "an"}
_DEFINITION = re.compile(r"\d{6,} - (Document|Statement|Disclosure|Schedule) - \S.*\Z", re.DOTALL)


def _undeclared(kind: str) -> Callable[[LintContext], Iterator[Violation]]:
    """A check of what a linkbase uses without the reference that declares it."""

    def violations(context: LintContext) -> Iterator[Violation]:
        for use in context.view.uses:
            if use.kind == kind and not use.declared:
                yield Violation(
                    message=f"the {kind} {use.uri} is used without {_AN[kind]} {kind}Ref",
                    source=use.source,
                )

    return violations


def _definitions(context: LintContext) -> Iterator[Violation]:
    for role in context.view.roles:
        if role.own and not _DEFINITION.match(role.definition):
            message = f"the definition '{role.definition}' is not of the form dddddd - Type - Title"
            yield Violation(message=message, source=role.source)


RULES = (
    Rule(
        id="role-ref",
        severity="error",
        title="Missing roleRef",
        reason="A role that a linkbase does not declare is invalid, and some software drops the link (XBRL 2.1, 3.5.2.4).",
        example='`xlink:role="http://www.xbrl.org/2009/role/negatedLabel"` without a roleRef in the file',
        fix="add a roleRef to the linkbase",
        check=_undeclared("role"),
        applies="xml",
    ),
    Rule(
        id="arcrole-ref",
        severity="error",
        title="Missing arcroleRef",
        reason="Arcs of an arcrole that is not declared are not loaded, without a word: every check on them passes (XBRL 2.1, 3.5.2.5).",
        example="Calculations 1.1 arcs without an arcroleRef",
        fix="add an arcroleRef to the linkbase",
        check=_undeclared("arcrole"),
        applies="xml",
    ),
    Rule(
        id="role-definition",
        severity="warning",
        title="Role definition not of the form `dddddd - Type - Title`",
        reason="Viewers sort and group statements by this text (EFM 6.7.12): at least six digits, and Document, Statement, Disclosure "
        "or Schedule.",
        example="`Balance sheet` instead of `100010 - Statement - Consolidated Balance Sheets`",
        fix="write six digits, the type and the title, parted by ' - '",
        check=_definitions,
    ),
)
