def g():
    try:
        yield
    except GeneratorExit:
        return 'bye'
i = g()
next(i)
print(i.close())  # expect: bye
