/**
 * Random programs about how classes come to be: metaclasses with `__prepare__`, `__new__`, `__init__`, `__call__` and
 * attributes of their own, `__set_name__`, `__init_subclass__`, descriptors in class and metaclass, `super()`.
 */
import type { Choices } from './choices';

const NAMES = ['p', 'q', 'r'];

export class Metaclasses {
  private logged = 0;
  private readonly metas: string[] = ['type'];
  private readonly classes: string[] = [];

  constructor(private readonly c: Choices) {}

  program(): string[] {
    const { c } = this;
    const lines = c.several(1, 2, (i) => this.descriptor(`D${i}`)).flat();
    for (let i = 1 + c.below(2); i > 0; i--) lines.push(...this.metaclass());
    for (let i = 1 + c.below(4); i > 0; i--) lines.push(...this.cls());
    lines.push(...c.several(1, 8, () => `show(lambda: ${this.use()})`));
    return lines;
  }

  private log(what: string): string {
    return `log(${++this.logged}, ${what})`;
  }

  private descriptor(name: string): string[] {
    const { c } = this;
    const methods = c.several(1, 4, () =>
      c.pick([
        [
          '    def __get__(self, obj, cls=None):',
          `        ${this.log('obj is None, cls is None')}`,
          '        return 8',
        ],
        ['    def __set__(self, obj, value):', `        ${this.log('value')}`],
        ['    def __delete__(self, obj):', `        ${this.log("'deleted'")}`],
        ['    def __set_name__(self, owner, name):', `        ${this.log('owner.__name__, name')}`],
        ['    def __set_name__(self, owner, name):', '        setattr(owner, name + "_", self)'],
        ['    def __get__(self, obj, cls=None):', "        raise AttributeError('d')"],
        ['    def __getattr__(self, name):', '        raise E1(name)'],
        ['    def __call__(self, *args):', '        return len(args)'],
      ]),
    );
    return [`class ${name}:`, ...methods.flat()];
  }

  private metaclass(): string[] {
    const { c } = this;
    const name = `M${this.metas.length}`;
    const base = c.pick(this.metas);
    const methods = c.several(1, 5, () =>
      c.pick([
        [
          '    @classmethod',
          '    def __prepare__(mcs, name, bases, **kw):',
          `        ${this.log('name, sorted(kw)')}`,
          `        return ${c.pick(['{}', "{'p': 1}", 'super().__prepare__(name, bases)', '[]', 'defaultdict(int)'])}`,
        ],
        [
          '    def __new__(mcs, name, bases, ns, **kw):',
          `        ${this.log("[k for k in ns if k[0] != '_'], sorted(kw)")}`,
          `        return ${c.pick(['super().__new__(mcs, name, bases, ns)', 'super().__new__(mcs, name, bases, dict(ns), **kw)', "super().__new__(mcs, 'R' + name, bases, {**ns, 'r': 4})", '5'])}`,
        ],
        ['    def __init__(cls, name, bases, ns, **kw):', `        ${this.log('cls.__name__, len(bases)')}`],
        [
          '    def __call__(cls, *args, **kw):',
          `        ${this.log('args')}`,
          `        return ${c.pick(['super().__call__(*args, **kw)', 'cls', 'object.__new__(cls)'])}`,
        ],
        [
          '    def __getattr__(cls, name):',
          "        if name[0] == '_': raise AttributeError(name)",
          '        return name',
        ],
        [
          '    def __setattr__(cls, name, value):',
          `        ${this.log('name')}`,
          '        super().__setattr__(name, value)',
        ],
        ['    def __instancecheck__(cls, obj):', `        return ${c.pick(['True', 'obj == 1', '1 / 0', "''"])}`],
        ['    def __subclasscheck__(cls, other):', `        return ${c.pick(['False', 'other is int', '[1]'])}`],
        [
          '    def mro(cls):',
          `        return ${c.pick(['super().mro()', '[cls, object]', 'type.mro(cls)[::-1]', '[cls]', '5'])}`,
        ],
        [`    ${c.pick(NAMES)} = ${this.value()}`],
        ['    def __bool__(cls):', '        return False'],
        ['    def __len__(cls):', '        return 3'],
        ['    def __iter__(cls):', '        return iter((1, 2))'],
        ['    def __getitem__(cls, key):', '        return key'],
        ['    def __or__(cls, other):', "        return 'or'"],
        ['    def __repr__(cls):', `        return '<' + type.__repr__(cls)[8:20]`],
      ]),
    );
    this.metas.push(name);
    return ['try:', ...indented([`class ${name}(${base}):`, ...methods.flat()]), ...this.caught(name, base)];
  }

