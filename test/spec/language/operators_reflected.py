class A:
    def __radd__(self, o): return ('radd', o)
    def __eq__(self, o): return 'eq'
    def __lt__(self, o): return NotImplemented
    def __gt__(self, o): return 'gt'
print(1 + A(), 1 == A(), A() != 2)  # expect: ('radd', 1) eq False
class B(A):
    pass
print(A() < B())  # expect: gt
try:
    A() + 1
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for +: 'A' and 'int'
