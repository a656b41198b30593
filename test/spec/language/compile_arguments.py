# since: 3.14
# compile(), eval() and exec() with arguments of other kinds.
import ast


def fails(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


fails(lambda: eval(memoryview(b"1 + 1")))  # expect: 2
fails(lambda: eval("1\0"))  # expect: SyntaxError source code string cannot contain null bytes
fails(lambda: compile(1, "", "exec"))  # expect: TypeError compile() arg 1 must be a string, bytes or AST object
fails(lambda: compile("1", "", "foo"))  # expect: ValueError compile() mode must be 'exec', 'eval' or 'single'
fails(lambda: compile("1", 5, "exec"))  # expect: TypeError expected str, bytes or os.PathLike object, not int
fails(lambda: compile("1", "\0", "exec"))  # expect: ValueError embedded null character
fails(lambda: exec("1", closure=()))  # expect: TypeError closure can only be used when source is a code object
fails(lambda: eval("1", {}, 5))  # expect: TypeError locals must be a mapping
tree = compile(ast.parse("1 + 2"), "", "exec", ast.PyCF_OPTIMIZED_AST)
print(ast.dump(tree.body[0].value))  # expect: BinOp(left=Constant(value=1), op=Add(), right=Constant(value=2))
