import gc
import os
import subprocess
import tempfile

# A shell knows descriptors of one digit only: what others left open is closed.
gc.collect()


def sh(command, **options):
    return subprocess.Popen(["/bin/sh", "-c", command], **options)


# A file stands for the child where it stands for the program.
with tempfile.TemporaryFile() as f:
    f.write(b"one two")
    f.seek(4)
    with sh("cat", stdin=f, stdout=subprocess.PIPE) as p:
        print(p.stdout.read())  # expect: b'two'
    f.seek(0)
    print(f.read())  # expect: b'one two'

with tempfile.TemporaryFile() as f:
    sh("echo child", stdout=f, stderr=f).wait()
    f.seek(0)
    print(f.read())  # expect: b'child\n'

# Pipes of the program are passed on under their own numbers.
reader, writer = os.pipe()
p = sh(f"echo written >&{writer}", pass_fds=[writer])
os.close(writer)
print(os.read(reader, 100), p.wait(), os.read(reader, 100))  # expect: b'written\n' 0 b''
os.close(reader)

reader, writer = os.pipe()
with sh(f"cat <&{reader}", pass_fds=[reader], stdout=subprocess.PIPE) as p:
    os.close(reader)
    os.write(writer, b"for the child")
    os.close(writer)
    print(p.stdout.read())  # expect: b'for the child'

# Others it has only if it is to inherit them.
reader, writer = os.pipe()
os.set_inheritable(writer, True)
for close_fds in (True, False):
    p = sh(f"( : >&{writer} ) 2>/dev/null", close_fds=close_fds)
    print(p.wait() == 0)
# expect: False
# expect: True
os.close(reader)
os.close(writer)

old = os.umask(0o26)
print(subprocess.run("umask", shell=True, capture_output=True).stdout)  # expect: b'0026\n'
print(oct(os.umask(old)))  # expect: 0o26
print(subprocess.run("umask", shell=True, umask=0o77, capture_output=True).stdout)  # expect: b'0077\n'

# What is not read stops the writer, and so does whoever does not read.
p = sh("exec yes", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
print(p.stdout.read(4))  # expect: b'y\ny\n'
p.stdout.close()
print(p.wait() != 0)  # expect: True
p = sh("read line", stdin=subprocess.PIPE)
try:
    for i in range(1000):
        p.stdin.write(b"line\n" * 10000)
except BrokenPipeError as e:
    print(e)  # expect: [Errno 32] Broken pipe
print(p.wait())  # expect: 0
try:
    p.stdin.close()
except BrokenPipeError:
    pass
