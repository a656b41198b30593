"""Many connections open at once, each used again and again: `connections.py [CONNECTIONS] [ROUNDS]`. Ends with how many
connections were open, how many answers were wrong, and by how many bytes each made the clients' process grow. Server and
clients are two programs, since each may have only so many descriptors (`ulimit -n`)."""
import asyncio
import sys
import time

NUMBERS = [int(word) for word in sys.argv[1:] if word.isdigit()]
CONNECTIONS = NUMBERS[0] if NUMBERS else 10_000
ROUNDS = NUMBERS[1] if len(NUMBERS) > 1 else 3


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line)
    writer.close()


async def server():
    listening = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=4096)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


async def clients():
    child = await asyncio.create_subprocess_exec(
        sys.executable, __file__, "--server", stdout=asyncio.subprocess.PIPE)
    port = int(await child.stdout.readline())
    gate = asyncio.Semaphore(200)

    async def connect():
        async with gate:
            return await asyncio.open_connection("127.0.0.1", port)

    before = resident()
    started = time.perf_counter()
    streams = await asyncio.gather(*(connect() for _ in range(CONNECTIONS)))
    wrong = 0
    print(f"{len(streams)} connections open after {time.perf_counter() - started:.1f} s")
    for round in range(ROUNDS):
        started = time.perf_counter()
        for _, writer in streams:
            writer.write(b"line %d\n" % round)
        answers = await asyncio.gather(*(reader.readline() for reader, _ in streams))
        wrong += sum(answer != b"line %d\n" % round for answer in answers)
        print(f"round {round}: {time.perf_counter() - started:.1f} s")
    grown = (resident() - before) // CONNECTIONS
    for _, writer in streams:
        writer.close()
    child.kill()
    await child.wait()
    print(len(streams), wrong, grown)


asyncio.run(server() if "--server" in sys.argv else clients())
