import operator
print(operator.itemgetter(1, 0)('ab'), operator.attrgetter('real', 'imag')(3), operator.methodcaller('split', ',')('a,b'))  # expect: ('b', 'a') (3, 0) ['a', 'b']
print(operator.itemgetter(0), operator.length_hint(iter([1, 2])))  # expect: operator.itemgetter(0) 2
