# Members are looked up by value: by whatever equals it, and by what a class says of other values.
import enum


class Number(enum.IntEnum):
    ONE = 1
    TWO = 2


class Word(enum.Enum):
    A = "a"
    LIST = [1]

    @classmethod
    def _missing_(cls, value):
        return cls.A if value == "?" else None


class Made(enum.Enum):
    X = 1

    def __new__(cls, value):
        o = object.__new__(cls)
        o._value_ = value * 10
        return o


print(Number(1), Number(True), Number(2.0), Number(Number.TWO), repr(Number(1)))  # expect: 1 1 2 2 <Number.ONE: 1>
print(Word("a"), Word("?"), Word([1]), Word(Word.A))  # expect: Word.A Word.A Word.LIST Word.A
print(Made(10))  # expect: Made.X
for cls, value in (Number, 3), (Number, "1"), (Word, "b"), (Made, 1), (Word, Number.ONE):
    try:
        print(cls(value))
    except ValueError as e:
        print(e)
        # expect: 3 is not a valid Number
        # expect: '1' is not a valid Number
        # expect: 'b' is not a valid Word
        # expect: 1 is not a valid Made
        # expect: <Number.ONE: 1> is not a valid Word
print(enum.Enum("Empty", "A B")(2))  # expect: Empty.B
try:
    enum.Enum(1)
except TypeError as e:
    print(e)  # expect: <enum 'Enum'> has no members; specify `names=()` if you meant to create a new, empty, enum
try:
    enum.IntEnum(1)
except TypeError as e:
    print(e)  # expect: <enum 'IntEnum'> has no members; specify `names=()` if you meant to create a new, empty, enum

was = enum.Enum.__new__
enum.Enum.__new__ = lambda cls, value: ("replaced", cls, value)
print(Number(1))  # expect: 1
enum.Enum.__new__ = was
Number.__new__ = lambda cls, value: "own"
print(Number(1), Word("a"))  # expect: own Word.A
