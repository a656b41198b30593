"""Runs in CPython 3.14: what it says about each [kind, source, mode, flags]."""

import ast
import json
import warnings

warnings.simplefilter("ignore")


def describe(error):
    return [type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset, error.text]


def verdict(kind, source, mode, flags):
    """None: accepted. "other": an exception that is not a SyntaxError. Else the stage and the error."""
    if kind == "b":
        source = source.encode("latin-1")
    try:
        compile(source, "<source>", mode, flags | ast.PyCF_ONLY_AST, True)
        stage = "compile"
        if mode != "func_type":
            compile(source, "<source>", mode, flags, True)
    except SyntaxError as error:
        stage = "compile" if "stage" in locals() else "parse"
        return [stage, *describe(error)]
    except BaseException:
        return "other"
    return None


def verdict_json(text):
    return json.dumps(verdict(*json.loads(text)))
