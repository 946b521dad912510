"""Compiled passes over all choices: counting them, and turning ballots into supporters."""

import numpy as np
from numba import njit

compiled = njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")


@compiled
def count_choices(project, projects):
    """Count how often each project is named, in four counters side by side so that equal neighbours do not wait."""
    counts = np.zeros((4, projects), np.int64)
    whole = (len(project) // 4) * 4
    for i in range(0, whole, 4):
        counts[0, project[i]] += 1
        counts[1, project[i + 1]] += 1
        counts[2, project[i + 2]] += 1
        counts[3, project[i + 3]] += 1
    for i in range(whole, len(project)):
        counts[0, project[i]] += 1
    return counts[0] + counts[1] + counts[2] + counts[3]


@compiled
def turn(start, project, points, at, ballot, given):
    """Write the ballots of each choice where `at[p]` says that project p's supporters begin."""
    for i in range(len(start) - 1):
        for j in range(np.uint64(start[i]), np.uint64(start[i + 1])):
            place = np.uint64(at[project[j]])
            ballot[place] = i
            if len(points) > 0:
                given[place] = points[j]
            at[project[j]] += 1


@compiled
def group(start, project, key, table, first, hashes, many):
    """Number ballots that chose the same of some projects alike; return how many groups and choices there are.

    `key[p]` is a project's random word, 0 for a project that does not count; ballots that chose none that counts are left
    out. `table` (all -1) has a power of two places, at least twice the ballots. Group g is that of ballot `first[g]` and
    stands for `many[g]` ballots. Equal sums of words only suggest that ballots are equal: their choices are compared.
    """
    groups, pairs, mask = 0, 0, np.uint64(len(table) - 1)
    for i in range(len(start) - 1):
        begin, end = np.uint64(start[i]), np.uint64(start[i + 1])
        word, length = np.uint64(0), 0
        for c in range(begin, end):
            word += key[project[c]]
            length += key[project[c]] != 0
        if length == 0:
            continue
        slot = (word ^ (word >> np.uint64(29))) & mask
        while table[slot] >= 0:
            found = table[slot]
            if hashes[found] == word and same(start, project, key, begin, end, length, first[found]):
                break
            slot = (slot + np.uint64(1)) & mask
        if table[slot] < 0:
            table[slot], first[groups], hashes[groups], many[groups] = groups, i, word, 0
            groups += 1
            pairs += length
        many[table[slot]] += 1
    return groups, pairs


@compiled
def same(start, project, key, begin, end, length, other):
    """Say whether a ballot and another chose the same of the projects that count."""
    for c in range(np.uint64(start[other]), np.uint64(start[other + 1])):
        if key[project[c]] == 0:
            continue
        length -= 1
        missing = True
        for d in range(begin, end):
            if project[d] == project[c]:
                missing = False
                break
        if missing:
            return False
    return length == 0


@compiled
def choices_that_count(start, project, key, ballots, to_start, to_project):
    """Copy of some ballots the choices of projects that count, one ballot after the other."""
    at = 0
    for g in range(len(ballots)):
        for c in range(np.uint64(start[ballots[g]]), np.uint64(start[ballots[g] + 1])):
            if key[project[c]] != 0:
                to_project[at] = project[c]
                at += 1
        to_start[g + 1] = at
