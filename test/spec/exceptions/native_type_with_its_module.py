import collections
import io
import re

d = collections.deque()
for attempt in (
    lambda: d.nope,
    lambda: collections.deque.nope,
    lambda: d + 1,
    lambda: d < 1,
    lambda: hash(d),
    lambda: len(io.StringIO()),
    lambda: re.compile("a")(),
    lambda: type(re.compile("a"))(),
):
    try:
        attempt()
    except (AttributeError, TypeError) as e:
        print(e)
# expect: 'collections.deque' object has no attribute 'nope'
# expect: type object 'collections.deque' has no attribute 'nope'
# expect: can only concatenate deque (not "int") to deque
# expect: '<' not supported between instances of 'collections.deque' and 'int'
# expect: unhashable type: 'collections.deque'
# expect: object of type '_io.StringIO' has no len()
# expect: 're.Pattern' object is not callable
# expect: cannot create 're.Pattern' instances
print(collections.deque.append, d, collections.deque.__qualname__)
# expect: <method 'append' of 'collections.deque' objects> deque([]) deque
