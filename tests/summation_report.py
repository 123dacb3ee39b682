"""A report of three facts with one summation, filed under Calculations 1.0 and 1.1, of numbers
known by hand."""

from pathlib import Path

ROLE_10 = "http://example.org/role/sums10"
ROLE_11 = "http://example.org/role/sums11"
ARCROLE_10 = "http://www.xbrl.org/2003/arcrole/summation-item"
ARCROLE_11 = "https://xbrl.org/2023/arcrole/summation-item"

SCHEMA = """<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
  xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:t="http://example.org/t" targetNamespace="http://example.org/t" elementFormDefault="qualified">
 <xs:annotation><xs:appinfo>
  <link:roleType roleURI="{role10}" id="sums10"><link:usedOn>link:calculationLink</link:usedOn></link:roleType>
  <link:roleType roleURI="{role11}" id="sums11"><link:usedOn>link:calculationLink</link:usedOn></link:roleType>
  <link:linkbaseRef xlink:type="simple" xlink:href="t_cal.xml"
   xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>
 </xs:appinfo></xs:annotation>
 <xs:import namespace="http://www.xbrl.org/2003/instance"
  schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
 {elements}
</xs:schema>"""
ELEMENT = '<xs:element name="{0}" id="t_{0}" type="xbrli:{1}" substitutionGroup="xbrli:item" nillable="true" xbrli:periodType="instant"/>'
LINKBASE = """<?xml version="1.0" encoding="UTF-8"?>
<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">
 <link:roleRef roleURI="{role10}" xlink:type="simple" xlink:href="t.xsd#sums10"/>
 <link:roleRef roleURI="{role11}" xlink:type="simple" xlink:href="t.xsd#sums11"/>
 <link:arcroleRef arcroleURI="{arcrole11}" xlink:type="simple"
  xlink:href="https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item"/>
 {links}
</link:linkbase>"""
LINK = """<link:calculationLink xlink:type="extended" xlink:role="{role}">
 <link:loc xlink:type="locator" xlink:label="Assets" xlink:href="t.xsd#t_Assets"/>
 <link:loc xlink:type="locator" xlink:label="Cash" xlink:href="t.xsd#t_Cash"/>
 <link:loc xlink:type="locator" xlink:label="Other" xlink:href="t.xsd#t_Other"/>
 <link:calculationArc xlink:type="arc" xlink:arcrole="{arcrole}" weight="1" order="1"
  xlink:from="Assets" xlink:to="Cash"/>
 <link:calculationArc xlink:type="arc" xlink:arcrole="{arcrole}" weight="1" order="2"
  xlink:from="Assets" xlink:to="Other"/>
</link:calculationLink>"""
INSTANCE = """<?xml version="1.0" encoding="UTF-8"?>
<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"
  xmlns:t="http://example.org/t">
 <link:schemaRef xlink:type="simple" xlink:href="{schema}"/>
 {contexts}
 <xbrli:unit id="JPY"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>
{facts}
</xbrli:xbrl>"""
CONTEXT = (
    '<xbrli:context id="{0}"><xbrli:entity><xbrli:identifier scheme="http://example.org/id">A</xbrli:identifier>'
    "</xbrli:entity><xbrli:period><xbrli:instant>{1}</xbrli:instant></xbrli:period></xbrli:context>"
)
INLINE = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xml:lang="en"
  xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" xmlns:xbrli="http://www.xbrl.org/2003/instance"
  xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:t="http://example.org/t">
<head><title>t</title></head><body><div style="display:none"><ix:header>
 <ix:references><link:schemaRef xlink:type="simple" xlink:href="t.xsd"/></ix:references>
 <ix:resources>{context}
  <xbrli:unit id="JPY"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>
  <ix:relationship fromRefs="loss" toRefs="note"/>
 </ix:resources></ix:header></div>
