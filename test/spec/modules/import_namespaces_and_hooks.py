# Namespace packages over several folders, finders and path hooks of the program, reloading, lazy loading.
import importlib
import importlib.util
import os
import sys
import tempfile

folder = tempfile.mkdtemp()


def write(name, text=""):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)


write("one/spread/a.py", "a = 1\n")
write("two/spread/b.py", "from .a import a\nb = a + 1\n")
sys.path[:0] = [os.path.join(folder, "one"), os.path.join(folder, "two")]
import spread.b

print(spread.b.b, [os.path.relpath(p, folder) for p in spread.__path__])  # expect: 2 ['one/spread', 'two/spread']
print(repr(spread) == f"<module 'spread' (namespace) from {list(spread.__path__)}>", spread.__spec__.origin)  # expect: True None
write("three/spread/c.py", "c = 3\n")
sys.path.append(os.path.join(folder, "three"))
import spread.c

print(spread.c.c, len(spread.__path__))  # expect: 3 3


class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "made_up":
            return importlib.util.spec_from_loader(name, self, origin="nowhere")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.answer = 42


sys.meta_path.insert(0, Finder())
import made_up

print(made_up, made_up.answer)  # expect: <module 'made_up' (nowhere)> 42
del sys.meta_path[0]


def hook(path):
    if path != "magic:":
        raise ImportError
    return type("PathFinder", (), {"find_spec": lambda self, name, target=None: Finder().find_spec(name)})()


sys.path_hooks.append(hook)
sys.path.append("magic:")
del sys.modules["made_up"]
import made_up as again

print(again is made_up, again.answer)  # expect: False 42

write("one/changing.py", "x = 1\n")
importlib.invalidate_caches()
import changing

changing.kept = "kept"
write("one/changing.py", "x = 22\n")
print(importlib.reload(changing) is changing, changing.x, changing.kept)  # expect: True 22 kept

write("one/lazy.py", "print('runs')\ny = 5\n")
importlib.invalidate_caches()
spec = importlib.util.find_spec("lazy")
spec.loader = importlib.util.LazyLoader(spec.loader)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print("before")  # expect: before
print(module.y)
# expect: runs
# expect: 5
