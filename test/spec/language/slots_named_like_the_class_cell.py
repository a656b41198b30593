class C:
    __slots__ = ["__classcell__", "__qualname__"]

    def __init__(self): super().__init__()


c = C()
c.__classcell__ = 42
c.__qualname__ = "q"
print(c.__classcell__, c.__qualname__, C.__qualname__)  # expect: 42 q C
