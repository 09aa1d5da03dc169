"""A test that passes alone, and not in parallel: it needs the one before it."""

done: list[str] = []


def test_first() -> None:
    done.append("first")


def test_takes_the_order_and_the_process_for_granted() -> None:
    assert done == ["first"]
