# The library's own files can be opened, listed and asked about.
import asyncio
import importlib.resources
import inspect
import json
import linecache
import os
import pathlib
import pkgutil

with open(os.__file__) as f:
    print(f.readline()[:15])  # expect: r"""OS routines
folder = os.path.dirname(json.__file__)
print('decoder.py' in os.listdir(folder), os.path.isdir(folder), os.path.exists(folder + '/nope'))  # expect: True True False
print(os.path.isfile(json.__file__), os.stat(json.__file__).st_size == len(open(json.__file__, 'rb').read()))  # expect: True True
try:
    open(folder)
except OSError as e:
    print(type(e).__name__)  # expect: IsADirectoryError
print(inspect.getsource(asyncio.run).split('(')[0], linecache.getline(os.__file__, 1)[:8])  # expect: def run r"""OS r
print(pkgutil.get_data('json', 'decoder.py') == pathlib.Path(folder, 'decoder.py').read_bytes())  # expect: True
print((importlib.resources.files('json') / 'scanner.py').is_file())  # expect: True
with open(os.__file__, 'rb') as f:
    f.seek(5)
    part = f.read(3)
    f.seek(0)
    print(f.read(8)[5:] == part)  # expect: True
