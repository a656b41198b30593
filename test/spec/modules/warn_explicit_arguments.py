import importlib.machinery
import warnings
import weakref


class Loader:
    def get_source(self, name):
        print('source of', name)
        return 'first\nsecond'


loader = Loader()
names = {'__loader__': loader, '__spec__': importlib.machinery.ModuleSpec('foobar', loader), '__name__': 'foobar'}
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    warnings.warn_explicit('text', UserWarning, 'bar', 2, module_globals=names)  # expect: source of foobar
print(caught[0].lineno, caught[0].filename)  # expect: 2 bar
for args in ((None, UserWarning, None, 1), ('m', UserWarning, 'f', None), ('m', None, 'f', 1)):
    try:
        warnings.warn_explicit(*args)
    except TypeError as e:
        print(e)
# expect: warn_explicit() argument 'filename' must be str, not None
# expect: 'NoneType' object cannot be interpreted as an integer
# expect: 'NoneType' object is not callable


class Config(dict):
    def __getattr__(self, name):
        return self[name]


config = Config()
print(repr(weakref.ref(config)).split(' at ')[1].startswith('0x'))  # expect: True
