"""Opcodes of this runtime: CPython 3.9's, and those that the language gained since.

The table itself is native (runtime/bytecode/opcodes.ts); here it gets the shape of CPython's module.
"""

import _opcode
from _opcode import stack_effect

__all__ = [
    "cmp_op", "stack_effect", "hascompare", "opname", "opmap", "HAVE_ARGUMENT", "EXTENDED_ARG", "hasarg", "hasconst",
    "hasname", "hasjump", "hasjrel", "hasjabs", "hasfree", "haslocal", "hasexc",
]

cmp_op = ("<", "<=", "==", "!=", ">", ">=")
HAVE_ARGUMENT = 90
EXTENDED_ARG = 144

opmap = {}
opname = [f"<{number}>" for number in range(256)]
hasarg, hasconst, hasname, hasjrel, hasjabs, haslocal, hascompare, hasfree, hasexc = ([] for _ in range(9))

_LISTS = {
    "const": hasconst,
    "name": hasname,
    "jrel": hasjrel,
    "jabs": hasjabs,
    "local": haslocal,
    "compare": hascompare,
    "free": hasfree,
}

for _name, _number, _kind in _opcode.get_opcodes():
    opmap[_name] = _number
    opname[_number] = _name
    if _number >= HAVE_ARGUMENT:
        hasarg.append(_number)
    if _kind in _LISTS:
        _LISTS[_kind].append(_number)
    if _name.startswith("SETUP_") and _kind == "jrel":
        hasexc.append(_number)

hasjump = hasjrel + hasjabs
