"""Runs a benchmark program several times in one process: `cpu.py PROGRAM ROUNDS`. Prints how many seconds of processor
time the process took for all of them, that of its other threads included, and nothing of what the program prints."""

import io
import sys
from contextlib import redirect_stdout
from os.path import dirname
from time import process_time

program, rounds = sys.argv[1], int(sys.argv[2])
sys.path.insert(0, dirname(program))
with open(program) as file:
    code = compile(file.read(), program, "exec")
start = process_time()
for _ in range(rounds):
    with redirect_stdout(io.StringIO()):
        exec(code, {"__name__": "__main__"})
print(process_time() - start)
