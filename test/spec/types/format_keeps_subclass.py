# What is the whole result of formatting is the object itself, an instance of a subclass of str too.
class S(str):
    pass


class R:
    def __repr__(self):
        return S("r")

    def __str__(self):
        return S("s")

    def __format__(self, spec):
        return S("f")


r = R()
s = S("abc")


def types(*values):
    print(*[type(v).__name__ for v in values])


types(f"{r}", f"{r:3}", f"{r!r}", f"{r}{r}", f"{r}.")  # expect: S S str str str
types("{}".format(r), "{:3}".format(r), "{}{}".format("", r), "{}.".format(r), "{!r}".format(r), s.format())  # expect: S S S str str S
types("{a}".format_map({"a": r}), s.format_map({}))  # expect: S S
types("%s" % r, "%r" % r, "%a" % r, "%1s" % r, "%3s" % r, "%+s" % r, "%s." % r, "%%" % ())  # expect: S S S S str str str str
types(*s.partition("x"), *s.rpartition("x"), *s.partition(S("b")))  # expect: S str str str str S str S str


class Own(S):
    def __str__(self):
        return self


o = Own("x")
types(f"{o}", f"{o!s}", "{}".format(o), "%s" % o, format(o), format(o, "s"), o.__format__(""))  # expect: Own Own Own Own Own Own Own


class B(bytes):
    pass


b = B(b"abc")
types(*b.partition(b"x"), *b.rpartition(b"x"), *b.partition(B(b"b")))  # expect: B bytes bytes bytes bytes B bytes B bytes
