# since: 3.14
def shown(value, spec):
    try:
        return format(value, spec)
    except ValueError as e:
        return e


print(shown('abc', '.2_s'), shown(255, '._x'))  # expect: ab ff
print(shown(5, '.2_x'))  # expect: Precision not allowed in integer format specifier
print(shown(1.5, '.2_x'))  # expect: Unknown format code 'x' for object of type 'float'
print(shown(1.5, '.2_n'))  # expect: Cannot specify '_' with 'n'.
