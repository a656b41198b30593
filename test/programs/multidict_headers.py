# packages: multidict
# environment: MULTIDICT_NO_EXTENSIONS=1
from multidict import CIMultiDict, MultiDict, istr

d = MultiDict([('a', 1), ('b', 2), ('a', 3)])
print(d, d['a'], d.getall('a'))  # expect: <MultiDict('a': 1, 'b': 2, 'a': 3)> 1 [1, 3]
d.add('c', 4)
d['a'] = 9
print(list(d.items()))  # expect: [('a', 9), ('b', 2), ('c', 4)]
h = CIMultiDict({'Content-Type': 'text/plain'})
h.extend([('Set-Cookie', 'a=1'), ('set-cookie', 'b=2')])
print(h['content-type'], h.getall('SET-COOKIE'))  # expect: text/plain ['a=1', 'b=2']
print(istr('Key'), 'CONTENT-TYPE' in h, len(h))  # expect: Key True 3
copy = h.copy()
print(copy == h, copy.popall('set-cookie'), copy.popone('x', None))  # expect: True ['a=1', 'b=2'] None
try:
    d.getone('missing')
except KeyError as e:
    print('KeyError', e)  # expect: KeyError "Key not found: 'missing'"
