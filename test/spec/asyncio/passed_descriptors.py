# pass_fds: a child that is a program like this one reads and writes what it was given, and nothing else.
import asyncio
import os
import subprocess
import sys

CHILD = """
import os, sys
reading, writing, other = map(int, sys.argv[1:])
os.write(writing, os.read(reading, 100).upper())
os.close(writing)
try:
    os.fstat(other)
except OSError as error:
    print(error.strerror)
print([name for name in os.environ if "DESCRIPTORS" in name])
"""


async def main():
    loop = asyncio.get_running_loop()
    to_child, ours = os.pipe()
    theirs, from_child = os.pipe()
    not_passed, unused = os.pipe()
    os.write(ours, b"question")
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), open(theirs, "rb", 0))
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", CHILD, str(to_child), str(from_child), str(not_passed)),
        pass_fds=[to_child, from_child],
        stdout=subprocess.PIPE,
    )
    for fd in (to_child, from_child, ours, not_passed, unused):
        os.close(fd)
    print(await reader.read())  # expect: b'QUESTION'
    out, _ = await child.communicate()
    print(out, child.returncode)  # expect: b'Bad file descriptor\n[]\n' 0


asyncio.run(main())
