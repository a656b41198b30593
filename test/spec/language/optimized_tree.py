# since: 3.14
# An optimised tree keeps its arithmetic; `__debug__`, formats with % and signs in patterns are worked out.
import ast


def show(source, optimize=1):
    print(ast.unparse(ast.parse(source, optimize=optimize)).replace('\n', ';'))


def root(source):
    return type(ast.parse(source, optimize=1).body[0].value).__name__


print(root('1 + 2'), root('(1, 2)'), root('not 1'), root('"%d" % (x,)'))  # expect: BinOp Tuple UnaryOp BinOp
show('__debug__')  # expect: False
show('"%s is %5r%%" % (a, b)')  # expect: f'{a!s} is {b!r:>5}%'
show('"%-3s|%.2a" % (a, b)')  # expect: f'{a!s:3}|{b!a:.2}'
show('"%s" % (a, b)')  # expect: '%s' % (a, b)
show('"%s%s" % (*a,)')  # expect: '%s%s' % (*a,)
show('def f(): "doc"', 2)  # expect: def f():;    pass
pattern = ast.parse('match x:\n case -1: pass', optimize=1).body[0].cases[0].pattern
print(ast.dump(pattern.value))  # expect: Constant(value=-1)
