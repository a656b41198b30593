/**
 * Random expressions over the builtin types.
 *
 * Owns: literals, operators, methods, builtin functions, slices, formatting and comprehensions. Sizes stay small: no
 * repetition, power or shift by a computed number. Sets of more than one item never meet text or iteration, since their
 * order is no part of the language.
 */
import type { Choices } from './choices';
import {
  BINARY,
  BYTES_METHODS,
  COMPARE,
  FLOAT_METHODS,
  FUNCTIONS,
  INT_METHODS,
  KINDS,
  LITERALS,
  MORE_SPECS,
  PERCENTS,
  SMALL,
  SPECS,
  STR_METHODS,
  TEXT_METHODS_1,
  type Kind,
} from './vocabulary';

export class Expressions {
  /** Names that hold something, beside the kinds' literals. */
  names: string[] = [];

  constructor(readonly c: Choices) {}

  /** An expression of any kind. */
  any(depth: number): string {
    if (this.names.length > 0 && this.c.chance(25)) return this.c.pick(this.names);
    if (this.c.chance(3)) return this.c.pick(['None', '...', 'NotImplemented', 'int', 'str', 'len', 'object']);
    return this.of(this.c.pick(KINDS), depth);
  }

  /** An expression that has mostly this kind. */
  of(kind: Kind, depth: number): string {
    const { c } = this;
    if (depth <= 0 || c.chance(20)) return c.pick(LITERALS[kind]);
    if (c.chance(12)) return this.general(depth - 1);
    const d = depth - 1;
    switch (kind) {
      case 'int':
        return this.int(d);
      case 'float':
      case 'complex':
        return this.inexact(kind, d);
      case 'bool':
        return this.bool(d);
      case 'str':
        return this.str(d);
      case 'bytes':
      case 'bytearray':
        return this.bytes(kind, d);
      case 'list':
      case 'tuple':
        return this.sequence(kind, d);
      case 'dict':
        return this.dict(d);
      case 'set':
        return c.pick(LITERALS.set);
      case 'range':
        return `range(${c.several(1, 3, () => c.pick(SMALL)).join(', ')})`;
    }
  }

  /** A binary operation, a call of a builtin, a conditional: whatever the operands are. */
  general(depth: number): string {
    const { c } = this;
    const left = this.any(depth);
    switch (c.below(9)) {
      case 0: {
        const op = c.pick(BINARY);
        return op === 'divmod' ? `divmod(${left}, ${this.any(depth)})` : `(${left} ${op} ${this.any(depth)})`;
      }
      case 1:
        return `(${left} ${c.pick(COMPARE)} ${this.any(depth)})`;
      case 2:
        return `${c.pick(FUNCTIONS)}(${left})`;
      case 3:
        return `(${left} * ${c.pick(SMALL)})`;
      case 4:
        return `(${left})[${this.index(depth)}]`;
      case 5:
        return `(${left} if ${this.any(depth)} else ${this.any(depth)})`;
      case 6:
        return `(${left} ${c.pick(['and', 'or'])} ${this.any(depth)})`;
      case 7:
        return `${c.pick(['not ', '-', '+', '~'])}(${left})`;
      default:
        return c.pick([
          `isinstance(${left}, ${c.pick(['int', '(str, bytes)', 'int | None', '5', 'list[int]'])})`,
          `getattr(${left}, ${c.pick(["'real'", "'nope'", '5', "'nope', 1"])})`,
          `(${left}) ** ${c.pick(['0', '1', '2', '3', '-1', '0.5', "'a'"])}`,
          `((${left}) ${c.pick(['<<', '>>'])} ${c.pick(['0', '1', '5', '70', '-1', '1.0'])})`,
          `sorted(${left}, reverse=True)`,
          `${c.pick(['min', 'max'])}(${left}, default=${c.pick(SMALL)})`,
          `[*${left}]`,
          `{**${left}}`,
          `f(*${left}, **${this.any(depth)})`,
          `(${left}).nope`,
          `(${left})(${c.pick(['', '1', 'a=1'])})`,
        ]);
    }
  }