<p>(<ix:nonFraction id="loss" name="t:Cash" contextRef="true" unitRef="JPY" decimals="-3" scale="3" sign="-"
  format="ixt:num-dot-decimal">1,413</ix:nonFraction>)
 <ix:nonNumeric id="name" name="t:Name" contextRef="true">A &amp; Co</ix:nonNumeric>
 <ix:footnote id="note">As <b>printed</b></ix:footnote></p></body></html>"""
OIM_JSON = """{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json", "taxonomy": ["t.xsd"],
  "namespaces": {"t": "http://example.org/t", "e": "http://example.org/id",
    "iso4217": "http://www.xbrl.org/2003/iso4217", "xbrl": "https://xbrl.org/2021"},
  "linkTypes": {"footnote": "http://www.xbrl.org/2003/arcrole/fact-footnote"},
  "linkGroups": {"_": "http://www.xbrl.org/2003/role/link"}},
 "facts": {
  "loss": {"value": "-1413000", "decimals": -3, "links": {"footnote": {"_": ["note"]}}, "dimensions":
   {"concept": "t:Cash", "entity": "e:A", "period": "2006-04-01T00:00:00", "unit": "iso4217:JPY"}},
  "name": {"value": "A & Co", "dimensions":
   {"concept": "t:Name", "entity": "e:A", "period": "2006-04-01T00:00:00", "language": "en"}},
  "note": {"value": "As printed", "dimensions": {"concept": "xbrl:note", "noteId": "note", "language": "en"}}}}"""
CATALOG = """<?xml version="1.0"?><catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
<rewriteURI uriStartString="https://example.org/t/" rewritePrefix="../files/"/></catalog>"""
PACKAGE = """<?xml version="1.0"?><p:taxonomyPackage xml:lang="en" xmlns:p="http://xbrl.org/2016/taxonomy-package">
<p:identifier>https://example.org/t</p:identifier><p:entryPoints><p:entryPoint>
<p:name>All</p:name><p:entryPointDocument href="https://example.org/t/t.xsd"/>
</p:entryPoint></p:entryPoints></p:taxonomyPackage>"""
ASSERTION = """<?xml version="1.0"?>
<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:generic="http://xbrl.org/2008/generic" xmlns:ea="http://xbrl.org/2008/assertion/existence"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://xbrl.org/2008/generic
   http://www.xbrl.org/2008/generic-link.xsd http://xbrl.org/2008/assertion/existence
   http://www.xbrl.org/2008/existence-assertion.xsd">
 <link:roleRef roleURI="http://www.xbrl.org/2008/role/link" xlink:type="simple"
  xlink:href="http://www.xbrl.org/2008/generic-link.xsd#standard-link-role"/>
 <generic:link xlink:type="extended" xlink:role="http://www.xbrl.org/2008/role/link">
  <ea:existenceAssertion xlink:type="resource" xlink:label="a" id="a" test=". gt 1" aspectModel="dimensional"
   implicitFiltering="true"/>
 </generic:link></link:linkbase>"""
PERIODS = {
    "true": "2006-03-31",
    "wrong": "2007-03-31",
    "twice": "2008-03-31",
    "rounded": "2009-03-31",
}

TRUE = [("Cash", "true", 60, 0), ("Other", "true", 40, 0), ("Assets", "true", 100, 0)]
WRONG = [("Cash", "wrong", 60, 0), ("Other", "wrong", 30, 0), ("Assets", "wrong", 100, 0)]
TWICE = [
    ("Cash", "twice", 60, 0),
    ("Other", "twice", 30, 0),
    ("Assets", "twice", 100, 0),
    ("Assets", "twice", 100, -1),
]
ROUNDED = [("Cash", "rounded", 60, 0), ("Other", "rounded", 40, 0), ("Assets", "rounded", 101, 0)]


def write_report(
    folder: Path, facts: list[tuple[str, str, int, int]], *, schema: str = "t.xsd"
) -> Path:
    """A report with one taxonomy beside it; fact ids are concept.period.decimals."""
    roles = {"role10": ROLE_10, "role11": ROLE_11, "arcrole11": ARCROLE_11}
    names = {"Assets": "monetary", "Cash": "monetary", "Other": "monetary", "Name": "string"}
    elements = "\n".join(ELEMENT.format(name, f"{kind}ItemType") for name, kind in names.items())
    links = LINK.format(role=ROLE_10, arcrole=ARCROLE_10) + LINK.format(
        role=ROLE_11, arcrole=ARCROLE_11
    )
    lines = [
        f' <t:{name} id="{name}.{period}.{decimals}" contextRef="{period}" unitRef="JPY" decimals="{decimals}">{value}</t:{name}>'
        for name, period, value, decimals in facts
    ]
    contexts = "\n".join(CONTEXT.format(*period) for period in PERIODS.items())
    (folder / "t.xsd").write_text(SCHEMA.format(**roles, elements=elements))
    (folder / "t_cal.xml").write_text(LINKBASE.format(**roles, links=links))
    entry = folder / "t.xbrl"
    entry.write_text(INSTANCE.format(schema=schema, contexts=contexts, facts="\n".join(lines)))
    return entry
