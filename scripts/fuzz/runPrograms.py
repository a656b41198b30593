"""Runs generated programs, each in a namespace of its own: every line of standard input is a program as a JSON string,
answered by a line with what it printed. `prepare` and `run` are also what the oracle in this process's place calls."""
import io
import json
import sys
import warnings

LIMIT = 200_000
# Of memory, for an interpreter that has no limit of its own: bytes of address space.
MOST_MEMORY = 4 << 30


def prepare(prelude):
    sys.unraisablehook = lambda _: None
    warnings.simplefilter('ignore')
    return compile(prelude, '<prelude>', 'exec')


def run(source, prelude):
    out = io.StringIO()
    stdout = sys.stdout
    sys.stdout = out
    space = {'__name__': 'fuzz'}
    try:
        exec(prelude, space)
        try:
            code = compile(source, '<fuzz>', 'exec')
        except SyntaxError as e:
            print('SyntaxError', e.msg, e.lineno)
        else:
            exec(code, space)
    except BaseException as e:
        print('ended by', space['exc'](e), '@', space['lines'](e))
    finally:
        sys.stdout = stdout
        # Whatever is finalised later says nothing in another program's output.
        space['_over'].append(True)
    return out.getvalue()[:LIMIT]


if __name__ == '__main__':
    if sys.implementation.name == 'cpython':
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    texts = []
    for path in sys.argv[1:]:
        with open(path, encoding='utf-8') as f:
            texts.append(f.read())
    prelude = prepare('\n'.join(texts))
    for line in sys.stdin:
        print('@' + json.dumps(run(json.loads(line), prelude)), flush=True)