  private int(d: number): string {
    const { c } = this;
    switch (c.below(8)) {
      case 0:
        return `(${this.of('int', d)} ${c.pick(['+', '-', '*', '//', '%', '&', '|', '^'])} ${this.of('int', d)})`;
      case 1:
        return `len(${this.any(d)})`;
      case 2:
        return `(${this.of('int', d)}).${c.pick(INT_METHODS)}`;
      case 3:
        return `int(${c.pick([() => this.of('float', d), () => this.of('str', d), () => this.any(d)])()})`;
      case 4:
        return `round(${this.of('float', d)}${c.pick(['', ', 1', ', -2', ', None'])})`;
      case 5:
        return `${this.text(d)}.${c.pick(['count', 'find', 'index', 'rfind'])}(${this.text(d)})`;
      case 6:
        return `pow(${this.of('int', 0)}, ${c.pick(['0', '1', '5', '-1', '13'])}, ${c.pick(['1', '7', '-3', '0', '10**9', 'None'])})`;
      default:
        return c.pick([
          `int.from_bytes(${this.of('bytes', d)}, ${c.pick(["'big'", "'little'"])}, signed=${c.pick(['False', 'True'])})`,
          `int(${c.pick(["'z1'", "'0x1f'", "'1_0'", "' 12\\n'", "'1__0'", "'٣'", "b'11'"])}, ${c.pick(['10', '0', '16', '36', '1', '2'])})`,
          `hash(${c.pick(SMALL.filter((value) => value !== "'a'"))})`,
          `sum(${this.of('list', d)}, ${this.any(0)})`,
          `ord(${this.text(0)})`,
        ]);
    }
  }

  private inexact(kind: 'float' | 'complex', d: number): string {
    const { c } = this;
    switch (c.below(5)) {
      case 0:
        return `(${this.of(kind, d)} ${c.pick(['+', '-', '*', '/', '//', '%'])} ${this.of(c.pick(['float', 'int', 'complex']), d)})`;
      case 1:
        return `(${this.of('float', d)}).${c.pick(FLOAT_METHODS)}`;
      case 2:
        return kind === 'float'
          ? `float(${c.pick(["'1e5'", "' -inf '", "'1_0.5'", "'nan'", "'0x1p3'", "b'2.5'", "''"])})`
          : `complex(${c.pick(["'1+2j'", "' 3j '", "'1 + 2j'", "'(1-j)'", '1, 2', "1.5, 'a'", 'imag=2'])})`;
      case 3:
        return `${kind}(${this.any(d)})`;
      default:
        return `float.fromhex(${c.pick(["'0x1.8p1'", "'inf'", "'1'", "'zz'", "'-0x1p-1074'"])})`;
    }
  }

  private bool(d: number): string {
    const { c } = this;
    switch (c.below(4)) {
      case 0:
        return `(${this.any(d)} ${c.pick(COMPARE)} ${this.any(d)})`;
      case 1:
        return `(${this.of('int', d)} ${c.pick(COMPARE)} ${this.of('float', d)} ${c.pick(COMPARE)} ${this.of('int', d)})`;
      case 2:
        return `bool(${this.any(d)})`;
      default:
        return `${c.pick(['any', 'all'])}(${this.of('list', d)})`;
    }
  }

