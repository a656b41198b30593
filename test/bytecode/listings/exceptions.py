def f(path):
    for name in path:
        try:
            with open(name) as file:
                if not file:
                    continue
                return file.read()
        except (OSError, ValueError) as error:
            print(error)
        except KeyError:
            break
        except:
            raise
        else:
            yield name
        finally:
            path.clear()
    else:
        return None


async def g(pool):
    async with pool as p, p.get():
        async for x in p:
            if x:
                break
        else:
            await p
    return [y async for y in p if y]
