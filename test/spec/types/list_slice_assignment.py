a = [1, 2, 3, 4, 5]
a[1:3] = 'xyz'
print(a)  # expect: [1, 'x', 'y', 'z', 4, 5]
a[::2] = [0] * 3
print(a)  # expect: [0, 'x', 0, 'z', 0, 5]
try:
    a[::2] = [1]
except ValueError as e:
    print(e)  # expect: attempt to assign sequence of size 1 to extended slice of size 3
del a[::2]
print(a)  # expect: ['x', 'z', 5]