  private value(): string {
    return this.c.pick([
      '5',
      'D0()',
      'property(lambda self: 7)',
      'classmethod(lambda cls: cls)',
      'staticmethod(len)',
      'lambda self: 9',
    ]);
  }

  private caught(name: string, instead: string): string[] {
    return ['except Exception as e:', `    ${this.log('exc(e), notes(e)')}`, `    ${name} = ${instead}`];
  }

  private cls(): string[] {
    const { c } = this;
    const name = `C${this.classes.length}`;
    const bases = c.several(0, 2, () => c.pick([...this.classes, 'object', 'int', 'Exception', 'MroEntries()', '5']));
    const meta = c.chance(60) ? [`metaclass=${c.pick(this.metas)}`] : [];
    const keywords = c.chance(20) ? ['tag=1'] : [];
    const members = c.several(1, 5, () =>
      c.pick([
        [`    ${c.pick(NAMES)} = ${this.value()}`],
        [
          '    def __init_subclass__(cls, **kw):',
          `        ${this.log('cls.__name__, sorted(kw)')}`,
          c.pick(['        super().__init_subclass__(**kw)', '        pass']),
        ],
        [
          '    def __new__(cls, *args):',
          `        ${this.log('len(args)')}`,
          `        return ${c.pick(['super().__new__(cls)', 'super().__new__(cls, *args)', '3', 'cls'])}`,
        ],
        [
          '    def __init__(self, *args):',
          `        ${this.log('args')}`,
          `        ${c.pick(['pass', 'super().__init__(*args)', 'return 1'])}`,
        ],
        [
          '    def m(self):',
          `        return ${c.pick(['super().m()', '__class__.__name__', 'super().p', 'self.q', 'super(__class__, type(self)).m'])}`,
        ],
        [
          '    @classmethod',
          '    def k(cls):',
          `        return ${c.pick(['super().k()', 'cls.p', '__class__ is cls'])}`,
        ],
        [
          `    __slots__ = ${c.pick(["('s',)", "'s'", "('s', 's2')", "('__dict__',)", "('p',)", "{'s': 'doc'}", "('1',)", '()'])}`,
        ],
        ['    def __class_getitem__(cls, item):', '        return cls.__name__, item'],
        [
          '    def __getattr__(self, name):',
          c.pick([
            '        return name',
            '        raise AttributeError(name)',
            '        return super().__getattr__(name)',
          ]),
        ],
        ['    @property', '    def r(self):', c.pick(['        return 6', "        raise AttributeError('r')"])],
        [`    if 1: ${this.log("__qualname__, 'p' in locals()")}`],
        ['    __classcell__ = None'],
      ]),
    );
    const head = [...bases, ...meta, ...keywords].join(', ');
    this.classes.push(name);
    return [
      'try:',
      ...indented([`class ${name}${head === '' ? '' : `(${head})`}:`, ...members.flat()]),
      ...this.caught(name, 'object'),
    ];
  }

  private use(): string {
    const { c } = this;
    const cls = c.pick(this.classes);
    const name = c.pick([...NAMES, 's', 'm', 'nope']);
    return c.pick([
      `${cls}.${name}`,
      `${cls}().${name}`,
      `${cls}(1)`,
      `${cls}().m()`,
      `${cls}.k()`,
      `setattr(${cls}, '${name}', 3)`,
      `setattr(${cls}(), '${name}', 3)`,
      `delattr(${cls}(), '${name}')`,
      `delattr(${cls}, '${name}')`,
      `[k.__name__ for k in ${cls}.__mro__]`,
      `type(${cls}).__name__`,
      `isinstance(1, ${cls})`,
      `issubclass(int, ${cls})`,
      `${cls}[1]`,
      `${cls} | int`,
      `bool(${cls})`,
      `list(${cls})`,
      `type('N', (${cls},), {'p': 1}).p`,
      `type('N', (${cls},), {}, tag=2)`,
      `type(${cls})('N', (), {}).__name__`,
      `sorted(k for k in vars(${cls}) if k[0] != '_')`,
      `setattr(${cls}, '__bases__', (${c.pick(this.classes)},))`,
      `setattr(${cls}(), '__class__', ${c.pick(this.classes)})`,
      `${cls}.__dict__.get('${name}') is None`,
      `super(${cls}, ${cls}()).${name}`,
      `repr(${cls})`,
    ]);
  }
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`);
}
