import sys
import threading

entered, leave = threading.Event(), threading.Event()


def waits():
    entered.set()
    leave.wait()


t = threading.Thread(target=waits)
t.start()
entered.wait()
frames = sys._current_frames()
names = []
f = frames[t.ident]
while f is not None:
    names.append(f.f_code.co_name)
    f = f.f_back
print("waits" in names, frames[threading.get_ident()] is sys._getframe())  # expect: True True
leave.set()
t.join()
