"""Two tasks add to one balance, and one of the deposits is lost: step over the await, and see who changed it meanwhile."""

import asyncio


class Account:
    def __init__(self):
        self.balance = 100
        self.history = []


async def ask_the_bank():
    await asyncio.sleep(0.01)


async def deposit(account, amount):
    balance = account.balance
    await ask_the_bank()  # @bp bank
    account.balance = balance + amount
    account.history.append(amount)


async def main():
    account = Account()
    async with asyncio.TaskGroup() as group:
        group.create_task(deposit(account, 50), name="fifty")
        group.create_task(deposit(account, 20), name="twenty")
    print(account.balance, account.history)


asyncio.run(main())
