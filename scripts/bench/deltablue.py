# DeltaBlue: an incremental solver of one-way constraints, each with a strength. A chain of equal variables, and points
# that are a linear projection of others. Methods of a few classes that call each other.
from time import perf_counter

# Strengths: the smaller, the stronger.
REQUIRED, STRONG, PREFERRED, MEDIUM, NORMAL, WEAK, WEAKEST = range(7)


class Variable:
    """What constraints determine, with the strength of the weakest of those that its value hangs on."""

    def __init__(self, value):
        self.value = value
        self.constraints = []
        self.source = None
        self.mark = 0
        self.strength = WEAKEST
        self.constant = True


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def post(self, solver):
        self.attach()
        solver.add(self)

    def withdraw(self, solver):
        if self.satisfied():
            solver.remove(self)
        else:
            self.detach()

    def satisfy(self, mark, solver):
        """Tries to be enforced; returns the constraint that has to give way, or None."""
        self.choose(mark)
        if not self.satisfied():
            assert self.strength != REQUIRED
            return None
        self.mark_inputs(mark)
        out = self.output()
        loser = out.source
        if loser is not None:
            loser.drop()
        out.source = self
        assert solver.propagate(self, mark)
        out.mark = mark
        return loser


class Single(Constraint):
    """Constrains one variable."""

    is_input = False

    def __init__(self, variable, strength, solver):
        super().__init__(strength)
        self.variable = variable
        self.enforced = False
        self.post(solver)

    def attach(self):
        self.variable.constraints.append(self)
        self.enforced = False

    def detach(self):
        self.variable.constraints.remove(self)
        self.enforced = False

    def choose(self, mark):
        self.enforced = self.variable.mark != mark and self.strength < self.variable.strength

    def satisfied(self):
        return self.enforced

    def drop(self):
        self.enforced = False

    def output(self):
        return self.variable

    def mark_inputs(self, mark):
        pass

    def inputs_known(self, mark):
        return True

    def recalculate(self):
        variable = self.variable
        variable.strength = self.strength
        variable.constant = not self.is_input
        if variable.constant:
            self.execute()

    def execute(self):
        pass


class Stay(Single):
    """The variable should keep its value."""


class Edit(Single):
    """The variable is to be changed from outside."""

    is_input = True


class Double(Constraint):
    """Constrains two variables; either may follow the other."""

    def __init__(self, first, second, strength, solver):
        super().__init__(strength)
        self.first = first
        self.second = second
        self.target = None
        self.post(solver)

    def attach(self):
        self.first.constraints.append(self)
        self.second.constraints.append(self)
        self.target = None

    def detach(self):
        self.first.constraints.remove(self)
        self.second.constraints.remove(self)
        self.target = None

    def choose(self, mark):
        first, second = self.first, self.second
        if first.mark == mark:
            free = second if second.mark != mark and self.strength < second.strength else None
        elif second.mark == mark:
            free = first if self.strength < first.strength else None
        else:
            weaker = second if first.strength < second.strength else first
            free = weaker if self.strength < weaker.strength else None
        self.target = free

    def satisfied(self):
        return self.target is not None

    def drop(self):
        self.target = None

    def output(self):
        return self.target

    def input(self):
        return self.second if self.target is self.first else self.first

    def mark_inputs(self, mark):
        self.input().mark = mark

    def inputs_known(self, mark):
        variable = self.input()
        return variable.mark == mark or variable.constant or variable.source is None

    def recalculate(self):
        source, target = self.input(), self.target
        target.strength = max(self.strength, source.strength)
        target.constant = source.constant
        if target.constant:
            self.execute()


class Equal(Double):
    def execute(self):
        self.target.value = self.input().value


