"""Names, roles and schemas of XBRL Formula 1.0, and the head of a formula linkbase."""

from crossfoot.model.taxonomy import Taxonomy
from crossfoot.model.xml_text import DECLARATION, attribute

HOST = "http://www.xbrl.org"
LINK_ROLE = f"{HOST}/2008/role/link"
MESSAGE_ROLE = f"{HOST}/2010/role/message"
SET = "http://xbrl.org/arcrole/2008/variable-set"
FILTER = "http://xbrl.org/arcrole/2008/variable-filter"
AND = "http://xbrl.org/arcrole/2008/boolean-filter"
MESSAGE = "http://xbrl.org/arcrole/2010/assertion-unsatisfied-message"
SEVERITY = "http://xbrl.org/arcrole/2022/assertion-unsatisfied-severity"
_ROLES = {
    "role": {
        LINK_ROLE: "2008/generic-link.xsd#standard-link-role",
        MESSAGE_ROLE: "2010/generic-message.xsd#standard-message",
    },
    "arcrole": {
        SET: "2008/variable.xsd#variable-set",
        FILTER: "2008/variable.xsd#variable-filter",
        AND: "2008/boolean-filter.xsd#boolean-filter",
        MESSAGE: "2010/validation-message.xsd#assertion-unsatisfied-message",
        SEVERITY: "2022/assertion-severity.xsd#assertion-unsatisfied-severity",
    },
}
_SCHEMAS = {
    "gen": ("http://xbrl.org/2008/generic", "2008/generic-link.xsd"),
    "variable": ("http://xbrl.org/2008/variable", "2008/variable.xsd"),
    "va": ("http://xbrl.org/2008/assertion/value", "2008/value-assertion.xsd"),
    "ea": ("http://xbrl.org/2008/assertion/existence", "2008/existence-assertion.xsd"),
    "cf": ("http://xbrl.org/2008/filter/concept", "2008/concept-filter.xsd"),
    "pf": ("http://xbrl.org/2008/filter/period", "2008/period-filter.xsd"),
    "uf": ("http://xbrl.org/2008/filter/unit", "2008/unit-filter.xsd"),
    "df": ("http://xbrl.org/2008/filter/dimension", "2008/dimension-filter.xsd"),
    "bf": ("http://xbrl.org/2008/filter/boolean", "2008/boolean-filter.xsd"),
    "gf": ("http://xbrl.org/2008/filter/general", "2008/general-filter.xsd"),
    "msg": ("http://xbrl.org/2010/message", "2010/generic-message.xsd"),
    "sev": ("http://xbrl.org/2022/assertion-severity", "2022/assertion-severity.xsd"),
}
_NAMES = {
    "link": f"{HOST}/2003/linkbase",
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xs": "http://www.w3.org/2001/XMLSchema",
    "xfi": f"{HOST}/2008/function/instance",
    "iso4217": f"{HOST}/2003/iso4217",
    "xbrli": f"{HOST}/2003/instance",
}


def formula_head(taxonomy: Taxonomy) -> str:
    """The opening of the linkbase: prefixes, places of the schemas, and the roles in use."""
    names = {
        **_NAMES,
        **{prefix: uri for prefix, (uri, _) in _SCHEMAS.items()},
        **{v.prefix: v.namespace for v in taxonomy.vocabularies},
    }
    declared = "".join(
        f' xmlns:{prefix}="{attribute(uri)}"' for prefix, uri in sorted(names.items())
    )
    places = " ".join(f"{uri} {HOST}/{file}" for uri, file in _SCHEMAS.values())
    references = "".join(
        f'<link:{kind}Ref {kind}URI="{uri}" xlink:type="simple" xlink:href="{HOST}/{place}"/>\n'
        for kind, uris in _ROLES.items()
        for uri, place in uris.items()
    )
    return f'{DECLARATION}<link:linkbase{declared} xsi:schemaLocation="{places}">\n{references}'
