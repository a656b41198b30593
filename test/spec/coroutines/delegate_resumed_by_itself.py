def numbers():
    yield 1
    yield 2
    yield 3
    yield 4


def through(it):
    yield from it
    yield 'end'


inner = numbers()
outer = through(inner)
print(next(outer), next(inner), next(outer), next(inner), next(outer))  # expect: 1 2 3 4 end

# A chain of three, whose middle one goes on by itself.
inner = numbers()
middle = through(inner)
outer = through(middle)
print(next(outer), next(middle), next(outer))  # expect: 1 2 3
print(next(inner), next(outer), list(outer))  # expect: 4 end ['end']
