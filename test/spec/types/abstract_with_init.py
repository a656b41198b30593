from abc import ABC, abstractmethod
from typing import Protocol


class Shape(ABC):
    def __init__(self):
        self.made = True

    @abstractmethod
    def area(self): ...


class Sized(Protocol):
    @abstractmethod
    def size(self): ...


class Box(Sized):
    pass


def made(cls):
    try:
        return cls()
    except TypeError as e:
        return e


print(made(Shape))  # expect: Can't instantiate abstract class Shape without an implementation for abstract method 'area'
print(made(Box))  # expect: Can't instantiate abstract class Box without an implementation for abstract method 'size'
