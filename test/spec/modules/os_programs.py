import os
import subprocess
import sys
import tempfile

# spawn*
print(os.spawnv(os.P_WAIT, "/bin/sh", ["sh", "-c", "exit 3"]))  # expect: 3
print(os.spawnlp(os.P_WAIT, "sh", "sh", "-c", "kill -9 $$"))  # expect: -9
print(os.spawnv(os.P_WAIT, "/nowhere", ["x"]))  # expect: 127
print(os.spawnle(os.P_WAIT, "/bin/sh", "sh", "-c", "exit $CODE", {"CODE": "5"}))  # expect: 5
pid = os.spawnv(os.P_NOWAIT, "/bin/true", ["true"])
print(os.waitpid(pid, 0) == (pid, 0))  # expect: True

# posix_spawn
with tempfile.TemporaryDirectory() as folder:
    out = os.path.join(folder, "out")
    opened = (os.POSIX_SPAWN_OPEN, 1, out, os.O_WRONLY | os.O_CREAT, 0o644)
    actions = [opened, (os.POSIX_SPAWN_DUP2, 1, 2), (os.POSIX_SPAWN_CLOSE, 0)]
    pid = os.posix_spawn("/bin/sh", ["sh", "-c", "echo $A; echo err >&2; exit 4"], {"A": "b"}, file_actions=actions)
    r = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    print(r.si_pid == pid, r.si_status, r.si_code == os.CLD_EXITED)  # expect: True 4 True
    print(os.waitstatus_to_exitcode(os.wait4(pid, 0)[1]))  # expect: 4
    with open(out) as f:
        print(f.read().split())  # expect: ['b', 'err']

# wait() waits for whichever ends first.
r, w = os.pipe()
slow = os.posix_spawnp("cat", ["cat"], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, r, 0)])
os.close(r)
fast = os.posix_spawnp("true", ["true"], os.environ)
print(os.wait() == (fast, 0), os.waitpid(slow, os.WNOHANG))  # expect: True (0, 0)
os.close(w)
print(os.wait() == (slow, 0))  # expect: True
try:
    os.wait()
except ChildProcessError as e:
    print(e)  # expect: [Errno 10] No child processes

for call in (
    lambda: os.posix_spawn("/nowhere", ["x"], {}),
    lambda: os.posix_spawn("/bin/true", [], {}),
    lambda: os.posix_spawn("/bin/true", ["x"], {}, file_actions=[(99,)]),
    lambda: os.execv("/nowhere", ["x"]),
    lambda: os.execv("/bin/true", []),
    lambda: os.execve("/bin/true", ["x"], 1),
    lambda: os.spawnv(os.P_WAIT, "/bin/true", "x"),
    lambda: os.waitid(os.P_ALL, 0, 0),
):
    try:
        call()
    except (OSError, TypeError, ValueError) as e:
        print(e)
# expect: [Errno 2] No such file or directory: '/nowhere'
# expect: posix_spawn: argv must not be empty
# expect: Unknown file_actions identifier
# expect: [Errno 2] No such file or directory
# expect: execv() arg 2 must not be empty
# expect: execve: environment must be a mapping object
# expect: argv must be a tuple or a list
# expect: [Errno 22] Invalid argument

# The process goes on as another program.
program = "import os; os.execlp('sh', 'sh', '-c', 'echo from $0; exit 7', 'exec')"
r = subprocess.run([sys.executable, "-c", program], capture_output=True)
print(r.stdout, r.returncode)  # expect: b'from exec\n' 7
program = "import signal; signal.raise_signal(signal.SIGUSR1)"
print(subprocess.run([sys.executable, "-c", program]).returncode)  # expect: -10
