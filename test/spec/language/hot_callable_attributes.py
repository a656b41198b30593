# Functions kept in instances are called as they are, a class's own as methods: also in code that has seen the other kind.


class Handler:
    def __init__(self, callback):
        self.callback = callback

    def run(self, x):
        return self.callback(x)

    def method(self, x):
        return x + 1


def call_method(h, x):
    return h.method(x)


def call_run(h, x):
    return h.run(x)


handlers = [Handler(lambda x, k=k: x * k) for k in range(3)] + [Handler(abs), Handler(str)]
for _ in range(200):
    for h, expected in zip(handlers, (0, -2, -4, 2, "-2")):
        assert h.run(-2) == expected and call_method(h, 1) == 2
print([call_run(h, 3) for h in handlers])  # expect: [0, 3, 6, 3, '3']
handlers[0].method = lambda x: "own"
handlers[1].__dict__["method"] = lambda x: "dict"
handlers[2].run = lambda x: "run"
for _ in range(200):
    for h, method, run in zip(handlers, ("own", "dict", 2, 2, 2), (0, 3, "run", 3, "3")):
        assert call_method(h, 1) == method and call_run(h, 3) == run
del handlers[0].method
print([call_method(h, 1) for h in handlers])  # expect: [2, 'dict', 2, 2, 2]
Handler.run = lambda self, x: "class"
print([call_run(h, 3) for h in handlers])  # expect: ['class', 'class', 'run', 'class', 'class']
del handlers[3].callback
Handler.callback = lambda self, x: (type(self).__name__, x)
del Handler.run
Handler.run = lambda self, x: self.callback(x)
print([call_run(h, 3) for h in handlers])  # expect: [0, 3, 'run', ('Handler', 3), '3']
