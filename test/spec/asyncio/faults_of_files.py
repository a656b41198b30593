import errno
import os
import resource
import socket
import tempfile

# A disk that is full: the data stays in the buffer, and closing says so again.
full = open("/dev/full", "w")
full.write("something")
for attempt in (full.flush, full.close):
    try:
        attempt()
    except OSError as error:
        print(errno.errorcode[error.errno])  # expect: ENOSPC
        # expect: ENOSPC
print(full.closed)  # expect: True

# A file that may not grow any more: what fits is written, then nothing.
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
with tempfile.TemporaryFile(buffering=0) as file:
    print(file.write(b"x" * 700), file.write(b"x" * 700))  # expect: 700 300
    for attempt in (lambda: file.write(b"y"), lambda: file.truncate(2000)):
        try:
            attempt()
        except OSError as error:
            print(errno.errorcode[error.errno])  # expect: EFBIG
            # expect: EFBIG
    file.seek(0)
    print(file.write(b"z" * 10))  # expect: 10
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

# No descriptors left.
folder = tempfile.TemporaryDirectory()
new = os.path.join(folder.name, "new")
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (40, hard))
held = []
for make in (socket.socket, os.pipe, lambda: open("/dev/null")):
    try:
        while True:
            held.append(make())
    except OSError as error:
        print(errno.errorcode[error.errno])
    # Nothing is made that would have no descriptor.
    if make is not os.pipe:
        try:
            open(new, "w")
        except OSError:
            print(os.path.exists(new))
    for thing in held:
        if isinstance(thing, tuple):
            os.close(thing[0])
            os.close(thing[1])
        else:
            thing.close()
    held.clear()
# expect: EMFILE
# expect: False
# expect: EMFILE
# expect: EMFILE
# expect: False
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
socket.socket().close()
folder.cleanup()
print("again")  # expect: again
