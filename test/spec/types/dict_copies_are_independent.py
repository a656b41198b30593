# A copy of a dict finds its keys and changes alone, however many there are.
small = {'a': 1, 1: 2, 1.5: 3}
large = {f'k{i}': i for i in range(30)} | {2.5: 'f', True: 't', 10**30: 'b'}


def changed(source):
    copy = dict(source)
    copy['new'] = 0
    copy.pop('a', None)
    copy.pop('k3', None)
    return 'new' in source, source == dict(source), 'new' in copy, 'a' in copy, 'k3' in copy


print(changed(small))  # expect: (False, True, True, False, False)
print(changed(large))  # expect: (False, True, True, False, False)
copy = {**large}
print(copy[2.5], copy[1], copy[10**30], copy['k29'])  # expect: f t b 29
print(copy.get('k30'), 7 in copy, (1,) in copy)  # expect: None False False
copy.update(k5='five')
print(large['k5'], copy['k5'], len(copy))  # expect: 5 five 33


class O:
    pass


o = O()
for i in range(12):
    setattr(o, f'x{i}', i)
attrs = dict(vars(o))
attrs['x3'] = 'changed'
print(o.x3, attrs['x3'], attrs['x11'], 'y' in attrs)  # expect: 3 changed 11 False
gaps = {i: i for i in range(20)}
for i in range(0, 20, 2):
    del gaps[i]
print(list(dict(gaps)), dict(gaps)[19])  # expect: [1, 3, 5, 7, 9, 11, 13, 15, 17, 19] 19
emptied = {'a': 1}
del emptied['a']
emptied.update(large)
print(next(iter(emptied)), len(emptied))  # expect: k0 33
