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
