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
