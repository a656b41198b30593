# type.__prepare__ takes anything, and tells the parameters that a class statement gives it.
import inspect

print(inspect.signature(type.__prepare__))  # expect: (name, bases, /, **kwds)
print(type.__prepare__())  # expect: {}
print(inspect.signature(property.__set_name__))  # expect: (self, owner, name, /)
try:
    property().__set_name__(1)
except TypeError as e:
    print(e)  # expect: __set_name__() takes 2 positional arguments but 1 were given
