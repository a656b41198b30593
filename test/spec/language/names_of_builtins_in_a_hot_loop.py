# Names of a module or class in a loop that is compiled: found in the module, among the builtins, and in either after the other.
import builtins

total = 0
for i in range(1000):
    total += len((i, i))
    if i == 500:
        def len(v):
            return 10
    if i == 900:
        del len
print(total)  # expect: 5200

found = set()
for i in range(1000):
    found.add(spare if i > 300 else None)
    if i == 300:
        builtins.spare = 'builtin'
    if i == 600:
        globals()['spare'] = 'module'
    if i == 800:
        del spare
print(sorted(map(str, found)))  # expect: ['None', 'builtin', 'module']


class Names(dict):
    def __missing__(self, name):
        if name in ('n', 'j', 'range', 'i'):
            raise KeyError(name)
        return 7


names = Names()
exec('n = 0\nfor j in range(1000): n += anything', names, names)
print(names['n'])  # expect: 7000


class Body:
    n = 0
    for j in range(1000):
        n += j


print(Body.n, Body.j)  # expect: 499500 999

made = []
for i in range(600):
    namespace = {}
    exec('x = y = 0\nfor k in range(3):\n    x += k\n    y = x', namespace)
    made.append(namespace['y'])
print(set(made))  # expect: {3}
