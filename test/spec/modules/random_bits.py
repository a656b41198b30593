# getrandbits() of every size takes CPython's numbers, and many bytes take no longer than their number.
import hashlib
import random

r = random.Random(9)
digest = hashlib.md5()
for k in [*range(200), 1000, 4097]:
    digest.update(repr([r.getrandbits(k) for _ in range(5)]).encode())
print(digest.hexdigest())  # expect: be917846babbfda73f151d979db895f8
print(hashlib.md5(r.randbytes(500003)).hexdigest())  # expect: 9a6a9e748a13a93d8f90f035f22b17e5
print([r.randrange(10**k) for k in range(1, 40, 9)])
# expect: [0, 9064487265, 1481921554644097953, 4253834550034051813239383964, 2577929555012873623619126332342765793]

