"""Dumps syntax trees in the canonical form that conformanceAstDump.ts also writes. Runs in any CPython from 3.9 on."""

import ast
import hashlib
import struct
import warnings

warnings.simplefilter("ignore")


def dump(tree):
    out = []
    write = out.append

    def value(v):
        if v is None:
            write("N")
        elif isinstance(v, str):
            if v.isascii():
                write("s%d:%s" % (len(v), v))
            else:
                write("u" + v.encode("utf-16-be", "surrogatepass").hex())
        elif isinstance(v, bool):
            write("T" if v else "F")
        elif isinstance(v, int):
            write("i%x" % v)
        elif isinstance(v, bytes):
            write("b" + v.hex())
        elif isinstance(v, float):
            write("f" + struct.pack(">d", v).hex())
        elif isinstance(v, complex):
            write("c" + struct.pack(">d", v.imag).hex())
        elif v is ...:
            write("E")
        else:
            raise TypeError(type(v))

    def node(n):
        cls = n.__class__
        write("(")
        write(cls.__name__)
        if cls._attributes:
            write(" %d.%d-%d.%d" % (n.lineno, n.col_offset, n.end_lineno, n.end_col_offset))
        for field in cls._fields:
            v = getattr(n, field, None)
            write("\n")
            write(field)
            write("=")
            if isinstance(v, ast.AST):
                node(v)
            elif isinstance(v, list):
                write("[")
                for item in v:
                    if isinstance(item, ast.AST):
                        node(item)
                    else:
                        value(item)
                write("]")
            else:
                value(v)
        write(")")

    node(tree)
    return "".join(out)


def dump_source(data, filename, mode="exec"):
    """The dump, or "!" and the error's type."""
    try:
        tree = compile(data, filename, mode, ast.PyCF_ONLY_AST, True)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        return "!" + (type(error).__name__ if not isinstance(error, SyntaxError) else "SyntaxError")
    return dump(tree)


def digest(text):
    return hashlib.sha1(text.encode()).hexdigest()


def digest_file(path):
    with open(path, "rb") as file:
        text = dump_source(file.read(), path)
    return text if text.startswith("!") else digest(text)


if __name__ == "__main__":
    import sys

    sys.setrecursionlimit(10000)
    if len(sys.argv) > 1:
        with open(sys.argv[1], "rb") as file:
            sys.stdout.write(dump_source(file.read(), sys.argv[1]))
    else:
        for line in sys.stdin:
            print(digest_file(line.rstrip("\n")), flush=True)
