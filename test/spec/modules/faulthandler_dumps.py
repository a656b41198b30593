import faulthandler
import os
import re
import signal
import subprocess
import sys
import tempfile

file = tempfile.TemporaryFile("w+")


def written():
    file.seek(0)
    text = file.read()
    file.seek(0)
    file.truncate()
    text = text.replace(__file__, "FILE").replace(os.path.dirname(os.__file__), "LIB")
    return re.sub("0x[0-9a-f]+", "ID", text)


def show(*args, **kwargs):
    faulthandler.dump_traceback(*args, **kwargs)


show(file, all_threads=False)
print(*written().splitlines()[:3], sep="\n")
# expect: Stack (most recent call first):
# expect:   File "FILE", line 22 in show
# expect:   File "FILE", line 25 in <module>
show(file.fileno())
print(*written().splitlines()[:3], sep="\n")
# expect: Current thread ID (most recent call first):
# expect:   File "FILE", line 22 in show
# expect:   File "FILE", line 30 in <module>

# Names in ASCII, cut off; a hundred frames.
exec(compile("show(file, all_threads=False)", "\u20ac\xe9\U0001f600\x01", "exec"))
print(written().splitlines()[2])  # expect:   File "\u20ac\xe9\U0001f600\x01", line 1 in <module>
exec(compile("show(file, all_threads=False)", "x" * 501, "exec"))
print(len(written().splitlines()[2]))  # expect: 532


def deep(n):
    deep(n - 1) if n else show(file)


deep(150)
lines = written().splitlines()
print(len(lines), lines[-1])  # expect: 101   File "FILE", line 44 in deep

# Upon a signal, and whether anybody else hears of it.
signal.signal(signal.SIGUSR1, lambda *args: print("heard"))
faulthandler.register(signal.SIGUSR1, file, all_threads=False)
signal.raise_signal(signal.SIGUSR1)
print(written().splitlines()[0])  # expect: Stack (most recent call first):
faulthandler.register(signal.SIGUSR1, file, all_threads=False, chain=True)
signal.raise_signal(signal.SIGUSR1)  # expect: heard
print(written().splitlines()[0])  # expect: Stack (most recent call first):
print(faulthandler.unregister(signal.SIGUSR1))  # expect: True
print(faulthandler.unregister(signal.SIGUSR1))  # expect: False
signal.raise_signal(signal.SIGUSR1)  # expect: heard
print(written() == "")  # expect: True


def failure(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


print(failure(faulthandler.register, signal.SIGSEGV))
# expect: RuntimeError: signal 11 cannot be registered, use enable() instead
print(failure(faulthandler.register, 99))  # expect: ValueError: signal number out of range
print(failure(faulthandler.register, signal.SIGKILL, file))  # expect: OSError: [Errno 22] Invalid argument
print(failure(faulthandler.enable, -1))  # expect: ValueError: file is not a valid file descriptor
print(failure(faulthandler.enable, "x"))  # expect: AttributeError: 'str' object has no attribute 'fileno'
print(failure(faulthandler.dump_traceback_later, 0))  # expect: ValueError: timeout must be greater than 0
sys.stderr, saved = None, sys.stderr
print(failure(faulthandler.dump_traceback))  # expect: RuntimeError: sys.stderr is None
sys.stderr = saved
print(faulthandler.is_enabled(), faulthandler.disable())  # expect: False False
print(faulthandler.enable(file), faulthandler.is_enabled(), faulthandler.disable())  # expect: None True True


# A program that dies, and one whose time is over.
def ended(code, *options):
    done = subprocess.run([sys.executable, *options, "-c", code], capture_output=True, text=True)
    return done.returncode, re.sub("0x[0-9a-f]+", "ID", done.stderr).splitlines()[:4]


print(ended("import os; os.abort()"))  # expect: (-6, [])
print(ended("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "-X", "faulthandler"))
# expect: (-11, ['Fatal Python error: Segmentation fault', '', 'Current thread ID (most recent call first):', '  File "<string>", line 1 in <module>'])
print(ended("import faulthandler as f\nf.dump_traceback_later(1e-3, exit=True)\nwhile True: pass"))
# expect: (1, ['Timeout (0:00:00.001000)!', 'Thread ID (most recent call first):', '  File "<string>", line 3 in <module>'])
