# since: 3.14
import sys
import threading


def work(lock):
    with lock:
        pass


def profile(frame, event, arg):
    if event.startswith("c_") and frame.f_code is work.__code__:
        print(event, arg.__name__)


sys.setprofile(profile)
work(threading.Lock())
sys.setprofile(None)
# expect: c_call __enter__
# expect: c_return __enter__
# expect: c_call __exit__
# expect: c_return __exit__
