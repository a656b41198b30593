# since: 3.14
import os
import pathlib
import tempfile

before = os.getcwd()
folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)
p = pathlib.Path("d")
(p / "e").mkdir(parents=True)
(p / "e" / "x.txt").write_text("hello")
print(p.copy("copy"), (pathlib.Path("copy") / "e" / "x.txt").read_text())  # expect: copy hello
print((p / "e").copy_into("copy/e"), sorted(os.listdir("copy/e")))  # expect: copy/e/e ['e', 'x.txt']
print((p / "e" / "x.txt").move("y.txt"), os.listdir("d/e"))  # expect: y.txt []
print(pathlib.Path("y.txt").move_into("d"), p.info.is_dir())  # expect: d/y.txt True
try:
    p.copy("d/inside")
except OSError as e:
    print(e.strerror)  # expect: Source path is a parent of target path
os.chdir(before)
folder.cleanup()
