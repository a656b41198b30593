class Two:
    def __index__(self):
        return 2


def times(left, right):
    try:
        left *= right
        return left
    except TypeError as e:
        return e


print(times([1], Two()), Two() * [1])  # expect: [1, 1] [1, 1]
print(times(2, [1]), times(True, 'x'))  # expect: [1, 1] x
print(times(Two(), [1]))  # expect: unsupported operand type(s) for *=: 'Two' and 'list'
print(times({}, 'x'))  # expect: unsupported operand type(s) for *=: 'dict' and 'str'
print(times(1.5, 'x'))  # expect: can't multiply sequence by non-int of type 'float'
