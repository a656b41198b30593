# How the library's modules are found and loaded: entries and attributes, what may come before them, a second thread.
import importlib
import json
import math
import os
import sys
import tempfile
import threading

own = list(json.__spec__.__dict__)
print(own[:6])  # expect: ['name', 'loader', 'origin', 'loader_state', 'submodule_search_locations', '_uninitialized_submodules']
print(own[6:], json.__spec__._initializing)  # expect: ['_set_fileattr', '_cached', '_initializing'] False
print(list(json.__dict__)[:9] == [f"__{n}__" for n in "name doc package loader spec path file cached builtins".split()])  # expect: True
print(json.__spec__.parent, json.decoder.__spec__.parent, json.decoder.__package__)  # expect: json json json
print(json.__path__ is json.__spec__.submodule_search_locations, json.__file__ == json.__spec__.origin)  # expect: True True
print(math.__loader__ is math.__spec__.loader)  # expect: True
for name in [n for n in sys.modules if n.partition(".")[0] == "json"]:
    del sys.modules[name]
import json.decoder as decoder

print(decoder is json.decoder, list(sys.modules)[-1], list(sys.modules).index("json") > list(sys.modules).index("json.decoder"))  # expect: False json True


def again(name):
    for known in [n for n in sys.modules if n.partition(".")[0] == name]:
        del sys.modules[known]
    return importlib.import_module(name)


class Finder:
    seen = []

    def find_spec(self, name, path=None, target=None):
        self.seen.append(name)


sys.meta_path.insert(0, Finder())
again("colorsys")
print(Finder.seen)  # expect: ['colorsys']
del sys.meta_path[0]

finder = sys.meta_path[-1]
real = finder.find_spec
finder.find_spec = lambda name, path=None, target=None: Finder.seen.append("patched") or real(name, path, target)
again("colorsys")
print(Finder.seen)  # expect: ['colorsys', 'patched']
del finder.find_spec
finder.find_spec = real

folder = tempfile.mkdtemp()
sys.path.insert(0, folder)
os.mkdir(os.path.join(folder, "sched"))
print("sched" in again("sched").__file__, hasattr(sys.modules["sched"], "scheduler"))  # expect: True True
with open(os.path.join(folder, "colorsys.py"), "w") as f:
    f.write("mine = True\n")
importlib.invalidate_caches()
print(again("colorsys").mine)  # expect: True
with open(os.path.join(folder, "sched", "__init__.py"), "w") as f:
    f.write("mine = True\n")
print(again("sched").mine)  # expect: True
del sys.path[0]
print(hasattr(again("sched"), "mine"))  # expect: False

sys.modules["sched"] = None
try:
    import sched
except ModuleNotFoundError as e:
    print(e)  # expect: import of sched halted; None in sys.modules
del sys.modules["sched"]

try:
    import json.nothing
except ModuleNotFoundError as e:
    print(e)  # expect: No module named 'json.nothing'
try:
    import json.decoder.nothing
except ModuleNotFoundError as e:
    print(e)  # expect: No module named 'json.decoder.nothing'; 'json.decoder' is not a package

# A module of the library that fails is not kept, nor said to be under way.
hidden = sys.modules.pop("heapq", None)
sys.modules["heapq"] = None
try:
    import sched
except ImportError as e:
    print(e, "sched" in sys.modules)  # expect: import of heapq halted; None in sys.modules False
del sys.modules["heapq"]
