/**
 * Random classes: inheritance, special methods, descriptors, slots; and what is done with their instances.
 */
import type { Choices } from './choices';
import { Expressions } from './expressions';

const OPERATORS = ['add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow', 'and', 'or', 'lshift', 'matmul', 'divmod'];
const SYMBOLS = ['+', '-', '*', '/', '//', '%', '**', '&', '|', '<<', '@'];
const COMPARISONS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'];
const UNARY = [
  'neg',
  'pos',
  'invert',
  'abs',
  'index',
  'int',
  'float',
  'complex',
  'len',
  'bool',
  'hash',
  'iter',
  'next',
  'repr',
  'str',
  'bytes',
  'reversed',
  'trunc',
  'floor',
  'length_hint',
  'enter',
  'await',
  'aiter',
  'dir',
  'sizeof',
  'fspath',
];
const BASES = [
  '',
  '',
  'int',
  'str',
  'list',
  'dict',
  'tuple',
  'float',
  'Exception',
  'set',
  'bytes',
  'type',
  'object',
  'bool',
];
const DESCRIPTORS = [
  'property(lambda self: 7)',
  'classmethod(lambda cls: cls.__name__)',
  'staticmethod(lambda *x: x)',
  'Desc()',
  'DataDesc()',
  '5',
  'lambda self, *x: (8, x)',
  'None',
  'SetName()',
];

export class Classes {
  private readonly expressions: Expressions;
  private readonly names: string[] = [];

  constructor(private readonly c: Choices) {
    this.expressions = new Expressions(c);
  }

  program(): string[] {
    const { c } = this;
    const lines: string[] = [];
    for (let i = 1 + c.below(3); i > 0; i--) lines.push(...this.guarded(this.classStatement(`C${this.names.length}`)));
    for (const [i, name] of this.names.entries())
      lines.push(
        `x${i} = make(globals().get('${name}', int)${c.pick(['', ', 1', ", 'a'", ', [1, 2]', ', a'])})`.replace(
          ', a)',
          ', 2.5)',
        ),
      );
    lines.push(...this.guarded(['x = x0', `y = x${this.names.length - 1}`]));
    lines.push(...c.several(3, 10, () => `show(lambda: ${this.use()})`));
    return lines;
  }

  private guarded(lines: string[]): string[] {
    return ['try:', ...lines.map((line) => `    ${line}`), 'except Exception as e:', "    log('class', exc(e))"];
  }

  private result(): string {
    const { c } = this;
    return c.pick([
      '1',
      'NotImplemented',
      "'r'",
      'None',
      'self',
      '(self.__class__.__name__, args)',
      "super().__getattribute__('nope')",
      'iter([1, 2])',
      '-1',
      'True',
      '1.5',
      '10**30',
      'E1.x',
      'args[0]',
    ]);
  }

  private classStatement(name: string): string[] {
    const { c } = this;
    const own = this.names.length > 0 && c.chance(70) ? c.several(1, 2, () => c.pick(this.names)) : [];
    const base = own.length === 0 || c.chance(20) ? c.pick(BASES) : '';
    const bases = [...own, ...(base === '' ? [] : [base])];
    if (c.chance(10)) bases.push(c.pick(['metaclass=Meta', 'metaclass=type', 'tag=1', 'metaclass=ABCMeta']));
    const lines = [`class ${name}(${bases.join(', ')}):`];
    lines.push(
      ...c
        .several(1, 5, () => this.member())
        .flat()
        .map((line) => `    ${line}`),
    );
    this.names.push(name);
    return lines;
  }

  private member(): string[] {
    const { c } = this;
    const method = (name: string, parameters: string, result: string): string[] => [
      `def __${name}__(${parameters}):`,
      `    log('${name}')`,
      `    return ${result}`,
    ];
    switch (c.below(12)) {
      case 0:
        return method(`${c.pick(['', 'r', 'i'])}${c.pick(OPERATORS)}`, 'self, *args', this.result());
      case 1:
        return method(c.pick(COMPARISONS), 'self, *args', this.result());
      case 2:
        return method(c.pick(UNARY), 'self, *args', this.result());
      case 3:
        return method(
          c.pick([
            'getitem',
            'contains',
            'call',
            'getattr',
            'format',
            'missing',
            'setitem',
            'delitem',
            'exit',
            'round',
            'class_getitem',
            'instancecheck',
            'subclasscheck',
          ]),
          'self, *args',
          this.result(),
        );
      case 4:
        return [
          `${c.pick(['p', 'q', '__hash__', '__eq__', '__iter__', '__getattr__', '__bool__'])} = ${c.pick(DESCRIPTORS)}`,
        ];
      case 5:
        return [
          `__slots__ = ${c.pick(["('s', 't')", "'s'", '()', "('s', 's')", "('p',)", "('__dict__',)", '(1,)', "['__weakref__']"])}`,
        ];
      case 6:
        return [
          'def __init__(self, *args):',
          "    log('init', type(self).__name__)",
          `    ${c.pick(['self.s = args', 'super().__init__()', 'super().__init__(*args)', 'return 1', 'pass', 'self.p = 1'])}`,
        ];
      case 7:
        return [
          'def __new__(cls, *args):',
          "    log('new')",
          `    return ${c.pick(['super().__new__(cls)', 'super().__new__(cls, *args)', 'object.__new__(cls)', '5', 'args', 'int.__new__(cls, 3)'])}`,
        ];
      case 8:
        return [
          'def __init_subclass__(cls, **kw):',
          "    log('subclass', cls.__name__, kw)",
          `    ${c.pick(['super().__init_subclass__()', 'super().__init_subclass__(**kw)', 'cls.p = 3'])}`,
        ];
      case 9:
        return [
          `def __${c.pick(['setattr', 'delattr', 'getattribute', 'set_name', 'get', 'set', 'delete'])}__(self, *args):`,
          "    log('attribute', args[:1])",
          `    return ${c.pick(['object.__getattribute__(self, *args)', '1', 'None', 'args[1:]'])}`,
        ];
      case 10:
        return [
          '@property',
          'def p(self):',
          `    return ${this.result().replace('args', '()')}`,
          ...(c.chance(50) ? ['@p.setter', 'def p(self, value):', "    log('set p', value)"] : []),
        ];
      default:
        return [
          `def m(self, *args, **kw):`,
          `    return ${c.pick(['super().m()', '(self.__class__.__name__, args, kw)', '__class__.__name__', 'super(__class__, self).m(*args)', 'super(__class__, type(self)).m', 'type(self).__mro__[1:]'])}`,
        ];
    }
  }

