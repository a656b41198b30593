"""Runs specs and prints, for each, a line of JSON: its file, the lines it printed and the exception that ended it.

Each runs as __main__ in a namespace of its own, in one process. The file names come on standard input.
"""
import io
import json
import sys
import warnings


def run(path):
    with open(path, encoding="utf-8") as f:
        source = f.read()
    out = io.StringIO()
    stdout = sys.stdout
    sys.stdout = out
    error = None
    module = type(sys)("__main__")
    module.__file__ = path
    saved = sys.modules["__main__"]
    sys.modules["__main__"] = module
    try:
        with warnings.catch_warnings():
            exec(compile(source, path, "exec"), module.__dict__)
    except BaseException as e:
        error = f"{type(e).__name__}: {e}" if str(e) else type(e).__name__
    finally:
        sys.stdout = stdout
        sys.modules["__main__"] = saved
    return {"file": path, "lines": out.getvalue().splitlines(), "error": error}


if __name__ == "__main__":
    for name in sys.stdin.read().split("\n"):
        if name:
            print(json.dumps(run(name)), flush=True)
