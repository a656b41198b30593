"""Disassembler of this runtime's bytecode, with the functions of CPython 3.14's module and the listings of 3.9's.

Bytecode here is CPython 3.9's (see the documentation of the runtime), so that is what a listing looks like.
"""

import builtins
import collections
import io
import sys
import types

import _opcode
from opcode import *
from opcode import __all__ as _opcodes_all

__all__ = [
    "code_info", "dis", "disassemble", "distb", "disco", "findlinestarts", "findlabels", "show_code",
    "get_instructions", "Instruction", "Bytecode",
] + _opcodes_all

_have_code = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)

COMPILER_FLAG_NAMES = {
    0x1: "OPTIMIZED",
    0x2: "NEWLOCALS",
    0x4: "VARARGS",
    0x8: "VARKEYWORDS",
    0x10: "NESTED",
    0x20: "GENERATOR",
    0x40: "NOFREE",
    0x80: "COROUTINE",
    0x100: "ITERABLE_COROUTINE",
    0x200: "ASYNC_GENERATOR",
    0x4000000: "HAS_DOCSTRING",
    0x8000000: "METHOD",
}

_FORMAT_VALUE = opmap["FORMAT_VALUE"]
_MAKE_FUNCTION = opmap["MAKE_FUNCTION"]
_CONVERSIONS = ("", "str", "repr", "ascii")
_FUNCTION_PARTS = ("defaults", "kwdefaults", "annotations", "closure", "annotate")
_OPNAME_WIDTH = 20
_OPARG_WIDTH = 5

Positions = collections.namedtuple(
    "Positions", ["lineno", "end_lineno", "col_offset", "end_col_offset"], defaults=[None] * 4
)

_Fields = collections.namedtuple(
    "_Instruction",
    [
        "opname", "opcode", "arg", "argval", "argrepr", "offset", "start_offset", "starts_line", "line_number", "label",
        "positions", "cache_info",
    ],
    defaults=[None, None, None],
)


class Instruction(_Fields):
    """One instruction: name, number and operand, what the operand stands for, offset, line and position."""

    @property
    def oparg(self):
        return self.arg

    @property
    def baseopcode(self):
        return self.opcode

    @property
    def baseopname(self):
        return self.opname

    @property
    def cache_offset(self):
        return self.offset + 2

    @property
    def end_offset(self):
        return self.offset + 2

    @property
    def is_jump_target(self):
        return self.label is not None

    @property
    def jump_target(self):
        return _target(self.opcode, self.arg, self.offset)

    def __str__(self):
        return _line(self, 3, 4, False)


def _target(op, arg, offset):
    if op in hasjrel:
        return offset + 2 + arg
    if op in hasjabs:
        return arg
    return None


def _line(instruction, line_width, offset_width, current, line=None):
    """The text of one instruction, as 3.9 lays it out."""
    fields = [str(line).rjust(line_width) if line is not None else " " * line_width] if line_width else []
    fields += [
        "-->" if current else "   ",
        ">>" if instruction.is_jump_target else "  ",
        str(instruction.offset).rjust(offset_width),
        instruction.opname.ljust(_OPNAME_WIDTH),
    ]
    if instruction.arg is not None:
        fields.append(str(instruction.arg).rjust(_OPARG_WIDTH))
        if instruction.argrepr:
            fields.append("(" + instruction.argrepr + ")")
    return " ".join(fields).rstrip()


def pretty_flags(flags):
    """The names of the bits of co_flags."""
    names = []
    for i in range(32):
        bit = 1 << i
        if flags & bit:
            names.append(COMPILER_FLAG_NAMES.get(bit, hex(bit)))
            flags ^= bit
            if not flags:
                break
    else:
        names.append(hex(flags))
    return ", ".join(names)


def _try_compile(source, name):
    try:
        return compile(source, name, "eval")
    except SyntaxError:
        return compile(source, name, "exec")


def _code_of(x):
    """The code object, bytes or text behind x, or x itself."""
    x = getattr(x, "__func__", x)
    for attribute in ("__code__", "gi_code", "ag_code", "cr_code"):
        if hasattr(x, attribute):
            return getattr(x, attribute)
    return x


def _get_code_object(x):
    x = _code_of(x)
    if isinstance(x, str):
        x = _try_compile(x, "<disassembly>")
    if hasattr(x, "co_code"):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _unpack_opargs(code):
    """(offset, start offset, opcode, operand) of all instructions; a prefix is an instruction, too."""
    extended = 0
    start = 0
    for i in range(0, len(code), 2):
        op = code[i]
        arg = None
        if op >= HAVE_ARGUMENT:
            arg = code[i + 1] | extended
            extended = arg << 8 if op == EXTENDED_ARG else 0
        yield i, start, op, arg
        if op != EXTENDED_ARG:
            start = i + 2


