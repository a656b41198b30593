/**
 * Random programs that change containers: slices assigned and deleted, dictionaries in their order, sets, deques,
 * what is changed while it is iterated, sorting with keys that do things.
 */
import type { Choices } from './choices';

const MAKES: Readonly<Record<string, readonly string[]>> = {
  list: ['[]', '[1, 2, 3]', 'list(range(6))', "['a', 'b']", '[[1]] * 2', '[Loud(2), Loud(1)]'],
  bytearray: ['bytearray()', "bytearray(b'abcdef')", 'bytearray(3)'],
  dict: [
    '{}',
    "{'a': 1, 'b': 2}",
    '{1: 2, True: 3}',
    'dict.fromkeys("abc")',
    '{Same(1): 1, 2: 2}',
    '{Loud(1): 1, Loud(3): 3}',
  ],
  OrderedDict: ['OrderedDict(a=1, b=2, c=3)', 'OrderedDict()'],
  defaultdict: ['defaultdict(list)', 'defaultdict(int, a=1)', 'defaultdict(None)', 'defaultdict(lambda: 1 / 0)'],
  Counter: ["Counter('aab')", 'Counter()', 'Counter(a=-1, b=2)'],
  ChainMap: ["ChainMap({'a': 1}, {'b': 2, 'a': 3})", 'ChainMap()'],
  deque: ['deque([1, 2, 3])', 'deque([1, 2, 3], 3)', 'deque(maxlen=0)', "deque('abcd')"],
  set: ['set()', '{1}', "{'a'}", '{Same(1)}', '{1.0}'],
  memoryview: ["memoryview(bytearray(b'abcdef'))", "memoryview(b'abcd')", "memoryview(bytearray(8)).cast('i')"],
};
const VALUES = [
  '0',
  '1',
  '-1',
  '2',
  "'a'",
  "'b'",
  'None',
  '[7, 8]',
  '(9,)',
  "'xy'",
  "b'xy'",
  '{1: 2}',
  'Same(5)',
  'Loud(1)',
  'Sub(1)',
  'x',
  '1.0',
  'iter([4, 5])',
  'range(2)',
  '300',
];
const ITERABLES = [
  '[7, 8]',
  "'xy'",
  '()',
  "b'xy'",
  '{1: 2}',
  'x',
  '5',
  'iter([4, 5])',
  'range(3)',
  '[(1, 2)]',
  "{'a': 9, 'z': 0}",
  '(v for v in x)',
];

export class Containers {
  constructor(private readonly c: Choices) {}

  program(): string[] {
    const { c } = this;
    const kind = c.pick(Object.keys(MAKES));
    const lines = [`x = ${c.pick(MAKES[kind])}`, `y = ${c.pick(MAKES[c.pick(Object.keys(MAKES))])}`];
    lines.push(...c.several(1, 10, () => this.change(kind)).flat());
    lines.push('show(lambda: x)');
    return lines;
  }

  private value(): string {
    return this.c.pick(VALUES);
  }

  private iterable(): string {
    return this.c.pick(ITERABLES);
  }

  private at(): string {
    return this.c.pick(['0', '1', '-1', '2', '10', '-10', "'a'", 'None', 'True', 'Sub(1)', '2**64']);
  }

  private slice(): string {
    const { c } = this;
    const bound = (): string => c.pick(['', '', '0', '1', '2', '-1', '4', '-9', '9', 'None']);
    return `${bound()}:${bound()}${c.pick(['', '', ':1', ':2', ':-1', ':-2', ':0', ':3'])}`;
  }

  /** A statement whose errors are shown, and what the container is then. */
  private statement(text: string): string[] {
    return ['try:', `    ${text}`, 'except Exception as e:', '    log(exc(e))', 'show(lambda: x)'];
  }

  private change(kind: string): string[] {
    const { c } = this;
    const call = (text: string): string[] => [`show(lambda: x.${text})`, 'show(lambda: x)'];
    const isMapping = ['dict', 'OrderedDict', 'defaultdict', 'Counter', 'ChainMap'].includes(kind);
    const own: string[] = isMapping
      ? this.mapping(kind)
      : kind === 'set'
        ? this.setMethods()
        : kind === 'deque'
          ? this.dequeMethods()
          : kind === 'memoryview'
            ? this.viewMethods()
            : this.listMethods();
    switch (c.below(8)) {
      case 0:
      case 1:
      case 2:
        return call(c.pick(own));
      case 3:
        return this.statement(
          `x[${c.chance(60) && !isMapping ? this.slice() : this.at()}] = ${c.pick([this.value(), this.iterable()])}`,
        );
      case 4:
        return this.statement(`del x[${c.chance(60) && !isMapping ? this.slice() : this.at()}]`);
      case 5:
        return this.statement(
          `x ${c.pick(['+=', '*=', '|=', '&=', '-=', '^='])} ${c.pick(['2', 'y', this.iterable(), this.value()])}`.replace(
            /\*= 300/,
            '*= 3',
          ),
        );
      case 6:
        return [
          'try:',
          '    n = 0',
          `    for i in ${c.pick(['x', 'reversed(x)', 'x', isMapping ? 'x.items()' : 'enumerate(x)'])}:`,
          '        n += 1',
          "        log('item', i)",
          '        if n > 4: break',
          `        ${c.pick([`x.${c.pick(own)}`, `x[${this.at()}] = ${this.value()}`, `del x[${this.at()}]`, 'x.clear()'])}`,
          'except Exception as e:',
          '    log(exc(e))',
          'show(lambda: x)',
        ];
      default:
        return [
          `show(lambda: ${c.pick([`sorted(x, key=${c.pick(['str', 'lambda v: x.clear()', 'lambda v: -v', 'Loud', 'id and len'])})`, `x[${this.slice()}]`, 'x == y', `x ${c.pick(['+', '|', '&', '-', '<', '<=', '*', '^'])} ${c.pick(['y', this.iterable()])}`, `${this.value()} in x`, 'list(zip(ordered(x), ordered(x)))', '[*ordered(x), *ordered(x)]', 'max(x, key=str, default=0)', `min(x, ${this.value()}, key=str)`, 'len(x), bool(x)', 'x.copy()', '[*map(list, [ordered(x), ordered(y)])]', '{**x, **y}', 'hash(x) == hash(x)', 'x.__class_getitem__(int)', 'x.__reduce_ex__(2)[:2]'])})`,
        ];
    }
  }

