# Generations that gc.get_objects() knows: -1 stands for all of them.
import gc


def asked(generation):
    try:
        return len(gc.get_objects(generation)) > 100
    except (TypeError, ValueError) as e:
        return e


print(asked(None), asked(-1))  # expect: True True
print(asked(-2))  # expect: generation parameter cannot be negative
print(asked(3))  # expect: generation parameter must be less than the number of available generations (3)
print(asked('a'))  # expect: argument should be integer or None, not 'str'
