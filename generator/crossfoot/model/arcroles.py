"""Arcroles by their full addresses: XBRL 2.1, Calculations 1.1, Dimensions 1.0, ESEF anchoring."""

PARENT_CHILD = "http://www.xbrl.org/2003/arcrole/parent-child"
SUMMATION_10 = "http://www.xbrl.org/2003/arcrole/summation-item"
SUMMATION_11 = "https://xbrl.org/2023/arcrole/summation-item"
DIMENSION = "http://xbrl.org/int/dim/arcrole/"
WIDER_NARROWER = "http://www.esma.europa.eu/xbrl/esef/arcrole/wider-narrower"
