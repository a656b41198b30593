print(list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])))  # expect: [11, 22]
print(list(filter(None, [0, 1, '', 'x'])))  # expect: [1, 'x']
print(list(enumerate('ab', start=5)))  # expect: [(5, 'a'), (6, 'b')]
