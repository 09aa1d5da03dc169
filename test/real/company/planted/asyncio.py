"""A test that passes alone, and not under pytest-asyncio: it takes the plugin's absence for granted."""

import pytest


def test_takes_that_there_is_no_such_fixture_for_granted(request: pytest.FixtureRequest) -> None:
    with pytest.raises(pytest.FixtureLookupError):
        request.getfixturevalue("unused_tcp_port")
