class Failed(Exception):
    def __init__(self, code, *, hint=None):
        self.code = code
        self.hint = hint
e = Failed(3, hint='x')
print(e.args, e, repr(e), e.code, e.hint)  # expect: (3,) 3 Failed(3) 3 x
