/**
 * Source text of an expression (CPython's ast_unparse.c): what `from __future__ import annotations` keeps.
 *
 * Owns: precedence and parentheses. Must not know: why the text is wanted.
 */
import type { Const } from '../bytecode/constant';
import { constantRepr, stringRepr } from '../bytecode/constantRepr';
import type * as ast from '../syntax/ast';

const P = {
  TUPLE: 0,
  TEST: 1,
  OR: 2,
  AND: 3,
  NOT: 4,
  CMP: 5,
  BOR: 6,
  BXOR: 7,
  BAND: 8,
  SHIFT: 9,
  ARITH: 10,
  TERM: 11,
  FACTOR: 12,
  POWER: 13,
  AWAIT: 14,
  ATOM: 15,
} as const;

const BINARY: { [op in ast.Operator]: [text: string, precedence: number] } = {
  Add: [' + ', P.ARITH],
  Sub: [' - ', P.ARITH],
  Mult: [' * ', P.TERM],
  MatMult: [' @ ', P.TERM],
  Div: [' / ', P.TERM],
  Mod: [' % ', P.TERM],
  LShift: [' << ', P.SHIFT],
  RShift: [' >> ', P.SHIFT],
  BitOr: [' | ', P.BOR],
  BitXor: [' ^ ', P.BXOR],
  BitAnd: [' & ', P.BAND],
  FloorDiv: [' // ', P.TERM],
  Pow: [' ** ', P.POWER],
};

const UNARY: { [op in ast.UnaryOperator]: [text: string, precedence: number] } = {
  Invert: ['~', P.FACTOR],
  Not: ['not ', P.NOT],
  UAdd: ['+', P.FACTOR],
  USub: ['-', P.FACTOR],
};

const COMPARE: { [op in ast.CompareOperator]: string } = {
  Eq: ' == ',
  NotEq: ' != ',
  Lt: ' < ',
  LtE: ' <= ',
  Gt: ' > ',
  GtE: ' >= ',
  Is: ' is ',
  IsNot: ' is not ',
  In: ' in ',
  NotIn: ' not in ',
};

export function unparseExpression(e: ast.Expr): string {
  return text(e, P.TEST);
}

function group(inner: string, needed: boolean): string {
  return needed ? `(${inner})` : inner;
}

function text(e: ast.Expr, level: number): string {
  switch (e.kind) {
    case 'Name':
      return e.id;
    case 'Constant':
      return constantText(e.value, e.ukind);
    case 'Attribute': {
      const object = text(e.value, P.ATOM);
      // 1 .real
      const spaced = e.value.kind === 'Constant' && e.value.value.type === 'int';
      return `${object}${spaced ? ' ' : ''}.${e.attr}`;
    }
    case 'Subscript':
      return `${text(e.value, P.ATOM)}[${subscriptText(e.slice)}]`;
    case 'BoolOp': {
      const precedence = e.op === 'And' ? P.AND : P.OR;
      const parts = e.values.map((value) => text(value, precedence + 1));
      return group(parts.join(e.op === 'And' ? ' and ' : ' or '), level > precedence);
    }
    case 'BinOp': {
      const [op, precedence] = BINARY[e.op];
      const rightAssociative = e.op === 'Pow' ? 1 : 0;
      const left = text(e.left, precedence + rightAssociative);
      const right = text(e.right, precedence + 1 - rightAssociative);
      return group(`${left}${op}${right}`, level > precedence);
    }
    case 'UnaryOp': {
      const [op, precedence] = UNARY[e.op];
      return group(`${op}${text(e.operand, precedence)}`, level > precedence);
    }
    case 'Lambda': {
      const args = argumentsText(e.args);
      // without positional parameters CPython writes `lambda*args`
      const blank = e.args.posonlyargs.length + e.args.args.length > 0 ? ' ' : '';
      return group(`lambda${blank}${args}: ${text(e.body, P.TEST)}`, level > P.TEST);
    }
    case 'IfExp':
      return group(
        `${text(e.body, P.TEST + 1)} if ${text(e.test, P.TEST + 1)} else ${text(e.orelse, P.TEST)}`,
        level > P.TEST,
      );
    case 'Compare': {
      let out = text(e.left, P.CMP + 1);
      e.ops.forEach((op, i) => (out += COMPARE[op] + text(e.comparators[i], P.CMP + 1)));
      return group(out, level > P.CMP);
    }
    case 'Call':
      return `${text(e.func, P.ATOM)}(${callArguments(e)})`;
    case 'Tuple':
      if (e.elts.length === 0) return '()';
      return group(e.elts.length === 1 ? `${text(e.elts[0], P.TEST)},` : items(e.elts), level > P.TUPLE);
    case 'List':
      return `[${items(e.elts)}]`;
    case 'Set':
      return `{${items(e.elts)}}`;
    case 'Dict': {
      const pairs = e.values.map((value, i) => {
        const key = e.keys[i];
        return key === null ? `**${text(value, P.BOR)}` : `${text(key, P.TEST)}: ${text(value, P.TEST)}`;
      });
      return `{${pairs.join(', ')}}`;
    }
    case 'ListComp':
      return `[${text(e.elt, P.TEST)}${generatorsText(e.generators)}]`;
    case 'SetComp':
      return `{${text(e.elt, P.TEST)}${generatorsText(e.generators)}}`;
    case 'GeneratorExp':
      return `(${text(e.elt, P.TEST)}${generatorsText(e.generators)})`;
    case 'DictComp':
      return `{${text(e.key, P.TEST)}: ${text(e.value, P.TEST)}${generatorsText(e.generators)}}`;
    case 'Starred':
      return `*${text(e.value, P.BOR)}`;
    case 'NamedExpr':
      return `(${text(e.target, P.ATOM)} := ${text(e.value, P.ATOM)})`;
    case 'Slice': {
      const part = (x: ast.Expr | null) => (x === null ? '' : text(x, P.TEST));
      return `${part(e.lower)}:${part(e.upper)}${e.step === null ? '' : `:${part(e.step)}`}`;
    }
    case 'Await':
      return group(`await ${text(e.value, P.ATOM)}`, level > P.AWAIT);
    case 'Yield':
      return e.value === null ? '(yield)' : `(yield ${text(e.value, P.TEST)})`;
    case 'YieldFrom':
      return `(yield from ${text(e.value, P.TEST)})`;
    case 'JoinedStr':
      return `f${stringRepr(formattedBody(e.values))}`;
    case 'TemplateStr':
      return `t${stringRepr(formattedBody(e.values))}`;
    case 'FormattedValue':
    case 'Interpolation':
      return `f${stringRepr(formattedBody([e]))}`;
  }
}

