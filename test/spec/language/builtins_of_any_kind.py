# What stands in `__builtins__` is asked for names, whatever it is.
class Answers:
    def __getitem__(self, name):
        if name == "missing":
            raise KeyError(name)
        return f"builtin {name}"


class Sub(dict):
    def __getitem__(self, name):
        if name == "foo":
            return 42
        raise KeyError(name)


def run(source, builtins):
    space = {"__builtins__": builtins}
    try:
        exec(source, space)
        print(space["r"])
    except Exception as e:
        print(type(e).__name__, e)


run("r = foo", Answers())  # expect: builtin foo
run("def f(): return foo\nr = f()", Answers())  # expect: builtin foo
run("r = missing", Answers())  # expect: NameError name 'missing' is not defined
run("r = foo", Sub())  # expect: 42
run("r = len", Sub(len=len))  # expect: NameError name 'len' is not defined
run("import os", Sub())  # expect: ImportError __import__ not found
run("len", 123)  # expect: TypeError 'int' object is not subscriptable
f = type(run)(compile("foo", "", "eval"), {"__builtins__": Answers()})
print(f(), type(f.__builtins__).__name__)  # expect: builtin foo Answers
