d = {1: 1}
try:
    for k in d:
        d[k + 1] = 1
except RuntimeError as e:
    print(e)  # expect: dictionary changed size during iteration
s = {1}
try:
    for k in s:
        s.add(k + 1)
except RuntimeError as e:
    print(e)  # expect: Set changed size during iteration
