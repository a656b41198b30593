def f():
    if not f:
        a = 1
    try:
        print([a for _ in 'x'])
    except UnboundLocalError as e:
        print(e)  # expect: cannot access local variable 'a' where it is not associated with a value
    try:
        print(list(a for _ in 'x'))
    except NameError as e:
        print(e)  # expect: cannot access free variable 'a' where it is not associated with a value in enclosing scope

    def inner():
        return [[a for _ in 'x'] for _ in 'y']

    try:
        inner()
    except NameError as e:
        print(e)  # expect: cannot access free variable 'a' where it is not associated with a value in enclosing scope


f()

try:

    class Body:
        found = [__class__ for _ in [1]]

except NameError as e:
    print(type(e).__name__)  # expect: NameError
