# Both would take minutes by comparing at every position.
n = 200_000
a, b = "a" * n, "b" * n
haystack, needle = a + a + b + a + a, a + b + b + a
for h, x in (haystack, needle), (haystack.encode(), needle.encode()):
    print(h.find(x), (h + x).find(x) == len(h), (h + x).count(x))
# expect: -1 True 1
# expect: -1 True 1
