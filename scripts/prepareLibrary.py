"""Collects what the library's modules compile when they are imported: regular expressions and generated sources.

Runs in Coroscope's own runtime: `node dist/cli.js scripts/prepareLibrary.py OUTPUT` writes them as JSON, for
prepareLibrary.ts.
"""

import builtins
import sys

#: They do something when they are imported, or are for other systems.
LEFT_OUT = {"antigravity", "this", "__main__", "idlelib", "turtle"}
#: Packages whose modules are imported one by one.
PACKAGES = ["asyncio", "collections", "concurrent.futures", "email", "email.mime", "encodings", "html", "http",
            "importlib", "importlib.metadata", "importlib.resources", "json", "logging", "multiprocessing", "string",
            "unittest", "urllib", "wsgiref", "xml.dom", "xml.etree", "xml.sax", "xmlrpc", "zipfile", "pathlib",
            "compression", "sysconfig"]  # fmt: skip

patterns = {}
texts = {}


def record_texts():
    """Puts recorders before exec() and eval()."""
    real_exec, real_eval = builtins.exec, builtins.eval

    def recording(mode, real):
        def run(source, globals=None, locals=None, /, **options):
            if isinstance(source, str):
                texts[mode, source.lstrip(" \t") if mode == "eval" else source] = None
            if globals is None:
                frame = sys._getframe(1)
                globals, locals = frame.f_globals, frame.f_locals if locals is None else locals
            return real(source, globals, locals, **options)

        return run

    builtins.exec = recording("exec", real_exec)
    builtins.eval = recording("eval", real_eval)


# Before the modules that this script itself needs are imported.
record_texts()
import re
import re._compiler as compiler
import types
import warnings


def record_patterns():
    """Puts recorders before re's compiler and before the engine, which the compiler gives its result to."""
    compile_pattern, engine_compile = compiler.compile, compiler._sre.compile
    results = []

    def record_result(pattern, flags, code, groups, groupindex, indexgroup):
        results.append((int(flags), groups, [int(word) for word in code], list(groupindex.items())))
        return engine_compile(pattern, flags, code, groups, groupindex, indexgroup)

    def record(p, flags=0):
        if not isinstance(p, (str, bytes)) or flags & re.DEBUG:
            return compile_pattern(p, flags)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            pattern = compile_pattern(p, flags)
        if not caught:
            patterns[type(p), p, int(flags)] = results[-1]
        return pattern

    compiler._sre = types.SimpleNamespace(**vars(compiler._sre) | {"compile": record_result})
    compiler.compile = record


record_patterns()
import json
import os
import pkgutil


def import_all():
    folder = os.path.dirname(os.__file__)
    names = [module.name for module in pkgutil.iter_modules([folder])]
    for package in PACKAGES:
        places = [os.path.join(folder, *package.split("."))]
        names += [f"{package}.{module.name}" for module in pkgutil.iter_modules(places)]
    for name in names:
        if name.partition(".")[0] in LEFT_OUT or name.endswith("__main__"):
            continue
        try:
            __import__(name)
        except Exception:
            pass  # for another system


def use():
    """What nearly every program uses compiles its patterns late."""
    import ast
    import string
    import textwrap
    import tokenize
    import io

    textwrap.dedent(" a\n b")
    textwrap.fill("a text - of some words")
    list(tokenize.generate_tokens(io.StringIO("a = f'{1}'\n").readline))
    string.Template("$a ${b}").safe_substitute(a=1)
    ast.literal_eval("1")


with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import_all()
    use()

with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(
        {
            "patterns": [
                [kind is bytes, flags, p.decode("latin-1") if kind is bytes else p, *result]
                for (kind, p, flags), result in patterns.items()
            ],
            "texts": list(texts),
        },
        file,
    )
