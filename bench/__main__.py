"""`make bench`: every figure beside its target, each in a process of its own; `python -m bench pages search` for some."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def names() -> list[str]:
    """The modules that measure: those that may be run by themselves."""
    return sorted(
        path.stem for path in HERE.glob("[a-z]*.py") if "__main__" in path.read_text(encoding="utf-8")
    )


def main(asked: list[str]) -> int:
    unknown = sorted(set(asked) - set(names()))
    if unknown:
        print(f"There is no bench of {', '.join(unknown)}; there are {', '.join(names())}.")
        return 2
    failed = []
    for name in asked or names():
        print(f"== {name} ==", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=HERE.parent, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
