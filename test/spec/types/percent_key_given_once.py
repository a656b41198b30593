def error(text, values):
    try:
        return text % values
    except TypeError as e:
        return e


print(error('%(k)*s', {'k': 3}))  # expect: not enough arguments for format string
print(error('%(k).*f', {'k': 3}))  # expect: not enough arguments for format string
print(error('%(k)*s', {'k': 'a'}))  # expect: * wants int
