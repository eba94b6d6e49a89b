#!/usr/bin/env python3
"""Tests any gate with the public corpus, and shares no code with Forbear.

    python3 docs/corpus/runner.py cases -- forbear decide

The command after `--` reads a case a line (without its `expect`) and writes a line for each:
{"verdict", "findings": [{"rule", "effect", ...}], "requires": [...], "values": {...}, "earliest"}.
"""

import json
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

AGAINST = {"prohibits", "presumes_violation", "may_rebut", "withholds"}


def cites(rule, expected):
    """Equal, or the same paragraph continued: `(`, `.`, `-`, or a letter R, G or E."""
    if not rule.startswith(expected):
        return False
    rest = rule[len(expected):]
    return rest == "" or rest[0] in "(.-" or re.match(r"[RGE]($|[^A-Za-z0-9])", rest) is not None


def same_value(expected, found):
    nothing = (None, "none")
    return expected == found or (expected in nothing and found in nothing)


def same_moment(expected, found):
    if found is None or len(expected) != len(found) and "T" not in expected:
        return False
    if "T" not in expected:
        return expected == found
    return "T" in found and datetime.fromisoformat(expected) == datetime.fromisoformat(found)


def shortfalls(expect, answer):
    short = []
    findings = answer.get("findings", [])
    if "verdict" in expect and expect["verdict"] != answer.get("verdict"):
        short.append(f"expected {expect['verdict']}, found {answer.get('verdict')}")
    for wanted in expect.get("findings", []):
        if not any(f["effect"] == wanted["effect"] and cites(f["rule"], wanted["rule"]) for f in findings):
            short.append(f"no finding {wanted['rule']} {wanted['effect']}")
    for rule in expect.get("no_findings", []):
        if any(f["effect"] in AGAINST and cites(f["rule"], rule) for f in findings):
            short.append(f"{rule} must not count against it")
    for part in expect.get("requires", []):
        if part not in answer.get("requires", []):
            short.append(f"{part} is not required")
    for name, value in expect.get("values", {}).items():
        values = answer.get("values", {})
        if name not in values or not same_value(value, values[name]):
            short.append(f"{name}: expected {value}, found {values.get(name)}")
    if "earliest" in expect and not same_moment(expect["earliest"], answer.get("earliest")):
        short.append(f"earliest: expected {expect['earliest']}, found {answer.get('earliest')}")
    return short


def main(arguments):
    if "--" not in arguments or arguments[0] == "--":
        sys.exit(__doc__)
    split = arguments.index("--")
    files = sorted(f for place in arguments[:split] for f in ([Path(place)] if Path(place).is_file() else Path(place).rglob("*.json")))
    cases = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    asked = "".join(json.dumps({k: v for k, v in case.items() if k != "expect"}) + "\n" for case in cases)
    run = subprocess.run(arguments[split + 1:], input=asked, capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if len(answers) != len(cases):
        sys.exit(f"{len(cases)} cases were asked and {len(answers)} answered: {run.stderr.strip()}")
    failed = 0
    for file, case, answer in zip(files, cases, answers):
        short = [answer["error"]] if "error" in answer else shortfalls(case["expect"], answer)
        if short:
            failed += 1
            print(file, *short, sep="\n    ")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
