class Y:
    def __await__(self):
        yield 1
async def f():
    try:
        await Y()
    finally:
        print('cleanup')  # expect: cleanup
c = f()
c.send(None)
c.close()
print(c.cr_frame)  # expect: None
