import codecs
import warnings

names = []
codecs.register(lambda name: names.append(name))
for name in ('AAA-8', 'aaa---8', 'AAA  8', 'aaa\xe9\u20ac-8', '-a.8_'):
    try:
        codecs.lookup(name)
    except LookupError:
        pass
print(names)  # expect: ['aaa_8', 'aaa_8', 'aaa_8', 'aaa_8', 'a.8']
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    print(codecs.escape_decode(rb'\q\z'), codecs.escape_decode(rb'\777'), codecs.escape_decode(rb'\41'))  # expect: (b'\\q\\z', 4) (b'\xff', 4) (b'!', 3)
print(len(seen), seen[0].category.__name__)  # expect: 2 DeprecationWarning
