# since: 3.14
e = ValueError('bad')
e.add_note('first')
e.add_note('second')
print(e.__notes__)  # expect: ['first', 'second']
try:
    e.add_note(1)
except TypeError as e:
    print(e)  # expect: add_note() argument must be str, not int