class Projection(Double):
    """second = first * scale + offset."""

    def __init__(self, first, scale, offset, second, strength, solver):
        self.scale = scale
        self.offset = offset
        super().__init__(first, second, strength, solver)

    def attach(self):
        super().attach()
        self.scale.constraints.append(self)
        self.offset.constraints.append(self)

    def detach(self):
        super().detach()
        self.scale.constraints.remove(self)
        self.offset.constraints.remove(self)

    def mark_inputs(self, mark):
        super().mark_inputs(mark)
        self.scale.mark = self.offset.mark = mark

    def execute(self):
        if self.target is self.second:
            self.second.value = self.first.value * self.scale.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.scale.value

    def recalculate(self):
        source, target = self.input(), self.target
        target.strength = max(self.strength, source.strength)
        target.constant = source.constant and self.scale.constant and self.offset.constant
        if target.constant:
            self.execute()


class Solver:
    def __init__(self):
        self.mark = 0

    def next_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.next_mark()
        while constraint is not None:
            constraint = constraint.satisfy(mark, self)

    def remove(self, constraint):
        """Takes an enforced constraint out; weaker ones that it kept from being enforced have their chance."""
        out = constraint.output()
        constraint.drop()
        constraint.detach()
        for other in self.freed_by(out):
            self.add(other)

    def freed_by(self, out):
        out.source = None
        out.strength = WEAKEST
        out.constant = True
        freed = []
        waiting = [out]
        while waiting:
            variable = waiting.pop()
            for constraint in variable.constraints:
                if not constraint.satisfied():
                    freed.append(constraint)
            for constraint in self.consumers(variable):
                constraint.recalculate()
                waiting.append(constraint.output())
        freed.sort(key=lambda constraint: constraint.strength)
        return freed

    def consumers(self, variable):
        """The enforced constraints that read a variable."""
        source = variable.source
        return [c for c in variable.constraints if c is not source and c.satisfied()]

    def propagate(self, constraint, mark):
        """Recalculates what hangs on a constraint; False where it hangs on itself."""
        waiting = [constraint]
        while waiting:
            constraint = waiting.pop()
            out = constraint.output()
            if out.mark == mark:
                return False
            constraint.recalculate()
            waiting.extend(self.consumers(out))
        return True

    def plan(self, sources):
        """The enforced constraints that follow from some, in the order in which to execute them."""
        mark = self.next_mark()
        order = []
        waiting = [c for c in sources if c.is_input and c.satisfied()]
        while waiting:
            constraint = waiting.pop()
            out = constraint.output()
            if out.mark != mark and constraint.inputs_known(mark):
                order.append(constraint)
                out.mark = mark
                waiting.extend(self.consumers(out))
        return order


def change(variable, values, solver):
    """Sets a variable to one value after another, with one plan for all."""
    edit = Edit(variable, PREFERRED, solver)
    order = solver.plan([edit])
    for value in values:
        variable.value = value
        for constraint in order:
            constraint.execute()
    edit.withdraw(solver)


def chain(length):
    solver = Solver()
    variables = [Variable(0) for _ in range(length + 1)]
    for i in range(length):
        Equal(variables[i], variables[i + 1], REQUIRED, solver)
    Stay(variables[-1], MEDIUM, solver)
    edit = Edit(variables[0], PREFERRED, solver)
    order = solver.plan([edit])
    for value in range(100):
        variables[0].value = value
        for constraint in order:
            constraint.execute()
        assert variables[-1].value == value
    edit.withdraw(solver)


def projection(count):
    solver = Solver()
    scale = Variable(10)
    offset = Variable(1000)
    sources, targets = [], []
    for i in range(count):
        source, target = Variable(i), Variable(i)
        sources.append(source)
        targets.append(target)
        Stay(source, NORMAL, solver)
        Projection(source, scale, offset, target, REQUIRED, solver)
    change(sources[0], [17], solver)
    assert targets[0].value == 1170, targets[0].value
    change(targets[0], [1050], solver)
    assert sources[0].value == 5, sources[0].value
    change(scale, range(1, 6), solver)
    for i in range(count - 1):
        assert targets[i].value == sources[i].value * 5 + 1000
    change(offset, range(2000, 2006), solver)
    for i in range(count - 1):
        assert targets[i].value == sources[i].value * 5 + 2005


start = perf_counter()
for _ in range(20):
    chain(150)
    projection(150)
print(perf_counter() - start)
