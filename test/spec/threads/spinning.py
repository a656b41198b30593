# A thread that only spins lets the others go on.
import threading

ready = False


def work():
    global ready
    while not spins:
        pass
    ready = True


spins = 0
thread = threading.Thread(target=work)
thread.start()
while not ready:
    spins += 1
thread.join()
print(spins > 0, ready)  # expect: True True

first = second = False


def wait_for_second():
    global first
    while not second:
        pass
    first = True


def wait_for_first():
    global second
    second = True
    while not first:
        pass


pair = [threading.Thread(target=f) for f in (wait_for_second, wait_for_first)]
for t in pair:
    t.start()
for t in pair:
    t.join()
print(first, second)  # expect: True True
