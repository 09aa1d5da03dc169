"""What the tests share."""

import pytest

from <%- packageName %> import Notebook


@pytest.fixture
def notebook() -> Notebook:
    """Return an empty notebook."""
    return Notebook()
