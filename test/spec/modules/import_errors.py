# What a failed import says, and what its exception holds.
import importlib
import os
import sys
import tempfile

folder = tempfile.mkdtemp()
sys.path.insert(0, folder)
for name, text in [
    ("broken", "def f(:\n"),
    ("raising", "1 / 0\n"),
    ("circle_a", "from circle_b import y\nx = 1\n"),
    ("circle_b", "from circle_a import x\ny = 1\n"),
    ("half", "import half\nhalf.later\n"),
]:
    with open(os.path.join(folder, name + ".py"), "w") as f:
        f.write(text)


def attempt(name):
    try:
        importlib.import_module(name)
    except Exception as e:
        print(type(e).__name__, str(e).replace(folder, "..."), getattr(e, "name", "-"), getattr(e, "path", "-"))
    print(name in sys.modules)


attempt("nothing")  # expect: ModuleNotFoundError No module named 'nothing' nothing None
# expect: False
attempt("json.nothing")  # expect: ModuleNotFoundError No module named 'json.nothing' json.nothing None
# expect: False
attempt("os.nothing")  # expect: ModuleNotFoundError No module named 'os.nothing'; 'os' is not a package os.nothing None
# expect: False
attempt("raising")  # expect: ZeroDivisionError division by zero - -
# expect: False
attempt("half")  # expect: AttributeError partially initialized module 'half' from '.../half.py' has no attribute 'later' (most likely due to a circular import) later -
# expect: False
try:
    import broken
except SyntaxError as e:
    print(e.msg, os.path.basename(e.filename), "broken" in sys.modules)  # expect: invalid syntax broken.py False
try:
    import circle_a
except ImportError as e:
    print(e.msg.replace(folder, "..."))
    print(e.name, os.path.basename(e.path), e.name_from)
# expect: cannot import name 'x' from partially initialized module 'circle_a' (most likely due to a circular import) (.../circle_a.py)
# expect: circle_a circle_a.py x
sys.modules["gone"] = None
attempt("gone")  # expect: ModuleNotFoundError import of gone halted; None in sys.modules gone None
# expect: True
for package in ({"__package__": "", "__name__": "top"}, {"__package__": "a.b", "__name__": "a.b.c"}):
    try:
        exec("from ... import x", package)
    except ImportError as e:
        print(e)
# expect: attempted relative import with no known parent package
# expect: attempted relative import beyond top-level package