function items(elts: ast.Expr[]): string {
  return elts.map((elt) => text(elt, P.TEST)).join(', ');
}

function subscriptText(slice: ast.Expr): string {
  // x[*a, b] needs its star bare; a one-tuple keeps its comma
  return text(slice, P.TUPLE);
}

function constantText(value: Const, kind: string | null): string {
  if (value.type === 'Ellipsis') return '...';
  const repr = constantRepr(value, () => '');
  const finite = repr.replaceAll('inf', '1e309');
  return (kind === 'u' ? 'u' : '') + (value.type === 'float' || value.type === 'complex' ? finite : repr);
}

function callArguments(e: ast.Call): string {
  if (e.args.length === 1 && e.keywords.length === 0 && e.args[0].kind === 'GeneratorExp') {
    return text(e.args[0], P.TEST).slice(1, -1);
  }
  const keywords = e.keywords.map((k) => (k.arg === null ? '**' : `${k.arg}=`) + text(k.value, P.TEST));
  return [...e.args.map((arg) => text(arg, P.TEST)), ...keywords].join(', ');
}

function argumentsText(a: ast.Arguments): string {
  const parts: string[] = [];
  const positional = [...a.posonlyargs, ...a.args];
  const firstDefault = positional.length - a.defaults.length;
  positional.forEach((arg, i) => {
    parts.push(i >= firstDefault ? `${arg.arg}=${text(a.defaults[i - firstDefault], P.TEST)}` : arg.arg);
    if (i + 1 === a.posonlyargs.length) parts.push('/');
  });
  if (a.vararg !== null) parts.push(`*${a.vararg.arg}`);
  else if (a.kwonlyargs.length > 0) parts.push('*');
  a.kwonlyargs.forEach((arg, i) => {
    const value = a.kw_defaults[i];
    parts.push(value === null ? arg.arg : `${arg.arg}=${text(value, P.TEST)}`);
  });
  if (a.kwarg !== null) parts.push(`**${a.kwarg.arg}`);
  return parts.join(', ');
}

function generatorsText(generators: ast.Comprehension[]): string {
  return generators
    .map((g) => {
      const tests = g.ifs.map((test) => ` if ${text(test, P.TEST + 1)}`).join('');
      return `${g.is_async !== 0 ? ' async' : ''} for ${text(g.target, P.TUPLE)} in ${text(g.iter, P.TEST + 1)}${tests}`;
    })
    .join('');
}

function formattedBody(values: ast.Expr[]): string {
  return values
    .map((value) => {
      if (value.kind === 'Constant' && value.value.type === 'str') return value.value.value.replace(/[{}]/g, '$&$&');
      if (value.kind === 'JoinedStr') return formattedBody(value.values);
      if (value.kind !== 'FormattedValue' && value.kind !== 'Interpolation') return '';
      const inner = text(value.value, P.TEST + 1);
      const conversion = value.conversion > 0 ? `!${String.fromCharCode(value.conversion)}` : '';
      const spec = value.format_spec === null ? '' : `:${formattedBody([value.format_spec])}`;
      return `{${inner.startsWith('{') ? ' ' : ''}${inner}${conversion}${spec}}`;
    })
    .join('');
}
