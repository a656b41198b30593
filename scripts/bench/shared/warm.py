"""Runs a benchmark program again and again in one process: `warm.py PROGRAM ROUNDS`; each round prints its time."""

import sys

program, rounds = sys.argv[1], int(sys.argv[2])
with open(program) as file:
    # Compiled once, so that what a runtime keeps for a code object serves every round.
    code = compile(file.read(), program, "exec")
for _ in range(rounds):
    exec(code, {"__name__": "__main__"})
