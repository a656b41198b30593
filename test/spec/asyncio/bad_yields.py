import asyncio


class Yields:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield self.value


async def main():
    for value in (1, asyncio.get_running_loop().create_future()):
        try:
            await Yields(value)
        except RuntimeError as e:
            print(str(e).split(" in task")[0])
    # expect: Task got bad yield: 1
    # expect: yield was used instead of yield from


asyncio.run(main())
