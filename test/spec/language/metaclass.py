class M(type):
    def __new__(m, name, bases, ns, **kw):
        print(name, sorted(k for k in ns if not k.startswith('__')), kw)  # expect: C ['x'] {'flag': 1}
        return super().__new__(m, name, bases, ns)
    def __init__(cls, *a, **kw): pass
    def __call__(cls, *a):
        return ('called', a)
class C(metaclass=M, flag=1):
    x = 1
print(C(2))  # expect: ('called', (2,))
