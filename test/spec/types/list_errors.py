# since: 3.14
for f in (
    lambda: [][0],
    lambda: []['a'],
    lambda: [].pop(),
    lambda: [1].pop(5),
    lambda: [].remove(1),
    lambda: [].index(1),
    lambda: [1] + (2,),
    lambda: [1] * 'a',
    lambda: [].append(),
    lambda: list(1),
):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
        # expect: IndexError list index out of range
        # expect: TypeError list indices must be integers or slices, not str
        # expect: IndexError pop from empty list
        # expect: IndexError pop index out of range
        # expect: ValueError list.remove(x): x not in list
        # expect: ValueError list.index(x): x not in list
        # expect: TypeError can only concatenate list (not "tuple") to list
        # expect: TypeError can't multiply sequence by non-int of type 'str'
        # expect: TypeError list.append() takes exactly one argument (0 given)
        # expect: TypeError 'int' object is not iterable
