print(list(zip('ab', range(5))))  # expect: [('a', 0), ('b', 1)]
for args in (([1, 2], [1]), ([1], [1, 2]), ([1], [1], [])):
    try:
        list(zip(*args, strict=True))
    except ValueError as e:
        print(e)
        # expect: zip() argument 2 is shorter than argument 1
        # expect: zip() argument 2 is longer than argument 1
        # expect: zip() argument 3 is shorter than arguments 1-2
