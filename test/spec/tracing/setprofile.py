import sys

events = []


def profile(frame, event, arg):
    events.append((event, frame.f_code.co_name, getattr(arg, "__name__", arg)))


def leaf(xs):
    return len(xs)


def fails():
    try:
        int("x")
    except ValueError:
        return 2


sys.setprofile(profile)
leaf([1])
[].append(1)
fails()
sys.setprofile(None)
print(events[:4])  # expect: [('call', 'leaf', None), ('c_call', 'leaf', 'len'), ('c_return', 'leaf', 'len'), ('return', 'leaf', 1)]
print(events[4:6])  # expect: [('c_call', '<module>', 'append'), ('c_return', '<module>', 'append')]
print(events[6:8])  # expect: [('call', 'fails', None), ('return', 'fails', 2)]
print(sys.getprofile())  # expect: None
