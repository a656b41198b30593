class Key:
    def __init__(self, v):
        self.v = v
    def __hash__(self):
        return hash(self.v)
    def __eq__(self, other):
        return self.v == (other.v if isinstance(other, Key) else other)
print({Key(1): 'a'}[1], {2: 'b'}[Key(2)], {'s': 'c'}[Key('s')], Key(3) in {3}, len({Key(1), 1, 1.0}))  # expect: a b c True 1
