"""The <%- projectName %> program."""

from importlib.metadata import version

__version__ = version("<%- projectName %>")
