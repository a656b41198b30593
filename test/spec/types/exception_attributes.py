try:
    [].spam
except AttributeError as e:
    print(e.name, e.obj)  # expect: spam []
try:
    spam
except NameError as e:
    print(e.name)  # expect: spam
print(ImportError('m', name='n', path='p').name)  # expect: n
try:
    ImportError(spam=1)
except TypeError as e:
    print(e)  # expect: ImportError() got an unexpected keyword argument 'spam'
