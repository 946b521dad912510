"""No batch tells who voted when."""

from random import Random

from hypothesis import given
from hypothesis import strategies as some

from tequio.decide.protocol.batches import in_order, marked, parts, pick


@given(some.lists(some.integers(0, 200), max_size=12), some.integers(1, 40), some.integers(0, 2**32))
def test_no_batch_is_under_hold_unless_the_whole_vote_is(arrivals, hold, seed):
    waiting, sizes, number = [], [], 0
    for arriving in [*arrivals, 0]:
        waiting += range(number, number + arriving)
        number += arriving
        chosen = pick(waiting, hold, by=Random(seed))
        waiting = [one for one in waiting if one not in set(chosen)]
        sizes.append(len(chosen))
    sizes.append(len(pick(waiting, hold, closing=True)))
    assert sum(sizes) == number
    assert all(size >= hold for size in sizes if size) or number < 2 * hold


@given(some.integers(0, 30_000), some.integers(1, 6_000))
def test_parts_are_as_equal_as_can_be(count, largest):
    cut = parts(range(count), largest)
    assert [one for part in cut for one in part] == list(range(count))
    sizes = {len(part) for part in cut}
    assert not sizes or (max(sizes) <= largest and max(sizes) - min(sizes) <= 1)


def test_a_batch_stands_in_ascending_order():
    assert in_order([b"c", b"a", b"b"]) == [b"a", b"b", b"c"]


@given(
    some.dictionaries(some.sampled_from("abcde"), some.integers(0, 30)), some.booleans(), some.integers(0, 99)
)
def test_nobody_is_marked_among_few(counts, closing, seed):
    voted = {zone: [(zone, number) for number in range(count)] for zone, count in counts.items()}
    found = marked(voted, 10, closing=closing, by=Random(seed))
    wanted = [one for ones in voted.values() if closing or len(ones) >= 10 for one in ones]
    assert sorted(found) == sorted(wanted)
