from collections import deque
d = deque('abc', maxlen=3)
d.append('d')
d.appendleft('z')
d.rotate(1)
print(d, d.maxlen)  # expect: deque(['c', 'z', 'b'], maxlen=3) 3
try:
    d.insert(0, 'x')
except IndexError as e:
    print(e)  # expect: deque already at its maximum size
