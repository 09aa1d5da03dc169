"""A test that passes alone, and not in the mode importlib: it takes its folder on sys.path for granted."""


def test_takes_its_neighbours_for_importable() -> None:
    __import__("test_errors")
