import asyncio
import collections
import decimal
import inspect
import io
import itertools

print(type.__module__, type(print).__module__, type(inspect.signature).__module__)
# expect: builtins builtins builtins
print(inspect.signature(itertools.groupby), inspect.signature(io.StringIO))
# expect: (iterable, key=None) (initial_value='', newline='\n')
print(inspect.signature(asyncio.Future), inspect.signature(asyncio.TimerHandle))
# expect: (*, loop=None) (when, callback, args, loop, context=None)
print(collections.deque.__module__, decimal.DecimalTuple)
# expect: collections <class 'decimal.DecimalTuple'>
