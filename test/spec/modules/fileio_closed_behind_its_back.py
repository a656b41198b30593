# A FileIO whose descriptor was closed by others is no terminal, and reading fails.
import io
import os

file = io.FileIO(os.open(os.devnull, os.O_RDONLY), closefd=False)
os.close(file.fileno())
print(file.isatty())  # expect: False
try:
    file.read()
except OSError as e:
    print(e)  # expect: [Errno 9] Bad file descriptor
