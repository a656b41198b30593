# Code that is no function's goes on compiled from where it stands when it is hot; and it may be run again.
source = """
seen.append('start')
total = 0
try:
    for i in range(700):
        try:
            total += i
            if i % 200 == 199:
                raise KeyError(i)
        except KeyError as e:
            total += e.args[0]
        finally:
            last = i
    n = 0
    while n < 600:
        n += 1
        if n == 599:
            {}[n]
except KeyError as e:
    seen.append(e.args[0])
class Inner:
    for k in range(400):
        x = k * 2
    y = [k for k in range(3)]
seen.append((total, last, n, Inner.x, Inner.y))
"""
code = compile(source, 'again', 'exec')
for _ in range(3):
    seen = []
    exec(code, {'seen': seen, 'range': range})
    print(seen)
# expect: ['start', 599, (245847, 699, 599, 798, [0, 1, 2])]
# expect: ['start', 599, (245847, 699, 599, 798, [0, 1, 2])]
# expect: ['start', 599, (245847, 699, 599, 798, [0, 1, 2])]
seen = []
for _ in range(150):
    exec(code, globals())
print(len(seen), seen[-1] == seen[2])  # expect: 450 True


def called():
    return 1


count = 0
hits = 0
for outer in range(30):
    for inner in range(30):
        count += called()
    new_name = outer
    if outer == 17:
        del new_name
    try:
        if outer > 5:
            new_name
    except NameError as e:
        hits += 1
print(count, hits, outer)  # expect: 900 1 29
