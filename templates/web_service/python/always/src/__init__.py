"""The <%- projectName %> program."""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .app import create_app
else:

    def __getattr__(name: str) -> object:
        """Import the application at its first use: FastAPI takes a while."""
        if name != "create_app":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module(".app", __name__).create_app


__all__ = ["__version__", "create_app"]

__version__ = version("<%- projectName %>")
