from __future__ import annotations

from psr_report.memory import Memory, Same


def test_what_was_made_from_the_same_is_not_made_again() -> None:
    memory: Memory[list[int]] = Memory(2)
    first = memory.of("a", lambda: [1])
    assert memory.of("a", lambda: [2]) is first


def test_what_was_not_asked_for_the_longest_is_forgotten_first() -> None:
    memory: Memory[str] = Memory(2)
    for key in ("a", "b", "a", "c"):
        memory.of(key, lambda key=key: key)  # type: ignore[misc]
    assert [memory.of(key, lambda: "again") for key in ("a", "c")] == ["a", "c"]
    assert memory.of("b", lambda: "again") == "again"


def test_a_key_by_identity_is_another_one_for_an_equal_object() -> None:
    one: dict[str, int] = {}
    assert Same(one) == Same(one)
    assert Same(one) != Same({})
    assert len({Same(one), Same(one), Same({})}) == 2
