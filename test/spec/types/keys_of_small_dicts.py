# A dictionary of few keys follows the same rules as a large one: equal keys are one, order is that of insertion.


class Name(str):
    pass


class Same:
    def __eq__(self, other):
        return other == "a" or other == 7

    def __hash__(self):
        return hash("a")


def check(extra):
    d = {"a": 0, 1: 1}
    d[True] = 2
    d[1.0] = 3
    d[Name("a")] = 4
    for i in range(extra):
        d[f"k{i}"] = i
    assert list(d.items())[:2] == [("a", 4), (1, 3)] and len(d) == 2 + extra
    assert type(list(d)[1]) is int and d[Same()] == 4 and Same() in d and 2 not in d
    d[Same()] = 5
    assert d["a"] == 5 and len(d) == 2 + extra
    d[Name("b")] = 6
    assert d["b"] == 6 and type(list(d)[-1]) is Name
    o = object()
    d[o] = 7
    d[("t", 1)] = 8
    d[None] = 9
    assert (d[o], d["t", 1], d[None], object() in d) == (7, 8, 9, False)
    del d["a"], d["t", 1]
    d["a"] = 10
    assert list(d)[-1] == "a" and list(d)[0] == 1 and ("t", 1) not in d
    for _ in range(20):
        del d["a"]
        d["a"] = 11
    assert d.popitem() == ("a", 11) and d.popitem() == (None, 9)
    while len(d) > 1:
        d.pop(next(iter(d)))
    assert d == {o: 7}
    d.clear()
    d["x"] = 1
    assert d == {"x": 1} == dict(x=1)


for extra in (0, 4, 5, 6, 7, 8, 40):
    check(extra)
print("ok")  # expect: ok