  private str(d: number): string {
    const { c } = this;
    switch (c.below(9)) {
      case 0:
        return `(${this.of('str', d)} + ${this.of('str', d)})`;
      case 1:
        return `${this.of('str', d)}.${c.pick(STR_METHODS)}`;
      case 2:
        return `${this.of('str', d)}[${this.index(d)}]`;
      case 3:
        return `format(${this.any(d)}, '${this.spec()}')`;
      case 4:
        return this.fString(d);
      case 5:
        return `(${JSON.stringify(c.several(1, 3, () => c.pick(PERCENTS)).join(' '))} % ${c.pick([() => this.of('tuple', d), () => this.any(d)])()})`;
      case 6:
        return `${this.of('str', d)}.${c.pick(TEXT_METHODS_1)}(${c.pick([() => this.of('str', d), () => this.any(d)])()})`;
      case 7:
        return `'${c.pick(['{}', '{0} {1}', '{!r:>5}', '{0[0]}', '{a}', '{0.real}', '{:{{}}}', '{', '{!x}'])}'.format(${c
          .several(0, 3, () => this.any(d))
          .join(', ')})`;
      default:
        return c.pick([
          `${this.of('str', d)}.${c.pick(['center', 'ljust', 'rjust', 'zfill'])}(${c.pick(['0', '7', '-1', '5.0'])})`,
          `${this.of('str', d)}.replace(${this.of('str', 0)}, ${this.of('str', 0)}${c.pick(['', ', 1', ', count=2', ', -1'])})`,
          `${this.of('str', 0)}.join(${this.of('list', d)})`,
          `${this.of('str', d)}.translate({97: 'x', 98: None, 49: 50})`,
          `str(${this.of('bytes', d)}, ${c.pick(["'utf-8'", "'ascii', 'ignore'", "'nope'", "'utf-16'"])})`,
          `repr(${this.any(d)})`,
          `ascii(${this.any(d)})`,
          `chr(${this.of('int', 0)})`,
        ]);
    }
  }

  private fString(d: number): string {
    const { c } = this;
    const parts = c.several(1, 3, () => {
      const value = this.any(d);
      const conversion = c.pick(['', '', '!r', '!s', '!a']);
      return `${c.pick(['', 'x', '{{}}'])}{(${value})${conversion}${c.chance(40) ? `:${this.spec()}` : ''}}`;
    });
    return `f'''${parts.join(c.pick(['', ' ']))}'''`;
  }

  private bytes(kind: 'bytes' | 'bytearray', d: number): string {
    const { c } = this;
    switch (c.below(6)) {
      case 0:
        return `(${this.of(kind, d)} + ${this.of('bytes', d)})`;
      case 1:
        return `${this.of(kind, d)}.${c.pick(BYTES_METHODS)}`;
      case 2:
        return `${this.of(kind, d)}[${this.index(d)}]`;
      case 3:
        return `${this.of(kind, d)}.${c.pick(TEXT_METHODS_1)}(${c.pick([() => this.of('bytes', d), () => this.any(d)])()})`;
      case 4:
        return `${kind}(${c.pick(['3', '[1, 2]', "'é', 'utf-8'", "'a'", '-1', '[256]', "'a', 'ascii', 'strict'", '1.0', '[None]'])})`;
      default:
        return c.pick([
          `(${c.pick(["b'%s'", "b'%d %x'", "b'%c'", "b'%5.1f|'", "b'%a'", "b'%b'"])} % ${this.any(d)})`,
          `(${this.of('int', d)}).to_bytes(${c.pick(['1', '4', '9', '0'])}, ${c.pick(["'big'", "'little'"])}, signed=True)`,
          `${kind}.fromhex(${c.pick(["'0aff'", "'0 a'", "'zz'", "''", "'1'"])})`,
          `bytes(memoryview(${this.of(kind, d)})[${c.pick(['1:', '::-1', ':0', '::2'])}])`,
          `${this.of(kind, d)}.replace(${this.of('bytes', 0)}, ${this.of('bytes', 0)})`,
        ]);
    }
  }

