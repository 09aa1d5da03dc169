"""Tests of the package as a whole."""

from importlib.metadata import version

import <%- packageName %>


def test_has_the_version_of_the_distribution() -> None:
    """The package says which version of the distribution is installed."""
    assert <%- packageName %>.__version__ == version("<%- projectName %>")


def test_has_what_it_exports() -> None:
    """Each name of `__all__` is there."""
    for name in <%- packageName %>.__all__:
        assert hasattr(<%- packageName %>, name)
