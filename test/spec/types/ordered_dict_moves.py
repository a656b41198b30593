from collections import OrderedDict
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end('a')
o.move_to_end('c', last=False)
print(o, o.popitem(last=False), o == {'a': 1, 'b': 2}, o == OrderedDict(a=1, b=2))  # expect: OrderedDict({'b': 2, 'a': 1}) ('c', 3) True False
