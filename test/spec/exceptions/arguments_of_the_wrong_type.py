import heapq


def attempt(f, *args):
    try:
        f(*args)
    except TypeError as e:
        print(e)


attempt(heapq.heappop, None)  # expect: heappop() argument must be list, not None
attempt(heapq.heappop, 1)  # expect: heappop() argument must be list, not int
attempt("".encode, None)  # expect: encode() argument 'encoding' must be str, not None
attempt(issubclass)  # expect: issubclass expected 2 arguments, got 0
attempt(issubclass, int)  # expect: issubclass expected 2 arguments, got 1
