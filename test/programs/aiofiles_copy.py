# packages: aiofiles
import asyncio
import os
import tempfile

import aiofiles
import aiofiles.os


async def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'a.txt')
        async with aiofiles.open(path, 'w') as f:
            await f.write('one\ntwo\n')
            await f.writelines(['three\n'])
        async with aiofiles.open(path) as f:
            print([line.rstrip() async for line in f])  # expect: ['one', 'two', 'three']
        async with aiofiles.open(path, 'rb') as f:
            await f.seek(4)
            print(await f.read(3), await f.tell())  # expect: b'two' 7
        print((await aiofiles.os.stat(path)).st_size)  # expect: 14
        await aiofiles.os.rename(path, path + '.bak')
        print(await aiofiles.os.path.exists(path), await aiofiles.os.listdir(folder))  # expect: False ['a.txt.bak']
        async with aiofiles.tempfile.TemporaryFile('w+') as f:
            await f.write('temporary')
            await f.seek(0)
            print(await f.read())  # expect: temporary


asyncio.run(main())
