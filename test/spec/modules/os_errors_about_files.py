import io
import os
import pathlib
import subprocess
import tempfile

folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)


def failure(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


# An error names the path, not the object that stands for it.
nope = pathlib.Path("nope")
print(failure(nope.unlink))  # expect: FileNotFoundError: [Errno 2] No such file or directory: 'nope'
print(failure(os.rename, nope, "b"))  # expect: FileNotFoundError: [Errno 2] No such file or directory: 'nope' -> 'b'
print(failure(nope.chmod, 0o600))  # expect: FileNotFoundError: [Errno 2] No such file or directory: 'nope'

# A descriptor is named, too.
print(failure(os.stat, 99))  # expect: OSError: [Errno 9] Bad file descriptor: 99

# Zero bytes: what only looks at the text takes them.
print(failure(open, "a\0b"))  # expect: ValueError: embedded null byte
print(failure(os.mkdir, "a\0b"))  # expect: ValueError: mkdir: embedded null character in path
print(failure(os.rename, "a\0b", "c"))  # expect: ValueError: rename: embedded null character in src
print(failure(os.chdir, b"a\0b"))  # expect: ValueError: chdir: embedded null character in path
print(failure(os.system, "a\0b"))  # expect: ValueError: embedded null byte
print(failure(pathlib.Path("a\0b").stat))  # expect: ValueError: stat: embedded null character in path
print(ascii(os.path.normpath("x/../a\0b")), ascii(os.path.splitroot("/a\0b")))  # expect: 'a\x00b' ('', '/', 'a\x00b')

with open("f", "wb") as f:
    f.write(b"12345")
print(failure(os.truncate, "f", -1))  # expect: OSError: [Errno 22] Invalid argument: 'f'
fd = os.open("f", os.O_RDWR)
print(failure(os.ftruncate, fd, -1), os.path.getsize("f"))  # expect: OSError: [Errno 22] Invalid argument 5
os.close(fd)

print(failure(open, "f", "b"))  # expect: ValueError: Must have exactly one of create/read/write/append mode and at most one plus
print(failure(open, "f", "rw"))  # expect: ValueError: must have exactly one of create/read/write/append mode
print(failure(io.FileIO, []))  # expect: TypeError: expected str, bytes or os.PathLike object, not list

# What has no mode of its own is only a link.
os.symlink("f", "link")
print(failure(pathlib.Path("f").lchmod, 0o600), oct(os.stat("f").st_mode))  # expect: None 0o100600
print(failure(os.chmod, "link", 0o600, follow_symlinks=False))  # expect: NotImplementedError: chmod: follow_symlinks unavailable on this platform

# Children.
print(failure(subprocess.run, ["true"], cwd="f"))  # expect: NotADirectoryError: [Errno 20] Not a directory: 'f'
print(failure(subprocess.run, ["echo", 3]))  # expect: TypeError: expected str, bytes or os.PathLike object, not int
print(failure(os.execv, "/bin/true", ["a", 3]))  # expect: TypeError: expected str, bytes or os.PathLike object, not int

# The times are items and attributes.
print(repr(os.stat_result(range(10)))[-35:])  # expect: st_atime=7, st_mtime=8, st_ctime=9)
