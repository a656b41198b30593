import _thread
import subprocess
import sys
import threading


def profile(*args):
    pass


asked = threading.Event()
go_on = threading.Event()
seen = []


def checker():
    seen.append(sys.getprofile())
    asked.set()
    go_on.wait()
    seen.append(sys.getprofile())


t = threading.Thread(target=checker)
t.start()
asked.wait()
threading.setprofile_all_threads(profile)
go_on.set()
t.join()
threading.setprofile_all_threads(None)
print(seen == [None, profile], sys.getprofile())  # expect: True None

try:
    _thread._ThreadHandle()._set_done()
except RuntimeError as e:
    print(e)  # expect: thread not started

# What is left of a program that ends.
program = """
import _thread
class AtEnd:
    def __del__(self):
        _thread.start_new_thread(print, ("never",))
at_end = AtEnd()
"""
r = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
print(r.stdout, r.stderr.split("\n")[-2])  # expect:  PythonFinalizationError: can't create new thread at interpreter shutdown
program = """
import sys, threading
t = threading.Thread(target=lambda: 1 / 0)
sys.stderr = None
t.start()
t.join()
"""
r = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
print(r.stderr.split("\n")[-2])  # expect: ZeroDivisionError: division by zero
