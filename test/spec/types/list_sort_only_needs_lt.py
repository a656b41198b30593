class Card:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        return self.n < other.n
    def __repr__(self):
        return f'Card({self.n})'
print(sorted([Card(3), Card(1), Card(2)]))  # expect: [Card(1), Card(2), Card(3)]
print(max([Card(3), Card(1)], key=lambda c: -c.n))  # expect: Card(1)
try:
    sorted([1, 'a'])
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'str' and 'int'
