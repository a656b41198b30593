from collections import deque

d = deque([1])
for at in (2**64, 5):
    try:
        d[at] = 2
    except IndexError as e:
        print(e)
# expect: cannot fit 'int' into an index-sized integer
# expect: deque index out of range
