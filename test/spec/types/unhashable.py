# since: 3.14
for f in (lambda: {[]: 1}, lambda: {}[[]], lambda: {[]}, lambda: [] in set(), lambda: {([],): 1}, lambda: hash([])):
    try:
        f()
    except TypeError as e:
        print(e)
        # expect: cannot use 'list' as a dict key (unhashable type: 'list')
        # expect: cannot use 'list' as a dict key (unhashable type: 'list')
        # expect: cannot use 'list' as a set element (unhashable type: 'list')
        # expect: cannot use 'list' as a set element (unhashable type: 'list')
        # expect: cannot use 'tuple' as a dict key (unhashable type: 'list')
        # expect: unhashable type: 'list'
