# Errors of a native method that was bound before the call name the class of its object, others the class that has it.
class Words(list):
    pass


def attempt(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except TypeError as e:
        print(e)


attempt(True.bit_length, 1)  # expect: bool.bit_length() takes no arguments (1 given)
attempt(Words().append)  # expect: Words.append() takes exactly one argument (0 given)
attempt(Words().clear, 1)  # expect: Words.clear() takes no arguments (1 given)
attempt(Words().append, item=1)  # expect: Words.append() takes no keyword arguments
attempt(Words.append, Words())  # expect: list.append() takes exactly one argument (0 given)
attempt(lambda: Words().append())  # expect: list.append() takes exactly one argument (0 given)
attempt(lambda: True.bit_length(1))  # expect: int.bit_length() takes no arguments (1 given)
append = Words().append
attempt(lambda: append(1, 2))  # expect: Words.append() takes exactly one argument (2 given)
