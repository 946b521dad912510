"""A compiled scan of plain VOTES rows; whatever is not plain is left to the row reader."""

import numpy as np
from numba import njit

compiled = njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")

SPACE, TAB, QUOTE, COMMA, END, SEMICOLON = 32, 9, 34, 44, 10, 59
PLUS, MINUS, ZERO, NINE = 43, 45, 48, 57
NONE, SMALL = tuple(b"none"), 32
NO_NUMBER = -1_000_000_000_000_000_000
# Kinds of bytes: visible ASCII; control or not ASCII; space or tab; what ends a name.
# Positions are turned unsigned before they index: no question then whether they count from the end.
SOLID, ODD, BLANK, STOPS = 1, 2, 4, 8
OFFSET, PRIME = np.uint64(14695981039346656037), np.uint64(1099511628211)


@compiled
def hashed(data, begin, end):
    """Return the FNV-1a hash of some bytes."""
    value = OFFSET
    for i in range(begin, end):
        value = (value ^ np.uint64(data[np.uint64(i)])) * PRIME
    return value


@compiled
def fill(table, names, ends):
    """Enter the project ids (all bytes, where each ends) into a table of open addresses; -1 is free."""
    mask, begin = np.uint64(len(table) - 1), 0
    for place in range(len(ends)):
        slot = hashed(names, begin, ends[place]) & mask
        while table[slot] >= 0:
            slot = (slot + np.uint64(1)) & mask
        table[slot] = place
        begin = ends[place]


@compiled
def find(data, begin, end, slot, table, names, ends):
    """Return the place of a project id whose search begins at `slot`, -1 if there is none."""
    mask = np.uint64(len(table) - 1)
    while table[slot] >= 0:
        place = table[slot]
        first = ends[place - 1] if place > 0 else 0
        if ends[place] - first == end - begin:
            same = True
            for i in range(end - begin):
                if names[np.uint64(first + i)] != data[np.uint64(begin + i)]:
                    same = False
                    break
            if same:
                return place
        slot = (slot + np.uint64(1)) & mask
    return -1


@compiled
def trimmed(data, begin, end):
    while begin < end and (data[begin] == SPACE or data[begin] == TAB):
        begin += 1
    while end > begin and (data[end - 1] == SPACE or data[end - 1] == TAB):
        end -= 1
    return begin, end


@compiled
def tally(data):
    """Count the ends of line and the commas."""
    lines, commas = 0, 0
    for i in range(len(data)):
        lines += 1 if data[i] == END else 0
        commas += 1 if data[i] == COMMA else 0
    return lines, commas


@compiled
def digits(data, begin, end):
    """Return a whole number of at most nine digits, or NO_NUMBER."""
    begin, end = trimmed(data, begin, end)
    negative = begin < end and data[begin] == MINUS
    if begin < end and (data[begin] == MINUS or data[begin] == PLUS):
        begin += 1
    if begin == end or end - begin > 9:
        return NO_NUMBER
    value = 0
    for i in range(begin, end):
        if data[i] < ZERO or data[i] > NINE:
            return NO_NUMBER
        value = value * 10 + int(data[i] - ZERO)
    return -value if negative else value


@compiled
def choices(data, begin, kinds, table, names, ends, row, seen, project, at, kept):
    """Read a vote cell that begins there; return where it ends, the next free place, and how many names it had.

    The next free place is -1 for a cell that is not plain. `kept[k]` says whether the k-th name came for the first time.
    """
    mask, count = np.uint64(len(table) - 1), 0
    while True:
        value, stop, met = OFFSET, begin, 0
        byte = data[np.uint64(stop)]
        while kinds[byte] < STOPS:
            met |= kinds[byte]
            value = (value ^ np.uint64(byte)) * PRIME
            stop += 1
            byte = data[np.uint64(stop)]
        first, last = begin, stop
        if met & BLANK:
            first, last = trimmed(data, begin, stop)
            value = hashed(data, first, last)
        if first < last:
            place = find(data, first, last, value & mask, table, names, ends)
            if place < 0 or (len(kept) > 0 and count >= len(kept)):
                return stop, -1, 0
            if len(kept) > 0:
                kept[count] = seen[place] != row
            count += 1
            if seen[place] != row:
                seen[place] = row
                project[at] = place
                at += 1
        if byte != COMMA:
            return stop, at, count
        begin = stop + 1


@compiled
def is_none(data, begin, end):
    """Say whether a cell holds the word none, in small or capital letters."""
    if end - begin != len(NONE):
        return False
    for i in range(len(NONE)):
        if data[begin + i] | SMALL != NONE[i]:
            return False
    return True


@compiled
def numbers(data, begin, end, points, at, kept, count):
    """Read the points that go with a vote cell's names; return whether there is one for each."""
    begin, end = trimmed(data, begin, end)
    if begin == end or count == 0:
        return count == 0 and (begin == end or is_none(data, begin, end))
    index = 0
    while begin <= end:
        stop = begin
        while stop < end and data[stop] != COMMA:
            stop += 1
        value = digits(data, begin, stop)
        if index >= count or value == NO_NUMBER:
            return False
        if kept[index]:
            points[at] = value
            at += 1
        index += 1
        begin = stop + 1
    return index == count


@compiled
def skip(data, begin, kinds):
    """Return where a cell ends, and the kinds of bytes in it."""
    found = 0
    while True:
        byte = data[np.uint64(begin)]
        if kinds[byte] >= STOPS and byte != COMMA:
            return begin, found
        found |= kinds[byte]
        begin += 1


@compiled
def scan(data, cells, vote, value, kinds, table, names, ends, seen, kept, start, project, points, lines):
    """Read all rows of a text that ends with an end of line; return the number of ballots, or -1 if one is not plain.

    `cells` is how many columns there are, `vote` and `value` which of them hold choices and points (-1 for none). Ballot i
    stands `lines[i]` ends of line after the beginning.
    """
    ballots, at, i, line = 0, 0, 0, 0
    while i < len(data):
        before, count, found, cell = at, 0, 0, 0
        first, last = 0, 0
        while True:
            if cell == vote:
                i, at, count = choices(data, i, kinds, table, names, ends, ballots, seen, project, at, kept)
                if at < 0:
                    return -1
                found |= SOLID if count > 0 else 0
            else:
                first = i if cell == value else first
                i, some = skip(data, i, kinds)
                last = i if cell == value else last
                found |= some
            if data[i] != SEMICOLON:
                break
            cell += 1
            i += 1
        if data[i] == QUOTE or cell >= cells:
            return -1
        i += 1
        if found & SOLID:
            if value >= 0 and not numbers(data, first, last, points, before, kept, count):
                return -1
            lines[ballots] = line
            ballots += 1
            start[ballots] = at
        elif found & ODD:
            return -1
        line += 1
    return ballots
