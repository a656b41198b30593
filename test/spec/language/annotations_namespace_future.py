# since: 3.14
# What annotations leave in a namespace under `from __future__ import annotations`, and that a class without is noted.
def namespace(source):
    ns = {}
    exec("from __future__ import annotations\n" + source, ns)
    return ns


def own(cls):
    hidden = {"__module__", "__qualname__", "__firstlineno__", "__static_attributes__", "__doc__", "__dict__", "__weakref__"}
    return [k for k in vars(cls) if k not in hidden]


print([k for k in namespace("x: int\n") if k != "__builtins__"])  # expect: ['__conditional_annotations__', '__annotations__', 'annotations']
A = namespace("class A:\n    (x): int = 2\n")["A"]
print(own(A), A.__annotations__)  # expect: ['__annotations__', 'x'] {}
code = compile("from __future__ import annotations\nclass A:\n    if 1:\n        x: int\n", "f", "exec")
print([c.co_cellvars for c in code.co_consts if hasattr(c, "co_cellvars")])  # expect: [('__conditional_annotations__',)]


class B:
    pass


print(B.__annotate__, own(B))  # expect: None ['__annotate_func__']
print(B.__annotations__, own(B))  # expect: {} ['__annotate_func__', '__annotations_cache__']
