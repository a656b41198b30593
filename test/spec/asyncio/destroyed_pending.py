# A task that nobody can resume any more is reported when it is found; so is one whose loop refused its first step.
import asyncio
import gc

loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda loop, context: print(context["message"], context["task"].get_name()))


async def wait_for_ever():
    await loop.create_future()


task = loop.create_task(wait_for_ever(), name="lost")
loop.call_soon(loop.stop)
loop.run_forever()
del task
gc.collect()  # expect: Task was destroyed but it is pending! lost
print(asyncio.all_tasks(loop))  # expect: set()


def refuse(*args, **kwargs):
    raise ValueError("refused")


loop.call_soon = refuse
coro = wait_for_ever()
try:
    asyncio.Task(coro, loop=loop, name="refused")
except ValueError as e:
    print(e)  # expect: refused
coro.close()
gc.collect()
# expect: Task was destroyed but it is pending! refused
del loop.call_soon
loop.close()
