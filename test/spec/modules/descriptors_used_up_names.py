"""What could not be opened for want of descriptors is named in the error; folders need one, too."""
import io
import os
import resource

limits = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (40, limits[1]))
held = []
try:
    while True:
        held.append(os.open("/dev/null", os.O_RDONLY))
except OSError as error:
    print(error)  # expect: [Errno 24] Too many open files: '/dev/null'


def named(f, *args):
    try:
        f(*args)
    except OSError as error:
        return error.errno, error.filename


print(named(open, "/etc/passwd"))  # expect: (24, '/etc/passwd')
print(named(io.FileIO, "/etc/passwd"))  # expect: (24, '/etc/passwd')
print(named(os.listdir, "/"))  # expect: (24, '/')
print(named(os.scandir, "."))  # expect: (24, '.')
print(named(os.pipe), named(os.stat, "/"))  # expect: (24, None) None
print(list(os.walk("/")))  # expect: []
for fd in held:
    os.close(fd)
resource.setrlimit(resource.RLIMIT_NOFILE, limits)
