# packages: aiosignal frozenlist
# environment: FROZENLIST_NO_EXTENSIONS=1
import asyncio

from aiosignal import Signal
from frozenlist import FrozenList


items = FrozenList([1, 2])
items.append(3)
items.freeze()
print(items, hash(items) == hash((1, 2, 3)))  # expect: <FrozenList(frozen=True, [1, 2, 3])> True
try:
    items.append(4)
except RuntimeError as e:
    print(e)  # expect: Cannot modify frozen list.


async def main():
    signal = Signal(owner='program')

    async def listener(*args, **kwargs):
        await asyncio.sleep(0)
        print('heard', args, kwargs)

    signal.append(listener)
    try:
        await signal.send()
    except RuntimeError as e:
        print(e)  # expect: Cannot send non-frozen signal.
    signal.freeze()
    await signal.send(1, two=2)  # expect: heard (1,) {'two': 2}
    print(signal.frozen, len(signal))  # expect: True 1


asyncio.run(main())
