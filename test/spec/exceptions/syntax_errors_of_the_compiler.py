# What the parser finds has the line of the source. What is found later has the line of the file of that name, if any; and
# what the symbol table finds has its message alone among the arguments.
# since: 3.14
import os
import tempfile


def tell(source, filename='<s>'):
    try:
        compile(source, filename, 'exec')
    except SyntaxError as e:
        args = [tuple(a[1:] if isinstance(a, tuple) else a for a in e.args)]
        print(args[0], e.lineno, e.offset, repr(e.text), e.end_lineno, e.end_offset)


tell('x = = 1')  # expect: ('invalid syntax', (1, 5, 'x = = 1\n', 1, 6)) 1 5 'x = = 1\n' 1 6
tell('\nreturn')  # expect: ("'return' outside function", (2, 1, None, 2, 7)) 2 1 None 2 7
tell('lambda: (a := b) == [*c, (yield)]\nbreak')  # expect: ("'break' outside loop", (2, 1, None, 2, 6)) 2 1 None 2 6
tell('*a, *b = c')  # expect: ('multiple starred expressions in assignment', (1, 1, None, 1, 7)) 1 1 None 1 7
tell('def f(x):\n  global x')  # expect: ("name 'x' is parameter and global",) 2 3 None 2 11
tell('def f():\n  nonlocal x')  # expect: ("no binding for nonlocal 'x' found",) 2 3 None 2 13
tell('def f(a, a): pass')  # expect: ("duplicate argument 'a' in function definition",) 1 10 None 1 11
tell('from __future__ import nope')  # expect: ('future feature nope is not defined',) 1 24 None 1 28

with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, 'other.py')
    with open(name, 'w', encoding='utf-8') as f:
        f.write('first line\nsecond lïne\nthird')
    tell('\nreturn', name)  # expect: ("'return' outside function", (2, 1, 'second lïne\n', 2, 7)) 2 1 'second lïne\n' 2 7
    tell('\nglobal x, y\ndef f(x): global x', name)  # expect: ("name 'x' is parameter and global",) 3 11 'third' 3 19
    tell('\n\n\nreturn', name)  # expect: ("'return' outside function", (4, 1, None, 4, 7)) 4 1 None 4 7

try:
    exec('yield')
except SyntaxError as e:
    print(e, e.text)  # expect: 'yield' outside function (<string>, line 1) None
