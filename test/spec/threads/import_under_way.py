# A thread that is started while a module of the library is imported, and imports it, too, never sees a part of
# it: it waits, or where it can't it is told so.
import itertools
import sys
import threading

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


sys.modules["itertools"] = Starting()
import sched

sys.modules["itertools"] = itertools
threads[0].join()
print(False in found)  # expect: False
