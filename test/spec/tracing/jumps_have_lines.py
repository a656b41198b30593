# A jump that others led to before they led further stands on the line before it.
import dis


def f(v, x):
    match v:
        case 1:
            if x < 0:
                x = 1
        case 2:
            if x < 0:
                x = 1
    x += 1


jumps = [i for i in dis.get_instructions(f) if i.opcode in dis.hasjump]
print(len(jumps) >= 4, all(i.positions.lineno is not None for i in jumps))  # expect: True True
