# An event loop that runs in a thread, used from others; one loop each in several threads.
import asyncio
import threading


async def double(x):
    await asyncio.sleep(0.001)
    return x * 2


loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever)
thread.start()
print(asyncio.run_coroutine_threadsafe(double(21), loop).result())  # expect: 42


async def main():
    here = asyncio.get_running_loop()
    elsewhere = asyncio.run_coroutine_threadsafe(double(4), loop)
    print(await asyncio.wrap_future(elsewhere))  # expect: 8

    def back():
        return asyncio.run_coroutine_threadsafe(double(5), here).result()

    print(await asyncio.to_thread(back))  # expect: 10


asyncio.run(main())
results = []
threads = [threading.Thread(target=lambda n=n: results.append(asyncio.run(double(n)))) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results))  # expect: [0, 2, 4]
loop.call_soon_threadsafe(loop.stop)
thread.join()
print(loop.is_running())  # expect: False
loop.close()
