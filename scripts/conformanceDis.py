"""Prints, for each file named on standard input, the listings of its code objects as CPython 3.9's dis prints them.

One JSON line a file: {"file": ..., "codes": [{"name", "line", "listing"}, ...]}, in the order of the constants.
"""
import dis
import io
import json
import re
import sys
import types
import warnings

warnings.simplefilter("ignore")
ADDRESS = re.compile(r"at 0x[0-9a-f]+")


def codes(code):
    yield code
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            yield from codes(const)


def listing(code):
    out = io.StringIO()
    dis.disassemble(code, file=out)
    return ADDRESS.sub("at 0x0", out.getvalue())


for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        with open(path, "rb") as file:
            top = compile(file.read(), path, "exec", dont_inherit=True)
        result = [{"name": c.co_name, "line": c.co_firstlineno, "listing": listing(c)} for c in codes(top)]
    except (SyntaxError, ValueError, RecursionError):
        continue
    try:
        print(json.dumps({"file": path, "codes": result}), flush=True)
    except UnicodeEncodeError:
        continue
