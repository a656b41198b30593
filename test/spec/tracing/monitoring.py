import sys

mon = sys.monitoring
E = mon.events
TOOL = 3
mon.use_tool_id(TOOL, "spec")
seen = []


def listen(name, event):
    mon.register_callback(TOOL, event, lambda code, *args: seen.append((name, code.co_name)))


def work(n):
    for i in range(n):
        pass
    return len([n])


def gen():
    yield 1


for name in ("PY_START", "PY_RETURN", "PY_YIELD", "PY_RESUME", "PY_UNWIND", "RAISE"):
    listen(name, getattr(E, name))
mon.set_events(TOOL, E.PY_START | E.PY_RETURN | E.PY_YIELD | E.PY_RESUME | E.PY_UNWIND | E.RAISE)
work(1)
list(gen())


def fails():
    raise ValueError


try:
    fails()
except ValueError:
    pass
mon.set_events(TOOL, 0)
print(seen[:2])  # expect: [('PY_START', 'work'), ('PY_RETURN', 'work')]
print(seen[2:6])  # expect: [('PY_START', 'gen'), ('PY_YIELD', 'gen'), ('PY_RESUME', 'gen'), ('PY_RETURN', 'gen')]
print(seen[6:])  # expect: [('PY_START', 'fails'), ('RAISE', 'fails'), ('PY_UNWIND', 'fails'), ('RAISE', '<module>')]

lines = []
first = work.__code__.co_firstlineno
mon.register_callback(TOOL, E.LINE, lambda code, line: lines.append(line - first))
mon.set_local_events(TOOL, work.__code__, E.LINE)
work(2)
gen()
print(lines)  # expect: [1, 2, 1, 2, 1, 3]
lines.clear()


def once(code, line):
    lines.append(line - first)
    return mon.DISABLE


mon.register_callback(TOOL, E.LINE, once)
work(2)
lines.clear()
work(2)
print(lines)  # expect: []
mon.restart_events()
work(0)
print(lines)  # expect: [1, 3]
mon.set_local_events(TOOL, work.__code__, 0)

calls = []
mon.register_callback(TOOL, E.CALL, lambda code, offset, f, arg0: calls.append((f, arg0)))
mon.register_callback(TOOL, E.C_RETURN, lambda code, offset, f, arg0: calls.append("back"))
mon.set_local_events(TOOL, work.__code__, E.CALL)
work(0)
print(calls)  # expect: [(<class 'range'>, 0), 'back', (<built-in function len>, [0]), 'back']
mon.set_local_events(TOOL, work.__code__, 0)

mon.register_callback(TOOL, E.PY_UNWIND, lambda *args: mon.DISABLE)
mon.set_events(TOOL, E.PY_UNWIND)
try:
    fails()
except ValueError as e:
    print(e)  # expect: Cannot disable PY_UNWIND events. Callback removed.
mon.set_events(TOOL, 0)
try:
    mon.set_events(TOOL, E.C_RETURN)
except ValueError as e:
    print(e)  # expect: cannot set C_RETURN or C_RAISE events independently


def one_line():
    for i in range(3): pass


lines.clear()
first = one_line.__code__.co_firstlineno
mon.register_callback(TOOL, E.LINE, lambda code, line: lines.append(line - first))
mon.set_local_events(TOOL, one_line.__code__, E.LINE)
one_line()
print(lines)  # expect: [1]
mon.set_local_events(TOOL, one_line.__code__, 0)
mon.free_tool_id(TOOL)
print(mon.get_tool(TOOL))  # expect: None
