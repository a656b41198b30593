# An open server doesn't make a thread wait for ever that waits for one below it on the stack.
import itertools
import socket
import sys
import threading

server = socket.create_server(("127.0.0.1", 0))
found, threads = [], []


def late():
    try:
        import sched
    except RuntimeError:
        return
    found.append(hasattr(sched, "scheduler"))


class Starting:
    """In the place of a module that `sched` imports."""

    def __getattr__(self, name):
        if name == "count":
            threads.append(threading.Thread(target=late))
            threads[0].start()
            threads[0].join(0.01)
        return getattr(itertools, name)


sys.modules.pop("sched", None)
sys.modules["itertools"] = Starting()
import sched

sys.modules["itertools"] = itertools
threads[0].join()
server.close()
print(False in found)  # expect: False
