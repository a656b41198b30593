"""Runs CPython's own tests about syntax and prints, as JSON, every source that they compile: [source, mode, flags]."""

import ast
import builtins
import io
import json
import os
import sys
import tempfile
import unittest
import warnings

MODULES = """
test_syntax test_exceptions test_fstring test_grammar test_patma test_string_literals test_named_expressions
test_type_params test_type_aliases test_except_star test_unpack_ex test_positional_only_arg test_keywordonlyarg
test_genexps test_generators test_coroutines test_type_annotations test_type_comments test_unparse test_future_stmt
test_eof test_codeop test_dictcomps test_listcomps test_setcomps test_global test_scope test_symtable test_compile
test_ast test_flufl test_source_encoding test_unicode_identifiers test_decorators test_with test_raise test_extcall
test_float test_int test_bytes test_builtin test_tokenize test_parser test_peg_generator test_dis test_super
test_asyncgen test_funcattrs test_class test_complex test_long test_unicodedata test_int_literal test_pep646_syntax
""".split()

# Flags that change what is accepted: type comments, no implied dedent, incomplete input.
FLAGS = 0x1000 | 0x200 | 0x4000

seen = {}
real_compile, real_exec, real_eval = builtins.compile, builtins.exec, builtins.eval


def record(source, mode, flags=0):
    if isinstance(source, (bytes, bytearray)):
        key = ("b", bytes(source).decode("latin-1"), mode, flags & FLAGS)
    elif isinstance(source, str):
        key = ("s", source, mode, flags & FLAGS)
    else:
        return
    if len(key[1]) < 20000:
        seen.setdefault(key)


def compile(source, filename, mode, flags=0, *args, **kwargs):
    record(source, mode, flags)
    return real_compile(source, filename, mode, flags, *args, **kwargs)


def exec(source, globals=None, locals=None, /, **kwargs):
    record(source, "exec")
    frame = sys._getframe(1)
    if globals is None:
        globals, locals = frame.f_globals, frame.f_locals if locals is None else locals
    return real_exec(source, globals, *(() if locals is None else (locals,)), **kwargs)


def eval(source, globals=None, locals=None, /):
    record(source.lstrip(" \t") if isinstance(source, str) else source, "eval")
    frame = sys._getframe(1)
    if globals is None:
        globals, locals = frame.f_globals, frame.f_locals if locals is None else locals
    return real_eval(source, globals, *(() if locals is None else (locals,)))


def main():
    builtins.compile, builtins.exec, builtins.eval = compile, exec, eval
    warnings.simplefilter("ignore")
    os.chdir(tempfile.mkdtemp())
    real_stdout = sys.stdout
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    for name in MODULES:
        try:
            suite = unittest.defaultTestLoader.loadTestsFromName("test." + name)
            unittest.TextTestRunner(stream=io.StringIO(), verbosity=0).run(suite)
        except BaseException:
            continue
    builtins.compile, builtins.exec, builtins.eval = real_compile, real_exec, real_eval
    json.dump(list(seen), real_stdout)
    real_stdout.flush()


main()
os._exit(0)
