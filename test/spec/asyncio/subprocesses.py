import asyncio
from asyncio.subprocess import PIPE


async def main():
    p = await asyncio.create_subprocess_exec("/bin/echo", "from a child", stdout=PIPE)
    out, _ = await p.communicate()
    print(out, p.returncode)  # expect: b'from a child\n' 0
    p = await asyncio.create_subprocess_shell("cat; exit 3", stdin=PIPE, stdout=PIPE)
    print((await p.communicate(b"through"))[0], p.returncode)  # expect: b'through' 3
    p = await asyncio.create_subprocess_exec("/bin/sleep", "30")
    p.terminate()
    print(await p.wait())  # expect: -15
    try:
        await asyncio.create_subprocess_exec("/no/such/program")
    except FileNotFoundError as e:
        print(e.errno)  # expect: 2


asyncio.run(main())
