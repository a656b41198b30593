# packages: attr
import asyncio

import attr
from attrs import define, field, validators


@define(order=True)
class Job:
    priority: int = field(validator=validators.instance_of(int))
    name: str = field(default='job', order=False)
    tags: list[str] = field(factory=list, repr=False, order=False)

    @priority.validator
    def _positive(self, attribute, value):
        if value < 0:
            raise ValueError(f'{attribute.name} must not be negative')


@attr.s(frozen=True, slots=True, auto_attribs=True)
class Point:
    x: int = attr.ib(converter=int)
    y: int = 0


async def main():
    queue = asyncio.PriorityQueue()
    for priority in 3, 1, 2:
        await queue.put(Job(priority, name=f'job {priority}'))
    while not queue.empty():
        print(await queue.get())
        # expect: Job(priority=1, name='job 1')
        # expect: Job(priority=2, name='job 2')
        # expect: Job(priority=3, name='job 3')


asyncio.run(main())
p = Point('3')
print(p, attr.evolve(p, y=4), attr.asdict(p), hash(p) == hash(Point(3)))
# expect: Point(x=3, y=0) Point(x=3, y=4) {'x': 3, 'y': 0} True
try:
    p.x = 1
except attr.exceptions.FrozenInstanceError as e:
    print(type(e).__name__)  # expect: FrozenInstanceError
try:
    Job(-1)
except ValueError as e:
    print(e)  # expect: priority must not be negative
try:
    Job('1')
except TypeError as e:
    print(e.args[0][:38])  # expect: 'priority' must be <class 'int'> (got
print([a.name for a in attr.fields(Job)], Job(1) < Job(2))  # expect: ['priority', 'name', 'tags'] True
