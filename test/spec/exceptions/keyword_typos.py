# since: 3.14
# A misspelt keyword is told where a right one would make the source compile.
import traceback

for source in ('imprt x', 'x = 1\nwhille x: pass', 'if 1:\n  x\nelsee:\n  y', 'x = [1 forr i in y]', 'a b'):
    try:
        compile(source, '', 'exec')
    except SyntaxError as e:
        print(traceback.format_exception_only(e)[-1].strip())
# expect: SyntaxError: invalid syntax. Did you mean 'import'?
# expect: SyntaxError: invalid syntax. Did you mean 'while'?
# expect: SyntaxError: invalid syntax. Did you mean 'else'?
# expect: SyntaxError: invalid syntax. Did you mean 'for'?
# expect: SyntaxError: invalid syntax
