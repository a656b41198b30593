import types
m = types.ModuleType('spam', 'doc')
m.x = 1
print(m, m.__doc__, m.__dict__['x'])  # expect: <module 'spam'> doc 1
try:
    m.eggs
except AttributeError as e:
    print(e)  # expect: module 'spam' has no attribute 'eggs'
