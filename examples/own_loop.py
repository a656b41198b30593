counter = 0


class WaitB:
    def __await__(self):
        yield "B"


class WaitC:
    def __await__(self):
        yield "C"


async def coroutine():
    global counter
    id = counter
    counter += 1

    print(f"{id} Processing event A, blocking on B")
    await WaitB()
    print(f"{id} Processing event B, blocking on C")
    await WaitC()
    print(f"{id} Processing event C, task done")


def app():
    # 等待某事件的任务队列，这里的 coroutine 任务先后等待 B C
    tasks = {"A": [], "B": [], "C": []}
    while True:																	# while 模拟 event loop
        print(f"Task queue size {len(tasks['A'] + tasks['B'] + tasks['C'])}")
        event = input("> ").strip()												# 模拟监听到就绪事件

        if event == "A":
            new_task = coroutine()					# 创建外部任务协程
            waiting_for = new_task.send(None)		# 启动协程，send() 返回挂起的第一个 yield 表达式的值，最初是 "B"
            tasks[waiting_for].append(new_task)		# 记录 new_task 等待 B 事件
            										# 然后会启动 WaitB 异步迭代（可以想像这里WaitB是另一个协程），完成后会返回B事件，下一轮事件循环会读取到B事件

        if len(tasks[event]):			# 第2轮事件循环会读取到 B事件
            task = tasks[event][0]		# 获取等待B事件的协程
            tasks[event].remove(task)
            try:
                waiting_for = task.send(None)	# 恢复之前挂起的协程
                tasks[waiting_for].append(task)	# 发现还会等待 C 事件，再将协程放入等待C事件的任务队列，等待C事件就绪后处理
            except StopIteration:
                pass


if __name__ == "__main__":
    app()