def findlabels(code):
    """Offsets that are jump targets, in the order of the jumps."""
    labels = []
    for offset, _, op, arg in _unpack_opargs(code):
        target = _target(op, arg, offset) if arg is not None else None
        if target is not None and target not in labels:
            labels.append(target)
    return labels


def findlinestarts(code):
    """(offset, line) where lines begin."""
    last = None
    for start, _, line in code.co_lines():
        if line is not None and line != last:
            last = line
            yield start, line


def _operand(op, arg, offset, code):
    """What an operand stands for, and its text."""
    if arg is None:
        return None, ""
    target = _target(op, arg, offset)
    if target is not None:
        return target, f"to {target}" if op in hasjrel else ""
    if op in hascompare:
        return cmp_op[arg], cmp_op[arg]
    if op == _FORMAT_VALUE:
        conversion = _CONVERSIONS[arg & 3]
        parts = [conversion] if conversion else []
        if arg & 4:
            parts.append("with format")
        return (getattr(builtins, conversion) if conversion else None, bool(arg & 4)), ", ".join(parts)
    if op == _MAKE_FUNCTION:
        return arg, ", ".join(part for i, part in enumerate(_FUNCTION_PARTS) if arg & (1 << i))
    if code is None:
        return arg, str(arg) if op in hasconst or op in hasname or op in haslocal or op in hasfree else ""
    if op in hasconst:
        return code.co_consts[arg], repr(code.co_consts[arg])
    if op in hasname:
        return code.co_names[arg], code.co_names[arg]
    if op in haslocal:
        return code.co_varnames[arg], code.co_varnames[arg]
    if op in hasfree:
        name = (code.co_cellvars + code.co_freevars)[arg]
        return name, name
    return arg, ""