  private sequence(kind: 'list' | 'tuple', d: number): string {
    const { c } = this;
    const [open, close] = kind === 'list' ? '[]' : '()';
    switch (c.below(7)) {
      case 0: {
        const items = c.several(0, 3, () => (c.chance(10) ? `*${this.any(d)}` : this.any(d)));
        return open + items.join(', ') + (kind === 'tuple' && items.length === 1 ? ',' : '') + close;
      }
      case 1:
        return `(${this.of(kind, d)} ${c.pick(['+', '+', '*'])} ${c.pick([() => this.of(kind, 0), () => c.pick(SMALL)])()})`;
      case 2:
        return `${this.of(kind, d)}[${this.index(d)}]`;
      case 3:
        return `${kind}(${this.any(d)})`;
      case 4:
        return this.comprehension(kind, d);
      case 5:
        return `sorted(${this.of(c.pick(['list', 'str', 'tuple', 'dict', 'range']), d)}${c.pick(['', ', key=str', ', reverse=True', ', key=len'])})`;
      default:
        return c.pick([
          `${kind}(zip(${this.any(d)}, ${this.any(d)}${c.pick(['', ', strict=True'])}))`,
          `${kind}(enumerate(${this.any(d)}${c.pick(['', ', 5'])}))`,
          `${kind}(map(${c.pick(['str', 'len', 'abs', 'int', 'None'])}, ${this.any(d)}))`,
          `${kind}(filter(${c.pick(['None', 'bool', 'len'])}, ${this.any(d)}))`,
          `${kind}(reversed(${this.any(d)}))`,
          `${kind}((${this.of('dict', d)}).${c.pick(['items', 'keys', 'values'])}())`,
        ]);
    }
  }

  private comprehension(kind: 'list' | 'tuple' | 'dict', d: number): string {
    const { c } = this;
    const x = c.pick(['i', 'j']);
    const over = this.any(d);
    const saved = this.names;
    this.names = [...saved, x, x];
    const item = this.any(d);
    const condition = c.chance(30) ? ` if ${this.any(d)}` : '';
    const second = c.chance(15) ? ` for ${c.pick(['k', '(k, l)', 'k, *l'])} in ${this.any(0)}` : '';
    const text = `for ${x} in ${over}${condition}${second}`;
    const value = kind === 'dict' ? this.any(0) : '';
    this.names = saved;
    if (kind === 'list') return `[${item} ${text}]`;
    return kind === 'tuple' ? `tuple(${item} ${text})` : `{${item}: ${value} ${text}}`;
  }

  private dict(d: number): string {
    const { c } = this;
    switch (c.below(5)) {
      case 0:
        return `{${c.several(0, 3, () => `${this.any(d)}: ${this.any(d)}`).join(', ')}}`;
      case 1:
        return `(${this.of('dict', d)} | ${this.of('dict', d)})`;
      case 2:
        return this.comprehension('dict', d);
      case 3:
        return `dict(${this.any(d)}${c.pick(['', ', a=1'])})`;
      default:
        return `${this.of('dict', d)}.${c.pick([
          `get(${this.any(d)})`,
          `pop(${this.any(d)})`,
          `pop(${this.any(d)}, 1)`,
          `setdefault(${this.any(d)}, 2)`,
          'copy()',
          'popitem()',
          `update(${this.any(d)})`,
          `items() & ${this.any(d)}`,
          `keys() - ${this.any(d)}`,
        ])}`;
    }
  }

  private text(d: number): string {
    return this.of(this.c.pick(['str', 'str', 'bytes', 'list', 'tuple']), d);
  }

  private index(d: number): string {
    const { c } = this;
    if (c.chance(50)) return c.pick(['0', '-1', '1', '5', '-7', "'a'", 'True', '1.0', 'None', '2**64', '...', '0, 1']);
    if (c.chance(10)) return this.any(d);
    const bound = (): string => c.pick(['', '0', '1', '-1', '2', '-3', '100', 'None', '-2**70', '1.5']);
    return `${bound()}:${bound()}${c.pick(['', '', ':2', ':-1', ':0', ':-2', ':None', ":'a'"])}`;
  }

  private spec(): string {
    return this.c.chance(40) ? this.c.pick(MORE_SPECS) : this.c.pick(SPECS);
  }
}
