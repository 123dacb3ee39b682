"""Zip archives with equal bytes for equal input: taxonomy package 1.0."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from crossfoot.model.taxonomy import Vocabulary
from crossfoot.model.xml_text import DECLARATION, attribute, text

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    """Members sorted by name, fixed times and modes, deflated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, members[name])
    return buffer.getvalue()


def taxonomy_package(
    name: str,
    titles: Iterable[tuple[str, str]],
    vocabularies: Iterable[tuple[Vocabulary, str, Mapping[str, bytes]]],
    entry_points: Iterable[tuple[str, str]],
) -> bytes:
    """A taxonomy package (Taxonomy Packages 1.0).

    `titles` are (language, title), `vocabularies` (vocabulary, folder, files), `entry_points` (title, address).
    """
    members: dict[str, bytes] = {}
    rewrites = []
    for vocabulary, folder, files in vocabularies:
        rewrites.append((vocabulary.base_url, f"../{folder}/"))
        members.update({f"{name}/{folder}/{file}": data for file, data in files.items()})
    members[f"{name}/META-INF/catalog.xml"] = "".join(_catalog(rewrites)).encode()
    members[f"{name}/META-INF/taxonomyPackage.xml"] = "".join(_metadata(name, list(titles), list(entry_points))).encode()
    return zip_bytes(members)


def _catalog(rewrites: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'{DECLARATION}<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">\n'
    for start, prefix in sorted(rewrites):
        yield f'<rewriteURI uriStartString="{attribute(start)}" rewritePrefix="{attribute(prefix)}"/>\n'
    yield "</catalog>\n"


def _metadata(name: str, titles: list[tuple[str, str]], entry_points: list[tuple[str, str]]) -> Iterator[str]:
    yield f'{DECLARATION}<tp:taxonomyPackage xmlns:tp="http://xbrl.org/2016/taxonomy-package" xml:lang="en">\n'
    yield f"<tp:identifier>https://example.org/crossfoot/package/{attribute(name)}</tp:identifier>\n"
    for element in ("name", "description"):
        for lang, title in titles:
            yield f'<tp:{element} xml:lang="{lang}">{text(title)}</tp:{element}>\n'
    yield "<tp:entryPoints>\n"
    for title, href in entry_points:
        yield (
            f'<tp:entryPoint><tp:name xml:lang="en">{text(title)}</tp:name>'
            f'<tp:entryPointDocument href="{attribute(href)}"/></tp:entryPoint>\n'
        )
    yield "</tp:entryPoints>\n</tp:taxonomyPackage>\n"
