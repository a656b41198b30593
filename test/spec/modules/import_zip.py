# Modules come out of an archive on sys.path, with their data.
import importlib.resources
import os
import pkgutil
import sys
import tempfile
import zipfile

folder = tempfile.mkdtemp()
archive = os.path.join(folder, "things.zip")
with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("in_zip/__init__.py", "from . import inner\n")
    z.writestr("in_zip/inner.py", "value = 9\ndef fail():\n    raise ValueError('from the archive')\n")
    z.writestr("in_zip/data.txt", "hello")
sys.path.insert(0, archive)
import in_zip.inner

print(in_zip.inner.value, os.path.relpath(in_zip.__file__, folder))  # expect: 9 things.zip/in_zip/__init__.py
print(type(in_zip.__loader__).__name__, in_zip.__loader__.is_package("in_zip"))  # expect: zipimporter True
print(in_zip.__loader__.get_data(os.path.join(archive, "in_zip", "data.txt")))  # expect: b'hello'
print(importlib.resources.files("in_zip").joinpath("data.txt").read_text())  # expect: hello
print(pkgutil.get_data("in_zip", "data.txt"))  # expect: b'hello'
print([m.name for m in pkgutil.walk_packages([archive])])  # expect: ['in_zip', 'in_zip.inner']
try:
    in_zip.inner.fail()
except ValueError as e:
    print(os.path.relpath(e.__traceback__.tb_next.tb_frame.f_code.co_filename, folder))  # expect: things.zip/in_zip/inner.py
import zipimport

print(zipimport.zipimporter in sys.path_hooks)  # expect: True
sys.path.insert(0, os.path.join(archive, "in_zip"))
import inner

print(inner.value, inner is in_zip.inner)  # expect: 9 False
with open(os.path.join(folder, "no.zip"), "w") as f:
    f.write("not an archive")
sys.path.insert(0, os.path.join(folder, "no.zip"))
try:
    import nowhere_at_all
except ModuleNotFoundError as e:
    print(e)  # expect: No module named 'nowhere_at_all'
