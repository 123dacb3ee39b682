"""Which files go into which package, and what the packages say of themselves."""

from collections.abc import Iterator, Mapping

from crossfoot.model.filing import Filing
from crossfoot.model.taxonomy import Taxonomy, Vocabulary
from crossfoot.system.zip_writer import Deflated
from crossfoot.xbrl.packages import (
    EntryPoint,
    PackageDescription,
    Texts,
    report_package,
    taxonomy_package,
)

PUBLISHER = "crossfoot"
_ALL: Texts = (
    ("en", "All networks, labels and references"),
    ("ja", "全リンクベース(関係・名称・参照)"),
)
_ALL_TOLD: Texts = (
    (
        "en",
        "Every element with every network, label and reference: for reading and for checking the taxonomy itself",
    ),
    ("ja", "全要素と全ての関係・名称・参照。タクソノミの閲覧と検証のため"),
)
_ELEMENTS: Texts = (("en", "Elements"), ("ja", "要素のみ"))
_ELEMENTS_TOLD: Texts = (
    ("en", "The elements alone: what the taxonomy of a filing imports"),
    ("ja", "要素の定義のみ。報告書の拡張タクソノミが取り込むもの"),
)


def filing_taxonomy_package(
    filing: Filing,
    taxonomy: Taxonomy,
    files: Mapping[str, Deflated],
    base_files: Mapping[str, bytes],
) -> Iterator[bytes]:
    """The taxonomy package of one filing, piece by piece; it holds the elements of the base.

    :param files: the extension's schema and linkbases
    :param base_files: the base's
    """
    described = _extension(f"{filing.stem}-taxonomy", filing, taxonomy)
    base = _base_folder(filing, taxonomy, base_files)
    return taxonomy_package(described, [(taxonomy.vocabulary, filing.stem, files), *base])


def filing_report_package(
    filing: Filing,
    taxonomy: Taxonomy,
    files: Mapping[str, Deflated],
    base_files: Mapping[str, bytes],
    page: Deflated,
    further: Mapping[str, bytes],
) -> Iterator[bytes]:
    """The report package of one filing, which is a taxonomy package too, piece by piece.

    :param files: the extension's schema and linkbases
    :param base_files: the base's
    :param page: the inline document
    :param further: files beside the report that no specification asks for
    """
    return report_package(
        _extension(filing.stem, filing, taxonomy),
        (taxonomy.vocabulary, files),
        _base_folder(filing, taxonomy, base_files),
        (f"{filing.stem}.htm", page),
        further,
    )


def _base_folder(
    filing: Filing, taxonomy: Taxonomy, files: Mapping[str, bytes]
) -> list[tuple[Vocabulary, str, Mapping[str, bytes]]]:
    if taxonomy.base is None:
        raise ValueError("an extension has a base")
    home = taxonomy.base.base or taxonomy.base
    return [(home.vocabulary, filing.base, files)]


def _extension(name: str, filing: Filing, taxonomy: Taxonomy) -> PackageDescription:
    company, date, own = filing.company.name, filing.period_end, taxonomy.vocabulary
    company_ja = filing.company.name_ja or company
    entry = EntryPoint(
        names=(("en", filing.title), ("ja", f"{company_ja} {date} 報告書")),
        descriptions=(
            (
                "en",
                f"The company's own elements, and the networks and labels that this filing uses, over {filing.base}",
            ),
            (
                "ja",
                f"この報告書が用いる独自要素・関係・名称(基本タクソノミ {filing.base} に基づく)",
            ),
        ),
        address=own.base_url + own.schema,
    )
    titles = (
        ("en", f"{company}, {date}: extension taxonomy"),
        ("ja", f"{company_ja} {date} 拡張タクソノミ"),
    )
    return PackageDescription(
        name=name, version=date, publisher=company, titles=titles, entry_points=(entry,)
    )


def base_package(
    taxonomy: Taxonomy, titles: Texts, shown: str, files: Mapping[str, bytes]
) -> tuple[str, bytes]:
    """The base as a taxonomy package: its file name and its bytes; `shown` is `gaap/2026`."""
    vocabulary = taxonomy.vocabulary
    stem = vocabulary.schema.removesuffix(".xsd")
    entries = (
        EntryPoint(
            names=_ALL, descriptions=_ALL_TOLD, address=f"{vocabulary.base_url}{stem}-all.xsd"
        ),
        EntryPoint(
            names=_ELEMENTS,
            descriptions=_ELEMENTS_TOLD,
            address=vocabulary.base_url + vocabulary.schema,
        ),
    )
    version = shown.rpartition("/")[2]
    described = PackageDescription(
        name=f"{stem}-taxonomy",
        version=version,
        publisher=PUBLISHER,
        titles=titles,
        entry_points=entries,
    )
    return f"{described.name}.zip", b"".join(
        taxonomy_package(described, [(vocabulary, shown, files)])
    )
