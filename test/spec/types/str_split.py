print("a,b,,c".split(","), "a,b,,c".rsplit(",", 1))  # expect: ['a', 'b', '', 'c'] ['a,b,', 'c']
print("  a  b c ".split(), "  a  b c ".split(None, 1), "  a  b c ".rsplit(None, 1))  # expect: ['a', 'b', 'c'] ['a', 'b c '] ['  a  b', 'c']
print("".split(), "".split(","))  # expect: [] ['']