  private listMethods(): string[] {
    return [
      `append(${this.value()})`,
      `insert(${this.at()}, ${this.value()})`,
      `extend(${this.iterable()})`,
      'pop()',
      `pop(${this.at()})`,
      `remove(${this.value()})`,
      `index(${this.value()}${this.c.pick(['', ', 1', ', -2, 5'])})`,
      `count(${this.value()})`,
      'reverse()',
      'sort()',
      `sort(key=${this.c.pick(['str', 'lambda v: x.append(1)', 'None', 'len', '5'])}, reverse=${this.c.pick(['True', 'False', "'a'"])})`,
      'clear()',
      'copy()',
    ];
  }

  private dequeMethods(): string[] {
    return [
      `append(${this.value()})`,
      `appendleft(${this.value()})`,
      `extendleft(${this.iterable()})`,
      `extend(${this.iterable()})`,
      'pop()',
      'popleft()',
      `rotate(${this.c.pick(['1', '-2', '100', ''])})`,
      `insert(${this.at()}, ${this.value()})`,
      `remove(${this.value()})`,
      `index(${this.value()})`,
      'reverse()',
      'maxlen',
    ];
  }

  private setMethods(): string[] {
    return [
      `${this.c.pick(['add', 'discard', 'remove'])}(${this.value()})`,
      `${this.c.pick(['isdisjoint', 'issubset', 'issuperset', 'intersection', 'difference'])}(${this.iterable()})`,
      `${this.c.pick(['intersection_update', 'difference_update', 'symmetric_difference_update'])}(${this.iterable()})`,
      'clear()',
    ];
  }

  private viewMethods(): string[] {
    return [
      'tobytes()',
      'tolist()',
      'release()',
      'toreadonly()',
      `cast(${this.c.pick(["'B'", "'i'", "'c'", "'d'", "'B', [2, 3]", "'q'", "'x'"])})`,
      'hex()',
      'shape',
      'strides',
      'nbytes',
      'format',
      'obj',
      'readonly',
      'contiguous',
      `index(${this.value()})`,
      `count(${this.value()})`,
    ];
  }

  private mapping(kind: string): string[] {
    const { c } = this;
    const common = [
      `get(${this.value()}${c.pick(['', ', 5'])})`,
      `pop(${this.value()}${c.pick(['', ', 5'])})`,
      `setdefault(${this.value()}${c.pick(['', ', 5'])})`,
      'popitem()',
      `update(${c.pick([this.iterable(), 'y', 'a=7', "[('q', 1)], a=2"])})`,
      `keys() ${c.pick(['&', '|', '-', '^', '<', '=='])} ${c.pick(['y', this.iterable(), 'x.keys()'])}`,
      `items() ${c.pick(['&', '-', '=='])} ${c.pick(["[('a', 1)]", 'x.items()', this.iterable()])}`,
      'values()',
      'items()',
      'keys().isdisjoint([1])',
      'clear()',
      'copy()',
      '__reversed__().__length_hint__()',
    ];
    if (kind === 'OrderedDict')
      return [
        ...common,
        `move_to_end(${c.pick(["'a'", "'b'", '1'])}${c.pick(['', ', last=False'])})`,
        'popitem(last=False)',
      ];
    if (kind === 'Counter')
      return [
        ...common,
        `most_common(${c.pick(['', '1', '-1'])})`,
        `subtract(${this.iterable()})`,
        'total()',
        'elements()',
        "__add__(Counter('abc'))",
        "__sub__(Counter('a'))",
        "__and__(Counter('ab'))",
        '__neg__()',
      ];
    if (kind === 'defaultdict')
      return [...common, `__missing__(${this.value()})`, 'default_factory', '__getitem__("new")'];
    if (kind === 'ChainMap') return [...common, 'parents', "new_child({'n': 1})", 'maps'];
    return [...common, 'fromkeys([1, 2], [])', '__or__(y)', '__ior__([(5, 6)])'];
  }
}
