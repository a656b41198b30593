# since: 3.14
import ast
import warnings

print(ast.GtE.__doc__, ast.Name.__doc__, ast.Constant.__doc__)  # expect: GtE Name(identifier id, expr_context ctx) Constant(constant value, string? kind)
print(ast.cmpop.__doc__)  # expect: cmpop = Eq | NotEq | Lt | LtE | Gt | GtE | Is | IsNot | In | NotIn
print(ast.type_param.__doc__.splitlines()[1])  # expect:            | ParamSpec(identifier name, expr? default_value)


class Pair(ast.AST):
    _fields = ('a', 'b', 'c')
    _field_types = {'a': int | None, 'b': list[str], 'c': int}
    a: int | None = None


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    pair = Pair()
print(pair.a, pair.b, [str(w.message) for w in seen])  # expect: None [] ["Pair.__init__ missing 1 required positional argument: 'c'. This will become an error in Python 3.15."]
