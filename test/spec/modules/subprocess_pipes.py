# A child's standard streams are pipes: they can be opened again, and writing to one that nobody reads ends the child.
import subprocess
from subprocess import PIPE, STDOUT


def shell(command, **options):
    return subprocess.run(["sh", "-c", command], capture_output=True, **options)


print(shell("test -p /dev/stdin && test -p /dev/stdout && test -p /dev/stderr && echo pipes", input=b"").stdout)  # expect: b'pipes\n'
print(shell("cat /dev/stdin > /dev/stdout; echo error > /dev/stderr", input=b"input"))  # expect: CompletedProcess(args=['sh', '-c', 'cat /dev/stdin > /dev/stdout; echo error > /dev/stderr'], returncode=0, stdout=b'input', stderr=b'error\n')
# Nobody reads any more: SIGPIPE.
first = subprocess.Popen(["yes"], stdout=PIPE)
second = subprocess.Popen(["head", "-1"], stdin=first.stdout, stdout=PIPE)
first.stdout.close()
print(second.communicate()[0], second.returncode, first.wait())  # expect: b'y\n' 0 -13
child = subprocess.Popen(["yes"], stdout=PIPE, stderr=PIPE)
child.stdout.readline()
child.stdout.close()
print(child.stderr.read(), child.wait())  # expect: b'' -13
child.stderr.close()
# One pipe for both: in the order of writing.
command = "for i in 1 2 3; do echo out; echo error >&2; done"
print(subprocess.run(["sh", "-c", command], stdout=PIPE, stderr=STDOUT).stdout)  # expect: b'out\nerror\nout\nerror\nout\nerror\n'
# More than a pipe holds, in both directions.
data = bytes(range(256)) * 4000
print(subprocess.run(["cat"], input=data, capture_output=True).stdout == data)  # expect: True
print(subprocess.run(["head", "-c", "1"], input=data, capture_output=True).stdout)  # expect: b'\x00'
