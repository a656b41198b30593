# Handle and TimerHandle: cancelling, contexts, the time, what the loop is told.
import asyncio
import contextvars

name = contextvars.ContextVar("name", default="none")
loop = asyncio.new_event_loop()
handle = loop.call_soon(print, "never")
print(handle.cancelled())  # expect: False
handle.cancel()
handle.cancel()
print(handle.cancelled(), handle)  # expect: True <Handle cancelled>
context = contextvars.copy_context()
context.run(name.set, "inner")
handle = loop.call_soon(lambda: print(name.get()), context=context)
print(handle.get_context() is context)  # expect: True
timer = loop.call_at(loop.time() + 1000, print, "never")
print(timer.when() > loop.time() + 900)  # expect: True
earlier = loop.call_at(loop.time() + 1, print, "never")
print(earlier < timer, timer <= timer, earlier == timer)  # expect: True True False
timer.cancel()
loop._timer_handle_cancelled(earlier)
earlier.cancel()
loop.call_soon(loop.stop)
loop.run_forever()  # expect: inner
loop.close()
