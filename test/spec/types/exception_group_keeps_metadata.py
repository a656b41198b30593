class Group(ExceptionGroup):
    def derive(self, excs):
        return Group(self.message, excs)
g = Group('g', [ValueError(1), TypeError(2)])
g.add_note('a note')
match, rest = g.split(ValueError)
print(type(match).__name__, match.__notes__, rest.__notes__)  # expect: Group ['a note'] ['a note']
