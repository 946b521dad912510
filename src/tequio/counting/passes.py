"""Compiled passes over all choices: counting them, turning ballots into supporters, and finding equal ballots."""

import numpy as np
from numba import njit

compiled = njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")


@compiled
def count_choices(project, projects):
    """Count how often each project is named, in four quarters side by side: a counter that follows itself would wait."""
    counts = np.zeros((4, projects), np.int32)
    part = len(project) // 4
    for i in range(part):
        counts[0, np.uint64(project[i])] += np.int32(1)
        counts[1, np.uint64(project[i + part])] += np.int32(1)
        counts[2, np.uint64(project[i + 2 * part])] += np.int32(1)
        counts[3, np.uint64(project[i + 3 * part])] += np.int32(1)
    for i in range(4 * part, len(project)):
        counts[0, project[i]] += np.int32(1)
    return counts.sum(axis=0)


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
def group(start, project, key, table, words, many, to_start, to_project):
    """Number ballots that chose the same of some projects alike; return how many groups there are.

    `key[p]` is a project's random word, 0 for a project that does not count; ballots that chose none that counts are left
    out. `table` (all -1) has a power of two places, at least twice the ballots. Group g stands for `many[g]` ballots, its
    choices begin at `to_project[to_start[g]]`. Equal sums of words only suggest that ballots are equal: their choices are
    compared.
    """
    groups, mask = 0, np.uint64(len(table) - 1)
    for i in range(len(start) - 1):
        word, begin, end = np.uint64(0), to_start[groups], to_start[groups]
        for c in range(np.uint64(start[i]), np.uint64(start[i + 1])):
            word += key[project[c]]
            to_project[end] = project[c]
            end += key[project[c]] != 0
        if end == begin:
            continue
        slot = (word ^ (word >> np.uint64(29))) & mask
        while table[slot] >= 0:
            g = table[slot]
            if words[g] == word and same(to_project, to_start[g], to_start[g + 1], begin, end):
                many[g] += 1
                break
            slot = (slot + np.uint64(1)) & mask
        if table[slot] < 0:
            table[slot], words[groups], many[groups] = groups, word, 1
            groups += 1
            to_start[groups] = end
    return groups


@compiled
def same(project, one, one_end, other, other_end):
    """Say whether two ballots chose the same projects, each of them once."""
    if one_end - one != other_end - other:
        return False
    for c in range(one, one_end):
        d = other
        while d < other_end and project[d] != project[c]:
            d += 1
        if d == other_end:
            return False
    return True