  private use(): string {
    const { c } = this;
    const x = c.pick(['x', 'y', 'x']);
    const other = c.pick(['y', 'x', '1', "'a'", 'None', '2.5', '[1]']);
    switch (c.below(12)) {
      case 0:
        return `${x} ${c.pick(SYMBOLS)} ${other}`;
      case 1:
        return `${other} ${c.pick(SYMBOLS)} ${x}`;
      case 2:
        return `${x} ${c.pick(['==', '!=', '<', '<=', '>', '>=', 'in', 'not in'])} ${other}`;
      case 3:
        return `${c.pick(['repr', 'str', 'len', 'bool', 'abs', 'int', 'float', 'complex', 'iter', 'list', 'next', 'bytes', 'reversed', 'round', 'sorted', 'bin', 'callable', 'sum', 'tuple', 'dict', 'type', 'chr', 'range', 'divmod', 'vars', 'set', 'any', 'max', 'format', 'aiter', 'memoryview', 'str.upper'])}(${x})`;
      case 4:
        return `${x}.${c.pick(['p', 'q', 's', 'm', 'm()', 'm(1, a=2)', 'nope', '__class__', '__dict__', '__init__', 'p()', 't', '__slots__', '__eq__(1)'])}`;
      case 5:
        return `type(${x}).${c.pick(['p', 'q', 's', 'm', '__mro__', '__name__', '__bases__', 'mro()', '__hash__', '__slots__', 'nope', '__base__', '__flags__ & 0', '__eq__', '__add__', '__basicsize__ > 0'])}`;
      case 6:
        return c.pick([
          `setattr(${x}, ${c.pick(["'p'", "'s'", "'q'", "'z'", '1', "'__class__'", "'__dict__'"])}, ${other})`,
          `delattr(${x}, ${c.pick(["'p'", "'s'", "'q'"])})`,
        ]);
      case 7:
        return c.pick([
          `${x}[${other}]`,
          `${x}(${other})`,
          `${x}()`,
          `type(${x})[int]`,
          `${x}[0:1]`,
          `[*${x}]`,
          `{**${x}}`,
          `f'{${x}:>5}'`,
          `'%s %r' % (${x}, ${x})`,
          `'%d' % ${x}`,
        ]);
      case 8:
        return c.pick([
          `isinstance(${x}, type(${other}))`,
          `issubclass(type(${x}), type(${other}))`,
          `isinstance(${other}, ${x})`,
          `[${x}, ${other}].index(${other})`,
          `sorted([${x}, ${other}])`,
          `{${x}: 1}`,
          `max(${x}, ${other})`,
        ]);
      case 9:
        return c.pick([
          `super(type(${x}), ${x}).m`,
          `super(type(${x}), ${x}).__repr__()[:0]`,
          `object.__repr__(${x})[:4]`,
          `type('T', (type(${x}),), {})`,
          `type('T', (type(${x}), type(${other})), {}).__mro__`,
          `type(${x}).__new__(type(${x}))`,
        ]);
      case 10:
        return c.pick([
          `show(lambda: ${x}.__${c.pick(OPERATORS)}__(${other}))`,
          `operator.${c.pick(['index', 'length_hint', 'truth', 'iadd', 'concat'])}(${x}${c.pick(['', ', y'])})`,
          `[i for i in ${x}]`,
          `[10, 20, 30][${x}]`,
          `'abc'[${x}:]`,
        ]);
      default:
        return `${c.pick(['repr', 'type', 'list'])}(${this.expressions.any(1)} ${c.pick(SYMBOLS.filter((s) => s !== '**' && s !== '<<' && s !== '*'))} ${x})`;
    }
  }
}
