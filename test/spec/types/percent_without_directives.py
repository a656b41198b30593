class Text(str):
    pass


t = Text('plain')
print(t % () is t, t % {} is t)  # expect: True True
print(type(Text('') % ()), type(Text('%%') % ()))  # expect: <class 'str'> <class 'str'>
