# A small operating system: tasks with queues, devices and a scheduler. Calls of methods on objects of a few classes.
from time import perf_counter

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
DEVICE, WORK = range(2)


class Packet:
    def __init__(self, link, owner, kind):
        self.link = link
        self.owner = owner
        self.kind = kind
        self.at = 0
        self.data = [0, 0, 0, 0]

    def added_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, system, name, priority, queue, ready):
        self.system = system
        self.name = name
        self.priority = priority
        self.queue = queue
        self.held = False
        self.waiting = not ready
        system.tasks[name] = self
        system.order.insert(0, self)

    def runnable(self):
        return not self.held and (not self.waiting or self.queue is not None)

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.link
            packet.link = None
        return packet

    def step(self):
        packet = None
        if self.waiting:
            packet = self.take()
            self.waiting = False
        self.run(packet)

    def wait(self):
        self.waiting = True

    def hold(self):
        self.system.holds += 1
        self.held = True

    def release(self, name):
        self.system.tasks[name].held = False

    def pass_on(self, packet):
        to = self.system.tasks[packet.owner]
        self.system.passed += 1
        packet.owner = self.name
        to.queue = packet.added_to(to.queue)


class Idle(Task):
    def __init__(self, system, rounds):
        super().__init__(system, IDLE, 0, None, True)
        self.control = 1
        self.rounds = rounds

    def run(self, packet):
        self.rounds -= 1
        if self.rounds == 0:
            self.hold()
        elif self.control & 1 == 0:
            self.control >>= 1
            self.release(DEVICE_A)
        else:
            self.control = self.control >> 1 ^ 0xD008
            self.release(DEVICE_B)


class Worker(Task):
    def __init__(self, system, queue):
        super().__init__(system, WORKER, 1000, queue, False)
        self.to = HANDLER_A
        self.letter = 0

    def run(self, packet):
        if packet is None:
            self.wait()
            return
        self.to = HANDLER_B if self.to == HANDLER_A else HANDLER_A
        packet.owner = self.to
        packet.at = 0
        for i in range(4):
            self.letter = self.letter % 26 + 1
            packet.data[i] = 64 + self.letter
        self.pass_on(packet)
        self.wait()


class Handler(Task):
    def __init__(self, system, name, priority, queue):
        super().__init__(system, name, priority, queue, False)
        self.work = None
        self.devices = None

    def run(self, packet):
        if packet is not None:
            if packet.kind == WORK:
                self.work = packet.added_to(self.work)
            else:
                self.devices = packet.added_to(self.devices)
        work = self.work
        if work is None:
            self.wait()
            return
        if work.at >= 4:
            self.work = work.link
            work.link = None
            self.pass_on(work)
            return
        device = self.devices
        if device is None:
            self.wait()
            return
        self.devices = device.link
        device.at = work.data[work.at]
        work.at += 1
        self.pass_on(device)


class Device(Task):
    def __init__(self, system, name, priority):
        super().__init__(system, name, priority, None, False)
        self.pending = None

    def run(self, packet):
        if packet is not None:
            self.pending = packet
            self.hold()
        elif self.pending is None:
            self.wait()
        else:
            packet, self.pending = self.pending, None
            self.pass_on(packet)


class System:
    def __init__(self, rounds):
        self.tasks = [None] * 6
        self.order = []
        self.holds = 0
        self.passed = 0
        Idle(self, rounds)
        Worker(self, Packet(Packet(None, WORKER, WORK), WORKER, WORK))
        for name, device, priority in ((HANDLER_A, DEVICE_A, 2000), (HANDLER_B, DEVICE_B, 3000)):
            queue = None
            for _ in range(3):
                queue = Packet(queue, device, DEVICE)
            Handler(self, name, priority, queue)
        Device(self, DEVICE_A, 4000)
        Device(self, DEVICE_B, 5000)
        self.order.sort(key=lambda task: -task.priority)

    def run(self):
        idle = self.tasks[IDLE]
        while idle.rounds > 0:
            for task in self.order:
                if task.runnable():
                    task.step()
                    break
            else:
                return


start = perf_counter()
system = System(10_000)
system.run()
assert system.passed > 1000, system.passed
print(perf_counter() - start)
