"""Runs specs (their files come as arguments) and prints for each a line: its name, and which methods of asyncio's loops,
servers and handles it called."""
import asyncio
import io
import os
import sys
import threading

CLASSES = (asyncio.AbstractEventLoop, asyncio.AbstractServer, asyncio.Handle)
FOLDER = os.path.dirname(asyncio.__file__)
called = set()


def profile(frame, event, argument):
    if event == "call" and frame.f_code.co_filename.startswith(FOLDER):
        called.add(frame.f_code.co_name)
    elif event == "c_call" and isinstance(getattr(argument, "__self__", None), CLASSES):
        called.add(argument.__name__)


def run(file):
    with open(file, encoding="utf-8") as f:
        code = compile(f.read(), file, "exec")
    called.clear()
    out, sys.stdout = sys.stdout, io.StringIO()
    threading.setprofile(profile)
    sys.setprofile(profile)
    try:
        exec(code, {"__name__": "__main__", "__file__": file})
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        sys.stdout = out
    print(file, *sorted(called), flush=True)


for name in sys.argv[1:]:
    run(name)
