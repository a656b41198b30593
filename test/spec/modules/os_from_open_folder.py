import os
import shutil
import tempfile
import warnings

folder = tempfile.mkdtemp()
fd = os.open(folder, os.O_RDONLY)

# Relative paths begin at the folder, wherever the program is.
f = os.open("a", os.O_CREAT | os.O_WRONLY, dir_fd=fd)
os.write(f, b"hi")
os.close(f)
os.mkdir("sub", dir_fd=fd)
os.rename("a", "b", src_dir_fd=fd, dst_dir_fd=fd)
os.symlink("b", "link", dir_fd=fd)
print(sorted(os.listdir(fd)), os.stat("b", dir_fd=fd).st_size)  # expect: ['b', 'link', 'sub'] 2
print(os.readlink("link", dir_fd=fd), os.access("nothing", os.F_OK, dir_fd=fd))  # expect: b False
print([(e.name, e.path, e.stat().st_size) for e in os.scandir(fd) if e.name == "b"])  # expect: [('b', 'b', 2)]
print(os.open in os.supports_dir_fd, shutil.rmtree.avoids_symlink_attacks)  # expect: True True

os.fchdir(fd)
print(os.getcwd() == os.path.realpath(folder))  # expect: True
os.utime("link", (1.5, 4.5), follow_symlinks=False)
print(os.lstat("link").st_mtime, os.stat("b").st_mtime > 5)  # expect: 4.5 True
os.chdir("/")

# Names that are no UTF-8.
bad = os.path.join(os.fsencode(folder), b"x\xff\xe9y")
open(bad, "w").close()
print(ascii([n for n in os.listdir(folder) if n[0] == "x"]))  # expect: ['x\udcff\udce9y']
print([n for n in os.listdir(os.fsencode(folder)) if n[0] == 120])  # expect: [b'x\xff\xe9y']
os.unlink(os.path.join(folder, "x\udcff\udce9y"))

for wrong in "", 1.5:
    try:
        os.scandir(wrong)
    except (OSError, TypeError) as e:
        print(e)
# expect: [Errno 2] No such file or directory: ''
# expect: scandir: path should be string, bytes, os.PathLike, integer or None, not float
for call in (
    lambda: os.stat("b", dir_fd="x"),
    lambda: os.stat(fd, dir_fd=fd),
    lambda: os.stat(fd, follow_symlinks=False),
    lambda: os.lstat(fd),
    lambda: os.chown("b", 1.5, 0),
    lambda: os.utime("b", ns=None),
):
    try:
        call()
    except (ValueError, TypeError) as e:
        print(e)
# expect: argument should be integer or None, not str
# expect: stat: can't specify dir_fd without matching path
# expect: stat: cannot use fd and follow_symlinks together
# expect: lstat: path should be string, bytes or os.PathLike, not int
# expect: uid should be integer, not float
# expect: utime: 'ns' must be a tuple of two ints

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    try:
        os.fchdir(False)
    except OSError:
        pass
print([str(w.message) for w in caught])  # expect: ['bool is used as a file descriptor']


class NoPath:
    __fspath__ = None


try:
    os.fspath(NoPath())
except TypeError as e:
    print(e)  # expect: expected str, bytes or os.PathLike object, not NoPath

os.close(fd)
shutil.rmtree(folder)
print(os.path.exists(folder))  # expect: False
