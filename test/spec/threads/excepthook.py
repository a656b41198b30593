# What leaves a thread's function goes to threading.excepthook; the hook there is first ignores SystemExit.
import threading


def hook(args):
    print(args.exc_type.__name__, args.exc_value, args.thread.name)


threading.excepthook = hook


def fail():
    raise ValueError("bad")


def leave():
    raise SystemExit(3)


def run(f):
    t = threading.Thread(target=f, name=f.__name__)
    t.start()
    t.join()


run(fail)  # expect: ValueError bad fail
run(leave)  # expect: SystemExit 3 leave
threading.excepthook = threading.__excepthook__
run(leave)
print(threading.active_count())  # expect: 1
