# An iterator from the right that has given everything minds no change; one from the left does.
from collections import deque

for turn in reversed, iter:
    d = deque([1])
    it = turn(d)
    next(it)
    d.clear()
    try:
        print(next(it, "end"))
    except RuntimeError as e:
        print(e)
# expect: end
# expect: deque mutated during iteration
