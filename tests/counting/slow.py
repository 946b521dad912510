"""A slow, obvious, exact counter, written from the definitions in docs/guide/counting.md and from nothing else.

Elections are plain: budget, costs by id in order, ballots as {id: points}. Fractions throughout.
"""

from fractions import Fraction


def slow_scores(costs, ballots):
    return {p: sum((Fraction(b[p]) for b in ballots if p in b), Fraction(0)) for p in costs}


def slow_greedy(budget, costs, ballots, rank, rule, least=0):
    score = slow_scores(costs, ballots)
    if rule == "votes-per-cost":
        key = {p: (score[p] / costs[p] if costs[p] else Fraction(10**60)) for p in costs}
    else:
        key = score
    left, won, partial = Fraction(budget), [], {}
    for p in sorted(
        (p for p in costs if score[p] > 0 and score[p] >= least), key=lambda p: (-key[p], rank[p])
    ):
        if costs[p] <= left:
            won.append(p)
            left -= costs[p]
        elif rule == "greedy-80":
            if left * 5 >= costs[p] * 4:
                won.append(p)
                partial[p] = left
                left = Fraction(0)
            break
        elif rule == "greedy-no-skip":
            break
    return won, left


def slow_price(cost, who, money, gain):
    """The least rho with sum of min(money, rho x gain) = cost; None if there is none."""
    if sum(money[i] for i in who) < cost:
        return None
    paid, gains = Fraction(0), sum(gain[i] for i in who)
    for i in sorted(who, key=lambda i: money[i] / gain[i]):
        rho = (cost - paid) / gains
        if rho * gain[i] <= money[i]:
            return rho
        paid += money[i]
        gains -= gain[i]
    raise AssertionError


def slow_shares(costs, ballots, rank, share, utility):
    """Equal shares with a given share: the projects bought in order, and the money left to each ballot."""
    money = [Fraction(share)] * len(ballots)
    gains = {
        p: {i: slow_gain(utility, costs[p], b[p]) for i, b in enumerate(ballots) if b.get(p, 0) > 0}
        for p in costs
    }
    won = sorted((p for p in costs if costs[p] == 0 and gains[p]), key=lambda p: rank[p])
    while True:
        prices = {}
        for p in costs:
            if p not in won and gains[p] and costs[p]:
                rho = slow_price(costs[p], list(gains[p]), money, gains[p])
                if rho is not None:
                    prices[p] = rho
        if not prices:
            return won, money
        best = min(prices, key=lambda p: (prices[p], rank[p]))
        for i, gain in gains[best].items():
            money[i] -= min(money[i], prices[best] * gain)
        won.append(best)


def slow_gain(utility, cost, points):
    return {"cost": cost or 1, "cardinality": Fraction(1), "score": Fraction(points)}[utility]


def slow_equal_shares(budget, costs, ballots, rank, utility, completion, step=1):
    share = Fraction(budget) / max(1, len(ballots))
    won, money = slow_shares(costs, ballots, rank, share, utility)
    supported = [p for p in costs if any(b.get(p, 0) > 0 for b in ballots)]
    if completion.startswith("add1"):
        while len(won) < len(supported):
            left = budget - sum(costs[p] for p in won)
            if completion.startswith("add1e") and not any(
                costs[p] <= left for p in supported if p not in won
            ):
                break
            more, more_money = slow_shares(costs, ballots, rank, share + step, utility)
            if sum(costs[p] for p in more) > budget:
                break
            won, money, share = more, more_money, share + step
    if completion.endswith("utilitarian"):
        won = won + slow_utilitarian(budget, costs, ballots, rank, utility, won, supported)
    if completion == "epsilon":
        won = won + slow_epsilon(costs, ballots, rank, won, money, supported)
    return won


def slow_utilitarian(budget, costs, ballots, rank, utility, won, supported):
    def density(p):
        total = sum(slow_gain(utility, costs[p], b[p]) for b in ballots if b.get(p, 0) > 0)
        return -total / costs[p] if costs[p] else -Fraction(10**60)

    left, added = budget - sum(costs[p] for p in won), []
    for p in sorted((p for p in supported if p not in won), key=lambda p: (density(p), rank[p])):
        if costs[p] <= left:
            added.append(p)
            left -= costs[p]
    return added


def slow_epsilon(costs, ballots, rank, won, money, supported):
    added = []
    while True:
        parts = {}
        for p in supported:
            if p in won or p in added or costs[p] > sum(money):
                continue
            mine = [i for i, b in enumerate(ballots) if b.get(p, 0) > 0]
            rest = costs[p] - sum(money[i] for i in mine)
            others = sorted(money[i] for i in range(len(ballots)) if i not in mine)
            part = Fraction(0)
            for number, amount in enumerate(others):
                part = rest / (len(others) - number)
                if part <= amount:
                    break
                rest -= amount
            parts[p] = part
        if not parts:
            return added
        best = min(parts, key=lambda p: (parts[p], rank[p]))
        for i, b in enumerate(ballots):
            money[i] = Fraction(0) if b.get(best, 0) > 0 else max(money[i] - parts[best], Fraction(0))
        added.append(best)


def slow_phragmen(budget, costs, ballots, rank):
    """Time runs; every ballot earns one unit of money per unit of time."""
    since = [Fraction(0)] * len(ballots)
    left, won = Fraction(budget), []
    while True:
        moments = {}
        for p in costs:
            who = [i for i, b in enumerate(ballots) if b.get(p, 0) > 0]
            if p in won or costs[p] > budget or not who:
                continue
            moments[p] = (costs[p] + sum(since[i] for i in who)) / len(who)
        if not moments:
            return won
        now = min(moments.values())
        tied = [p for p in moments if moments[p] == now]
        if any(costs[p] > left for p in tied):
            return won
        best = min(tied, key=lambda p: rank[p])
        for i, b in enumerate(ballots):
            if b.get(best, 0) > 0:
                since[i] = now
        left -= costs[best]
        won.append(best)
