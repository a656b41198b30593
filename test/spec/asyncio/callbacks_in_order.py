import asyncio

seen = []
loop = asyncio.new_event_loop()


def next_turn():
    seen.append("next turn")
    loop.call_later(0.01, lambda: (seen.append("timer"), loop.stop()))


loop.call_soon(lambda: (seen.append("first"), loop.call_soon(next_turn)))
loop.call_soon(seen.append, "second")
loop.call_soon(seen.append, "cancelled").cancel()
loop.run_forever()
print(seen)  # expect: ['first', 'second', 'next turn', 'timer']
print(loop.is_running(), loop.is_closed())  # expect: False False
loop.close()
try:
    loop.call_soon(print)
except RuntimeError as e:
    print(e)  # expect: Event loop is closed
