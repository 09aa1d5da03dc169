"""The <%- projectName %> library: a notebook of named notes."""

from importlib.metadata import version

from .importing import import_notes
from .note import Note
from .notebook import Notebook

__all__ = ["Note", "Notebook", "__version__", "import_notes"]

__version__ = version("<%- projectName %>")