def _instructions(bytecode, code=None, line_offset=0):
    labels = {offset: i + 1 for i, offset in enumerate(sorted(findlabels(bytecode)))}
    starts = dict(findlinestarts(code)) if code is not None else {}
    positions = [Positions(*p) for p in code.co_positions()] if code is not None else []
    line = None
    for offset, start, op, arg in _unpack_opargs(bytecode):
        starts_line = offset in starts
        if starts_line:
            line = starts[offset] + line_offset
        argval, argrepr = _operand(op, arg, offset, code)
        position = positions[offset // 2] if offset // 2 < len(positions) else Positions()
        yield Instruction(
            opname[op], op, arg, argval, argrepr, offset, start, starts_line, line, labels.get(offset), position, None
        )


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """The instructions of a function, method, generator, coroutine, code object or text."""
    code = _get_code_object(x)
    line_offset = 0 if first_line is None else first_line - code.co_firstlineno
    return _instructions(code.co_code, code, line_offset)


def code_info(x):
    """What a code object says of itself, as text."""
    code = _get_code_object(x)
    lines = [
        ("Name", code.co_name),
        ("Filename", code.co_filename),
        ("Argument count", code.co_argcount),
        ("Positional-only arguments", code.co_posonlyargcount),
        ("Kw-only arguments", code.co_kwonlyargcount),
        ("Number of locals", code.co_nlocals),
        ("Stack size", code.co_stacksize),
        ("Flags", pretty_flags(code.co_flags)),
    ]
    text = [f"{label + ':':<19}{value}" if len(label) < 18 else f"{label}: {value}" for label, value in lines]
    if code.co_consts:
        text.append("Constants:")
        text.extend(f"{i:4}: {constant!r}" for i, constant in enumerate(code.co_consts))
    for label, names in (
        ("Names", code.co_names),
        ("Variable names", code.co_varnames),
        ("Free variables", code.co_freevars),
        ("Cell variables", code.co_cellvars),
    ):
        if names:
            text.append(label + ":")
            text.extend(f"{i:4}: {name}" for i, name in enumerate(names))
    return "\n".join(text)


def show_code(co, *, file=None):
    """Prints code_info(co)."""
    print(code_info(co), file=file)


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Lists a class, module, function, method, generator, coroutine, code object or text; else the last traceback."""
    if x is None:
        distb(file=file)
        return
    x = _code_of(x)
    if hasattr(x, "__dict__") and not hasattr(x, "co_code"):
        for name, member in sorted(x.__dict__.items()):
            if not isinstance(member, _have_code):
                continue
            print(f"Disassembly of {name}:", file=file)
            try:
                dis(member, file=file, depth=depth)
            except TypeError as error:
                print("Sorry:", error, file=file)
            print(file=file)
    elif hasattr(x, "co_code"):
        _list(x, file, depth)
    elif isinstance(x, (bytes, bytearray)):
        _list_code(x, None, -1, file)
    elif isinstance(x, str):
        _list(_try_compile(x, "<dis>"), file, depth)
    else:
        raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Lists the code where a traceback ends; by default the last one."""
    if tb is None:
        if hasattr(sys, "last_exc"):
            tb = sys.last_exc.__traceback__
        elif hasattr(sys, "last_traceback"):
            tb = sys.last_traceback
        else:
            raise RuntimeError("no last traceback to disassemble")
    while tb.tb_next:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Lists a code object, without those in it; marks the instruction at lasti."""
    _list_code(co.co_code, co, lasti, file)


disco = disassemble


def _list(code, file, depth):
    disassemble(code, file=file)
    if depth is not None and depth <= 0:
        return
    for constant in code.co_consts:
        if hasattr(constant, "co_code"):
            print(file=file)
            print(f"Disassembly of {constant!r}:", file=file)
            _list(constant, file, None if depth is None else depth - 1)


def _list_code(bytecode, code, lasti, file):
    starts = dict(_opcode.get_listing_lines(code)) if code is not None else {}
    widest = max(starts.values(), default=0)
    line_width = max(3, len(str(widest))) if starts else 0
    offset_width = max(4, len(str(len(bytecode) - 2)))
    for instruction in _instructions(bytecode, code):
        line = starts.get(instruction.offset)
        if line is not None and instruction.offset > 0:
            print(file=file)
        print(_line(instruction, line_width, offset_width, instruction.offset == lasti, line), file=file)


_ExceptionTableEntry = collections.namedtuple("_ExceptionTableEntry", "start end target depth lasti")


def _parse_exception_table(code):
    """The rows of `co_exceptiontable`: byte offsets, the stack's depth, whether the instruction's offset is pushed."""
    numbers = []
    value = 0
    for byte in code.co_exceptiontable:
        value = value << 6 | byte & 63
        if not byte & 64:
            numbers.append(value)
            value = 0
    return [
        _ExceptionTableEntry(2 * start, 2 * (start + length), 2 * target, depth >> 1, bool(depth & 1))
        for start, length, target, depth in zip(*[iter(numbers)] * 4)
    ]


def _find_imports(co):
    """(name, level, fromlist) of the import statements of a code object; for modulefinder."""
    previous = []
    for instruction in _instructions(co.co_code, co):
        if instruction.opname == "IMPORT_NAME" and len(previous) >= 2:
            level, fromlist = previous[-2].argval, previous[-1].argval
            yield instruction.argval, level, fromlist
        if instruction.opname != "EXTENDED_ARG":
            previous.append(instruction)


def _find_store_names(co):
    """Names that a code object stores as globals; for modulefinder."""
    for instruction in _instructions(co.co_code, co):
        if instruction.opname in ("STORE_NAME", "STORE_GLOBAL"):
            yield instruction.argval


class Bytecode:
    """The instructions of something: iterate over it, or ask for its listing."""

    def __init__(
        self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False, show_offsets=False,
        show_positions=False,
    ):
        self.codeobj = _get_code_object(x)
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self._original_object = x
        self.current_offset = current_offset
        self.exception_entries = _parse_exception_table(self.codeobj)

    def __iter__(self):
        return get_instructions(self.codeobj, first_line=self.first_line)

    def __repr__(self):
        return f"{self.__class__.__name__}({self._original_object!r})"

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti)

    def info(self):
        return code_info(self.codeobj)

    def dis(self):
        with io.StringIO() as output:
            offset = self.current_offset if self.current_offset is not None else -1
            disassemble(self.codeobj, offset, file=output)
            return output.getvalue()


def main(args=None):
    import argparse

    parser = argparse.ArgumentParser()
    parser.add_argument("infile", nargs="?", default="-")
    arguments = parser.parse_args(args=args)
    if arguments.infile == "-":
        name, source = "<stdin>", sys.stdin.buffer.read()
    else:
        name = arguments.infile
        with open(name, "rb") as file:
            source = file.read()
    dis(compile(source, name, "exec"))


if __name__ == "__main__":
    main()
