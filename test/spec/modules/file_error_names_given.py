import io
import pathlib

path = pathlib.PurePosixPath('/nowhere/at all')
try:
    io.FileIO(path)
except OSError as e:
    print(repr(e.filename))  # expect: PurePosixPath('/nowhere/at all')
try:
    open(path)
except OSError as e:
    print(repr(e.filename))  # expect: '/nowhere/at all'
