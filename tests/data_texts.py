"""The data files of a report as whole texts."""

from crossfoot.model.instance import Instance
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.render.data_files import data_files


def data_texts(instance: Instance, taxonomy: Taxonomy) -> dict[str, str]:
    """Each file that `data_files` writes, by name, dimensions in the segment."""
    texts: dict[str, str] = {}
    for name, piece in data_files(instance, taxonomy, "segment"):
        texts[name] = texts.get(name, "") + piece
    return texts
