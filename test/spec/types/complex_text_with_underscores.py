def error(text):
    try:
        return complex(text)
    except ValueError as e:
        return e


print(error('1_0+2_0j'))  # expect: (10+20j)
print(error('1__0'))  # expect: could not convert string to complex: '1__0'
print(error('_1'))  # expect: could not convert string to complex: '_1'
print(error('1+j_'))  # expect: could not convert string to complex: '1+j_'
print(error('1_0+'))  # expect: complex() arg is a malformed string
