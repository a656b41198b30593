import inspect
class Y:
    def __await__(self):
        yield 1
async def f():
    await Y()
c = f()
print(c.__name__, c.__qualname__, c.cr_running, c.cr_suspended, c.cr_await, c.cr_origin)  # expect: f f False False None None
print(c.cr_code is f.__code__, c.cr_frame.f_code is f.__code__)  # expect: True True
c.send(None)
print(c.cr_suspended, type(c.cr_await).__name__, inspect.getcoroutinestate(c))  # expect: True generator CORO_SUSPENDED
c.close()
print(inspect.getcoroutinestate(c), c.cr_frame)  # expect: CORO_CLOSED None
