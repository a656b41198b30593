# Names of a module are added and removed by whoever likes, while its loops are hot.
import sys

first = 0
second = 'second'
third = 0
for i in range(900):
    first += 1
    third += i
    if i == 400:
        del first
        first = 401
    if i == 500:
        globals()['added'] = i
    if i == 600:
        del second
        second = 'again'
    if i == 700:
        len = lambda x: 'mine'
    if i == 800:
        vars(sys.modules['__main__'])['third'] = 0
    if i > 300 and i % 200 == 0:
        print(i, first, second, third, len([i]))
# expect: 400 401 second 80200 1
# expect: 600 601 again 180300 1
# expect: 800 801 again 0 mine
print(first, second, third, added, len(''))  # expect: 900 again 84150 500 mine
del len
missing = 0
for i in range(600):
    try:
        if i % 3 == 0:
            del there
        there
    except NameError as e:
        missing += 1
        if i % 2:
            there = i
print(missing, len('ab'))  # expect: 300 2


class Body:
    total = 0
    for i in range(500):
        total += i
        if i == 450:
            del total
            total = i
            late = i


print(Body.total, Body.late)  # expect: 23725 450
code = compile('''
for i in range(300):
    n += i
    if i == 290:
        extra = n
''', 'again', 'exec')
for names in {'n': 0}, {'other': 1, 'n': 5}, {'extra': 2, 'n': 7}, globals() | {'n': 1}:
    exec(code, names)
    print(names['n'], names['extra'])
# expect: 44850 42195
# expect: 44855 42200
# expect: 44857 42202
# expect: 44851 42196
for i in range(700):
    if i > 600:
        vars()[f'made{i}'] = i
        first += i
print(first, made601 + made699)  # expect: 65250 1300
