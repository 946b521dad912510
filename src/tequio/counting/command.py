"""The command `tequio count`: what it takes; `report.py` does the work."""

import argparse

HELP = (
    "count participatory budgets in .pb files; without --rule by the rule that META names, saying whether the winners are "
    "those marked as selected; exit code 2 when a file could not be counted"
)

RULES = ("greedy", "greedy-no-skip", "greedy-80", "votes-per-cost", "knapsack", "equal-shares", "phragmen")
UTILITIES = ("cost", "cardinality", "score")
COMPLETIONS = ("none", "add1", "add1e", "utilitarian", "add1-utilitarian", "add1e-utilitarian", "epsilon")
LANGUAGES = ("en", "es", "fr", "pt")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `count` takes; imports nothing that counts."""
    parser.add_argument("files", nargs="+", metavar="FILE.pb")
    parser.add_argument("--rule", choices=RULES)
    parser.add_argument(
        "--utility", choices=UTILITIES, help="what a supporter gains (default: cost; score for points)"
    )
    parser.add_argument("--completion", choices=COMPLETIONS, help="how equal shares spends what is left over")
    parser.add_argument("--step", metavar="AMOUNT", help="what Add1 adds to every share (default: 1)")
    parser.add_argument("--min-votes", metavar="N", help="the votes or points that a project needs")
    parser.add_argument(
        "--cost-filter",
        metavar="F",
        help="leave out projects with votes / ballots < cost / (F x budget); Świecie used 3",
    )
    parser.add_argument(
        "--ties", metavar="ORDER", help="cheapest (default), listed, lexicographic or drawn:SEED"
    )
    parser.add_argument(
        "--exclusive", action="append", metavar="A,B", help="projects of which only one can win"
    )
    parser.add_argument(
        "--ordinal", choices=("borda", "pabulib", "lexicographic"), help="how rankings become scores"
    )
    parser.add_argument(
        "--compare",
        choices=RULES,
        help="show another rule beside; with equal-shares and greedy, keep what more ballots prefer",
    )
    parser.add_argument(
        "--explain", action="store_true", help="say round by round why each project won or not"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="the language of the explanation")
    parser.add_argument("--chart", metavar="FOLDER", help="draw each result as FILE.svg into this folder")
    parser.add_argument("--json", action="store_true", help="one object a line per file")
    parser.add_argument(
        "--lenient", action="store_true", help="take decimal commas, unknown projects, other letters"
    )
    parser.add_argument("--limits", action="store_true", help="list the ballots that break a limit of META")


def run(options: argparse.Namespace) -> int:
    """Count and print; return the exit code."""
    from tequio.counting.report import report

    return report(options)
