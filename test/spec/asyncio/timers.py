import asyncio

loop = asyncio.new_event_loop()
seen = []
now = loop.time()
for n, delay in enumerate([0.03, 0.01, 0.02]):
    loop.call_at(now + delay, seen.append, n)
h = loop.call_later(0.015, seen.append, "never")
h.cancel()
print(h.cancelled(), h.when() > now)  # expect: True True
loop.call_later(0.04, loop.stop)
loop.run_forever()
print(seen)  # expect: [1, 2, 0]
try:
    loop.call_later(None, print)
except TypeError as e:
    print(e)  # expect: delay must not be None
loop.close()
