class Clears:
    def __index__(self):
        target.clear()
        return 42


target = [Clears(), Clears()]
print(bytes(target))  # expect: b'*'
target = bytearray(b"text")
try:
    target[0] = Clears()
except IndexError as e:
    print(e)  # expect: bytearray index out of range


class WithSlot(bytearray):
    __slots__ = ("x", "__dict__")


import copy

w = WithSlot(b"ab")
w.x, w.y = 1, 2
c = copy.copy(w)
print(c, c.x, c.y)  # expect: WithSlot(b'ab') 1 2
try:
    print >> 3
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for >>: 'builtin_function_or_method' and 'int'. Did you mean "print(<message>, file=<output_stream>)"?
