import asyncio

loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda loop, context: print(context["message"][:21], repr(context["exception"])))
loop.call_soon(lambda: 1 / 0)
loop.call_soon(loop.stop)
loop.run_forever()  # expect: Exception in callback ZeroDivisionError('division by zero')
print(loop.get_exception_handler() is not None)  # expect: True
loop.close()
