# A space may separate fields, with skipinitialspace several of them; it can't quote or escape then.
import csv

print(list(csv.reader(['a  b'], delimiter=' ')))  # expect: [['a', '', 'b']]
print(list(csv.reader(['a  b'], delimiter=' ', skipinitialspace=True)))  # expect: [['a', 'b']]
for other in 'quotechar', 'escapechar':
    try:
        csv.reader([], skipinitialspace=True, **{other: ' '})
    except ValueError as error:
        print(error)
# expect: bad quotechar value
# expect: bad escapechar value
