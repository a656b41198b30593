import ast


def attempt(node):
    try:
        compile(ast.fix_missing_locations(node), 'f', 'exec')
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


attempt(ast.Module([ast.Expr(ast.List([None], ast.Load()))], []))
# expect: ValueError None disallowed in expression list
attempt(ast.Module([ast.If(ast.Constant(1), [None], [])], []))
# expect: ValueError None disallowed in statement list
attempt(ast.Module([ast.Expr(None)], []))
# expect: ValueError field 'value' is required for Expr
bad = ast.ImportFrom('time', [ast.alias('sleep')], None, lineno=None, col_offset=0)
try:
    compile(ast.Module([bad], []), 'f', 'exec')
except ValueError as e:
    print(e)  # expect: invalid integer value: None
print(ast.arguments.__annotations__['args'])  # expect: list[ast.arg]
