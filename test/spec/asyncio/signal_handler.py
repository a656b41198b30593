import asyncio
import os
import signal


async def main():
    loop = asyncio.get_running_loop()
    arrived = loop.create_future()
    loop.add_signal_handler(signal.SIGUSR1, arrived.set_result, "usr1")
    os.kill(os.getpid(), signal.SIGUSR1)
    print(await arrived)  # expect: usr1
    print(loop.remove_signal_handler(signal.SIGUSR1))  # expect: True
    print(loop.remove_signal_handler(signal.SIGUSR1))  # expect: False


asyncio.run(main())
