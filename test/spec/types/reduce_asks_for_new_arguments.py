class C:
    def __init__(self, result): self.result = result

    def __getnewargs_ex__(self): return self.result


for bad in ((), "no", ((), "bad dict"), ("bad tuple", {})):
    try:
        C(bad).__reduce_ex__(2)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: ValueError __getnewargs_ex__ should return a tuple of length 2, not 0
# expect: TypeError __getnewargs_ex__ should return a tuple, not 'str'
# expect: TypeError second item of the tuple returned by __getnewargs_ex__ must be a dict, not 'str'
# expect: TypeError first item of the tuple returned by __getnewargs_ex__ must be a tuple, not 'str'


class Picky:
    def __getstate__(self): return {}

    def __getattr__(self, name): raise AssertionError(name)


print(Picky().__reduce_ex__(2)[1:])  # expect: ((<class '__main__.Picky'>,), {}, None, None)
try:
    object().__reduce_ex__(None)
except TypeError as e:
    print(e)  # expect: 'NoneType' object cannot be interpreted as an integer
