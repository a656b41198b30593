# since: 3.14
class Hash:
    def __hash__(self):
        print('asked')
        return NotImplemented


class Iter:
    def __iter__(self): raise TypeError('own')


class Meta(type):
    def __new__(cls, *args): return object.__new__(cls)


class Text(str):
    pass


for f in (lambda: {Hash(): 1}, lambda: 1 in Iter(), lambda: Meta('x', (), {})):
    try:
        f()
    except TypeError as e:
        print(e)
# expect: asked
# expect: cannot use 'Hash' as a dict key (__hash__ method should return an integer)
# expect: argument of type 'Iter' is not a container or iterable
# expect: object.__new__(Meta) is not safe, use type.__new__()
print(type(iter(Text('a'))).__name__, type(iter('a')).__name__)  # expect: str_iterator str_ascii_iterator
