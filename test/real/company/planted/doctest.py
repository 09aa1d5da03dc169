"""A test that passes alone, and not where examples are run."""


def test_takes_examples_for_prose() -> None:
    """Two.

    >>> 1 + 1
    3
    """
    assert True
