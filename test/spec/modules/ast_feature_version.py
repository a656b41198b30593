import ast


def parsed(source, minor):
    try:
        return type(ast.parse(source, feature_version=(3, minor))).__name__
    except SyntaxError as e:
        return e.msg


print(parsed('def f(x, /): ...', 7))  # expect: Positional-only parameters are only supported in Python 3.8 and greater
print(parsed('lambda x=1, /: x', 7))  # expect: Positional-only parameters are only supported in Python 3.8 and greater
print(parsed('(x := 0)', 7))  # expect: Assignment expressions are only supported in Python 3.8 and greater
print(parsed('try: pass\nexcept* E: pass', 10))  # expect: Exception groups are only supported in Python 3.11 and greater
print(parsed('type X = int', 11))  # expect: Type statement is only supported in Python 3.12 and greater
print(parsed('def f[T](): pass', 11))  # expect: Type parameter lists are only supported in Python 3.12 and greater
print(parsed('match x:\n case 1: pass', 9))  # expect: Pattern matching is only supported in Python 3.10 and greater
print(parsed('x @= y', 4))  # expect: The '@' operator is only supported in Python 3.5 and greater
print(parsed('def f(x, /): (y := x)', 8))  # expect: Module
