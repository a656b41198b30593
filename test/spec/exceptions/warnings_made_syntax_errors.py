# Warnings of the parser and the compiler that are made errors are SyntaxErrors at the place, with the parser's line.
# since: 3.14
import ast
import warnings

warnings.simplefilter("error")


def attempt(f, source):
    try:
        f(source)
        print("fine")
    except SyntaxError as e:
        print(e.args[0].replace("A raw string is also an option.", "…"))
        print(e.args[1])


def compiled(source):
    compile(source, "no file", "exec")


attempt(compiled, "a = 1\nb = 'x\\d'")
# expect: "\d" is an invalid escape sequence. Did you mean "\\d"? …
# expect: ('no file', 2, 7, "b = 'x\\d'\n", 2, 9)
attempt(compiled, "b = '''\n\\777'''")
# expect: "\777" is an invalid octal escape sequence. Did you mean "\\777"? …
# expect: ('no file', 2, 1, "\\777'''\n", 2, 3)
attempt(compiled, "x = (0x1for x in y)")
# expect: invalid hexadecimal literal
# expect: ('no file', 1, 9, 'x = (0x1for x in y)', 1, 9)
attempt(compiled, "x is 1")
# expect: "is" with 'int' literal. Did you mean "=="?
# expect: ('no file', 1, 1, None, 1, 7)
attempt(compiled, "def f():\n    try: pass\n    finally: return")
# expect: 'return' in a 'finally' block
# expect: ('no file', 3, 14, None, 3, 20)
attempt(compiled, "'\\é'")  # expect: fine
attempt(ast.parse, "\n'\\d'")
# expect: "\d" is an invalid escape sequence. Did you mean "\\d"? …
# expect: ('<unknown>', 2, 2, "'\\d'\n", 2, 4)
attempt(ast.parse, "x is 1")  # expect: fine
attempt(compiled, "f'\\{'")
# expect: "\{" is an invalid escape sequence. Did you mean "\\{"? …
# expect: ('no file', 1, 4, "f'\\{'", 1, 4)
