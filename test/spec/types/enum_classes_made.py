# What making an enumeration leaves behind, and that it still goes through what a program has put in its way.
import enum


class Color(enum.Enum):
    RED = 1
    BLUE = 2
    CRIMSON = 1
    NAME = 'x'
    PAIR = (1, 2)
    __private = 3
    _kept = 4

    def shout(self):
        return self.name.upper()


print(list(Color.__members__), Color.CRIMSON is Color.RED)  # expect: ['RED', 'BLUE', 'CRIMSON', 'NAME', 'PAIR', '_kept'] True
print(vars(Color.BLUE))  # expect: {'_value_': 2, '_name_': 'BLUE', '__objclass__': <enum 'Color'>, '_sort_order_': 1}
print(list(Color._value2member_map_), Color._member_names_)  # expect: [1, 2, 'x', (1, 2), 4] ['RED', 'BLUE', 'NAME', 'PAIR', '_kept']
print(Color._Color__private, Color.NAME.shout())  # expect: 3 NAME


class Number(enum.IntEnum):
    ONE = 1
    UNO = 1
    BIG = 2**70


print(Number.UNO.name, Number.BIG + 1 == 2**70 + 1, Number(1) is Number.ONE)  # expect: ONE True True


class Odd(enum.Enum):
    name = 1
    value = 2


print(Odd['name'], type(vars(Odd)['name']).__name__)  # expect: Odd.name property

try:

    class Twice(enum.Enum):
        A = 1
        A = 2

except TypeError as e:
    print(e)  # expect: 'A' already defined as 1
try:
    Color.RED = 5
except AttributeError as e:
    print(e)  # expect: cannot reassign member 'RED'


class Counted(enum.Enum):
    def __init__(self, value):
        self.square = value * value

    TWO = 2


print(Counted.TWO.square)  # expect: 4


class Watching(enum.EnumType):
    seen = []

    def __setattr__(cls, name, value):
        cls.seen.append(name)
        super().__setattr__(name, value)


class Watched(enum.Enum, metaclass=Watching):
    A = 1


print('A' in Watching.seen)  # expect: True

real = enum._is_sunder
enum._is_sunder = lambda name: name == 'odd' or real(name)
try:

    class Refused(enum.Enum):
        odd = 1

except ValueError as e:
    print(str(e)[:23])  # expect: _sunder_ names, such as
enum._is_sunder = real
