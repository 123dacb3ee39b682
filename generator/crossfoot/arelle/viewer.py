"""The interactive viewer of a loaded report: the page as it was written, with the viewer's script
and data in it."""

# mypy: disable-error-code="import-untyped"

import json
from pathlib import Path
from typing import Any

END = b"</body>"
_ADDRESS, _NONE = b"document.currentScript.src", b'"file:///"'
"""The script asks its own address for a settings file; inside the page it has none, and asks for
nothing."""
_SAFE = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


def write_viewer(model: Any, page: Path, target: Path) -> None:
    """Write `target`; the data come from the ixbrl-viewer plug-in, the page's own bytes stay as
    they are."""
    import iXBRLViewerPlugin
    from iXBRLViewerPlugin.iXBRLViewer import IXBRLViewerBuilder

    builder = IXBRLViewerBuilder(model.modelManager.cntlr)
    builder.processModel(model)
    for report in (
        target
        for source in builder.taxonomyData["sourceReports"]
        for target in source["targetReports"]
    ):
        sums = report["rels"].pop(
            "calc", None
        )  # 1.1 is the judge, and shows each sum once, whichever arcrole it is written with
        if sums is not None:
            report["rels"].setdefault("calc11", sums)
    data = {
        **builder.taxonomyData,
        "prefixes": builder.nsmap.prefixmap,
        "roles": builder.roleMap.prefixmap,
    }
    embedded = json.dumps(
        data, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).translate(_SAFE)
    script = (
        Path(iXBRLViewerPlugin.__file__).parent / "viewer" / "dist" / "ixbrlviewer.js"
    ).read_bytes()
    if script.count(_ADDRESS) != 1:
        raise ValueError(
            "this version of ixbrl-viewer is not known: its script can't stand inside the page"
        )
    before, _, after = page.read_bytes().rpartition(END)
    with target.open("wb") as out:
        out.write(before)
        out.write(b'<script type="text/javascript">//<![CDATA[\n')
        out.write(script.replace(_ADDRESS, _NONE).replace(b"]]>", b"]]\\x3e"))
        out.write(b'\n//]]></script>\n<script type="application/x.ixbrl-viewer+json">')
        out.write(embedded.encode())
        out.write(b"</script>\n" + END + after)
