class Text(str):
    pass


class Box:
    def __format__(self, spec):
        return Text('box')


t = Text('abc')
print(type(format(t)).__name__, type(format(t, '2s')).__name__, type(format(t, '5')).__name__)  # expect: str Text str
print(type(format(Box())).__name__)  # expect: Text
print(t.format() is t, type(Text('{}').format(1)).__name__)  # expect: True str
