# SimpleQueue.get() checks its timeout even where an item is there.
import queue

q = queue.SimpleQueue()
q.put(1)


def get(**kwargs):
    try:
        return q.get(**kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


print(get(timeout=-1))  # expect: ValueError: 'timeout' must be a non-negative number
print(get(timeout="a"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(get(block=False, timeout=-1))  # expect: 1
