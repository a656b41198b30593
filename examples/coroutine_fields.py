"""What a coroutine tells about itself while it is created, suspended, running and done."""

import sys
import types

sys.set_coroutine_origin_tracking_depth(3)


@types.coroutine
def suspend(value):
    return (yield value)


async def inner():
    return await suspend("waiting")


async def outer():
    print("running:", coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_frame is not None)
    result = await inner()  # @bp inner
    return result + 1


def create():
    return outer()


def show(moment):
    frame = coroutine.cr_frame
    awaited = coroutine.cr_await
    print(
        moment,
        coroutine.cr_running,
        coroutine.cr_suspended,
        None if frame is None else frame.f_lineno,
        None if awaited is None else awaited.__qualname__,
    )


coroutine = create()
print(coroutine.__name__, coroutine.__qualname__, coroutine.cr_code.co_name, type(coroutine).__name__)
for filename, line, function in coroutine.cr_origin:
    print("created at line", line, "in", function)
show("created")
print(coroutine.send(None))
show("suspended")
try:
    coroutine.send(41)
except StopIteration as stop:
    print("returned", stop.value)
show("done")
