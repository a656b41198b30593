async def inner():
    raise KeyError('inner')
async def outer():
    try:
        raise ValueError('outer')
    except ValueError:
        await inner()
try:
    outer().send(None)
except KeyError as e:
    print(repr(e.__context__))  # expect: ValueError('outer')
