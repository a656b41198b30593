d = {1: 'int', 1.0: 'float', True: 'bool'}
print(d)  # expect: {1: 'bool'}
print({0: 'a', -0.0: 'b', False: 'c'})  # expect: {0: 'c'}
