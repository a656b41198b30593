/**
 * Turns grammars written in a compact PEG notation into matchers.
 *
 * Owns: the notation. Must not know: Python's grammar, messages.
 *
 *   name [memo]          a rule; each indented line below is an alternative, tried in order
 *   name statement       the same for the rule of statements: those known to be right are passed over, and what was
 *                        found inside one is forgotten when it is complete
 *   'x' "x" NAME rule    a token by its text, a soft keyword, a token by its kind, another rule
 *   x? x* x+ s.x+ (…|…)  optional, repeated, separated, grouped
 *   &x !x &&x ~          followed by, not followed by, required at once, no other alternative from here on
 *   a=x … => a           the alternative's value is a
 *   … => Kind(a, b)      its value is a node of that kind with these parts
 *   … => $f(a, b)        its value is what the action f answers (nothing: the rule fails, without more alternatives)
 *   … => !at a "text"    it is an error: blames `a` (see errorActions.ts for the other forms)
 *
 * As in CPython, an alternative that is just a rule named invalid_… counts only in the second run.
 */

import { InternalError } from '../../base/internalError';
import { FAIL, type Bindings, type Matcher, type PegMachine, type PegValue } from './pegMachine';

/** An action's arguments are already evaluated. */
export type Action = (machine: PegMachine, args: PegValue[], start: number) => PegValue;

export interface NotationContext {
  /** By token text or kind name: matches one token. */
  token(text: string): Matcher;
  softKeyword(text: string): Matcher;
  forced(text: string): Matcher;
  action(name: string): Action;
  /** For `!form args "message"`. */
  errorAction(form: string, message: string, names: readonly string[]): Action;
}

interface Rule {
  name: string;
  memo: boolean;
  statement: boolean;
  leftRecursive: boolean;
  alternatives: string[];
}

/** A rule that other rules refer to, perhaps before it is compiled. */
export interface Reference {
  match: Matcher;
}

export interface Grammar {
  rules: Map<string, Reference>;
}

interface Item {
  name: string | null;
  part: Reference;
  lookahead: boolean;
  cut: boolean;
}

const NO_BINDINGS: Bindings = new Map<string, PegValue>();

const LEXEMES = /\s*('[^']*'|"(?:\\.|[^"\\])*"|=>|&&|[&!~|()?*+.=,]|\$?[A-Za-z_][A-Za-z_0-9]*)/y;

export function compileGrammar(text: string, context: NotationContext): Grammar {
  const rules = readRules(text);
  const compiled = new Map<string, Reference>();
  for (const name of rules.keys()) compiled.set(name, { match: unready });
  const reference = (name: string): Reference => {
    const found = compiled.get(name);
    if (found === undefined) throw new InternalError(`grammar: no rule ${name}`);
    return found;
  };
  let id = 0;
  for (const rule of rules.values()) {
    const alternatives = rule.alternatives.map((line) => new LineCompiler(line, context, reference).compileLine());
    const raw = rule.statement ? statements(choose(alternatives)) : choose(alternatives);
    reference(rule.name).match = remembering(id++, rule, raw);
  }
  return { rules: compiled };
}

function unready(): never {
  throw new InternalError('grammar: a rule is used before it is compiled');
}

function remembering(id: number, rule: Rule, raw: Matcher): Matcher {
  if (rule.statement) return raw;
  if (rule.leftRecursive) return (machine) => machine.growSeed(id, raw);
  // A rule without CPython's (memo) is kept apart for runs with and without blame.
  return rule.memo
    ? (machine) => machine.memoized(id * 2, raw)
    : (machine) => machine.memoized(id * 2 + (machine.blaming ? 1 : 0), raw);
}

function readRules(text: string): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  let current: Rule | null = null;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    if (line.startsWith('  ')) {
      if (current === null) throw new InternalError('grammar: alternative without a rule');
      current.alternatives.push(line.trim());
      if (new RegExp(`^(?:[a-z]=)?${current.name}(?![A-Za-z_0-9])`).test(line.trim())) current.leftRecursive = true;
    } else {
      const [name, memo] = line.trim().split(' ');
      current = {
        name,
        memo: memo === 'memo',
        statement: memo === 'statement',
        leftRecursive: false,
        alternatives: [],
      };
      rules.set(name, current);
    }
  }
  return rules;
}

/** The alternatives in order; each answers FAIL, a value, or stops the choice by a cut or an action's refusal. */
function choose(alternatives: Matcher[]): Matcher {
  if (alternatives.length === 1) return alternatives[0];
  return (machine) => {
    const start = machine.mark;
    for (const alternative of alternatives) {
      machine.stop = false;
      const value = alternative(machine);
      if (value !== FAIL) return value;
      machine.mark = start;
      if (machine.stop) {
        machine.stop = false;
        return FAIL;
      }
    }
    return FAIL;
  };
}

function statements(matcher: Matcher): Matcher {
  return (machine) => {
    if (machine.skipStatement()) return null;
    const start = machine.mark;
    const value = matcher(machine);
    if (value !== FAIL) machine.forget(start);
    return value;
  };
}

class LineCompiler {
  private readonly lexemes: string[] = [];
  private at = 0;

  constructor(
    private readonly line: string,
    private readonly context: NotationContext,
    private readonly reference: (name: string) => Reference,
  ) {
    LEXEMES.lastIndex = 0;
    while (LEXEMES.lastIndex < line.trimEnd().length) {
      const match = LEXEMES.exec(line);
      if (match === null) throw new InternalError(`grammar: cannot read ${line}`);
      this.lexemes.push(match[1]);
    }
  }

  compileLine(): Matcher {
    const alternative = this.alternative();
    if (this.at < this.lexemes.length) throw new InternalError(`grammar: ${this.lexemes[this.at]} in ${this.line}`);
    if (this.lexemes.length === 1 && this.lexemes[0].startsWith('invalid_')) {
      return (machine) => (machine.blaming ? alternative(machine) : FAIL);
    }
    return alternative;
  }

  private peek(): string | undefined {
    return this.lexemes[this.at];
  }

  private accept(lexeme: string): boolean {
    if (this.lexemes[this.at] !== lexeme) return false;
    this.at++;
    return true;
  }

  private expect(lexeme: string): void {
    if (!this.accept(lexeme)) throw new InternalError(`grammar: expected ${lexeme} in ${this.line}`);
  }

  /** alternatives separated by |, inside parentheses */
  private group(): Matcher {
    const alternatives = [this.alternative()];
    while (this.accept('|')) alternatives.push(this.alternative());
    this.expect(')');
    return choose(alternatives);
  }

  private alternative(): Matcher {
    const items: Item[] = [];
    for (;;) {
      const next = this.peek();
      if (next === undefined || next === '|' || next === ')' || next === '=>') break;
      items.push(this.item());
    }
    const action = this.accept('=>') ? this.action() : null;
    const valued = items.filter((item) => !item.lookahead && !item.cut);
    const named = items.some((item) => item.name !== null);
    const single = valued.length === 1 ? items.indexOf(valued[0]) : -1;
    return (machine) => {
      const start = machine.mark;
      const bindings: Bindings = named ? new Map<string, PegValue>() : NO_BINDINGS;
      let value: PegValue = null;
      let committed = false;
      for (let i = 0; i < items.length; i++) {
        const item = items[i];
        if (item.cut) {
          committed = true;
          continue;
        }
        const result = item.part.match(machine);
        if (result === FAIL) {
          machine.stop = committed;
          return FAIL;
        }
        if (item.name !== null) bindings.set(item.name, result);
        if (i === single) value = result;
      }
      if (action !== null) {
        const result = action(machine, bindings, start);
        machine.stop = result === FAIL;
        return result;
      }
      return single >= 0 ? value : machine.node('group', start, []);
    };
  }

  private item(): Item {
    if (this.accept('~')) return { name: null, part: { match: () => null }, lookahead: false, cut: true };
    if (this.accept('&&')) {
      const text = unquote(this.lexemes[this.at++]);
      return { name: null, part: { match: this.context.forced(text) }, lookahead: false, cut: false };
    }
    if (this.accept('&')) return { name: null, part: lookahead(this.primary(), true), lookahead: true, cut: false };
    if (this.accept('!')) return { name: null, part: lookahead(this.primary(), false), lookahead: true, cut: false };
    let name: string | null = null;
    if (this.lexemes[this.at + 1] === '=') {
      name = this.lexemes[this.at];
      this.at += 2;
    }
    let part = this.primary();
    if (this.accept('.')) {
      const element = this.primary();
      this.expect('+');
      part = separated(part, element);
    } else if (this.accept('?')) part = optional(part);
    else if (this.accept('*')) part = repeated(part, 0);
    else if (this.accept('+')) part = repeated(part, 1);
    return { name, part, lookahead: false, cut: false };
  }

  private primary(): Reference {
    const lexeme = this.lexemes[this.at++];
    if (lexeme === '(') return { match: this.group() };
    if (lexeme.startsWith("'")) return { match: this.context.token(unquote(lexeme)) };
    if (lexeme.startsWith('"')) return { match: this.context.softKeyword(unquote(lexeme)) };
    if (/^[A-Z_]+$/.test(lexeme)) return { match: this.context.token(lexeme) };
    if (/^[a-z]/.test(lexeme)) {
      if (lexeme === 'expression_without_invalid') return withoutBlame(this.reference(lexeme));
      return this.reference(lexeme);
    }
    throw new InternalError(`grammar: ${lexeme} in ${this.line}`);
  }

  /** What follows `=>`. */
  private action(): (machine: PegMachine, bindings: Bindings, start: number) => PegValue {
    if (this.accept('!')) {
      const form = this.lexemes[this.at++];
      const args: ((machine: PegMachine, bindings: Bindings) => PegValue)[] = [];
      while (!this.lexemes[this.at].startsWith('"')) args.push(this.argument());
      const message = unquote(this.lexemes[this.at++]);
      const names = [...message.matchAll(/\{\w+:(\w)\}/g)].map((match) => match[1]);
      const raise = this.context.errorAction(form, message, names);
      return (machine, bindings, start) =>
        raise(
          machine,
          [...args.map((arg) => arg(machine, bindings)), ...names.map((n) => bindings.get(n) ?? null)],
          start,
        );
    }
    return this.argument();
  }

  /** a, null, $f(a, b) or Kind(a, b) */
  private argument(): (machine: PegMachine, bindings: Bindings, start?: number) => PegValue {
    const lexeme = this.lexemes[this.at++];
    if (!this.accept('(')) return (_machine, bindings) => bindings.get(lexeme) ?? null;
    const args: ((machine: PegMachine, bindings: Bindings) => PegValue)[] = [];
    while (!this.accept(')')) {
      args.push(this.argument());
      this.accept(',');
    }
    if (!lexeme.startsWith('$')) {
      return (machine, bindings, start) =>
        machine.node(
          lexeme,
          start ?? machine.mark,
          args.map((arg) => arg(machine, bindings)),
        );
    }
    const action = this.context.action(lexeme.slice(1));
    return (machine, bindings, start) =>
      action(
        machine,
        args.map((arg) => arg(machine, bindings)),
        start ?? machine.mark,
      );
  }
}

function unquote(lexeme: string): string {
  return lexeme.slice(1, -1).replaceAll('\\"', '"');
}

function lookahead(part: Reference, positive: boolean): Reference {
  const match: Matcher = (machine) => {
    const start = machine.mark;
    const matches = part.match(machine) !== FAIL;
    machine.mark = start;
    return matches === positive ? null : FAIL;
  };
  return { match };
}

function optional(part: Reference): Reference {
  const match: Matcher = (machine) => {
    const start = machine.mark;
    const value = part.match(machine);
    if (value !== FAIL) return value;
    machine.mark = start;
    return null;
  };
  return { match };
}

function repeated(part: Reference, least: number): Reference {
  const match: Matcher = (machine) => {
    const values: PegValue[] = [];
    for (;;) {
      const start = machine.mark;
      const value = part.match(machine);
      if (value === FAIL) {
        machine.mark = start;
        break;
      }
      values.push(value);
      if (machine.mark === start) break;
    }
    return values.length >= least ? values : FAIL;
  };
  return { match };
}

function separated(separator: Reference, element: Reference): Reference {
  const match: Matcher = (machine) => {
    const values: PegValue[] = [];
    const first = element.match(machine);
    if (first === FAIL) return FAIL;
    values.push(first);
    for (;;) {
      const start = machine.mark;
      const next = separator.match(machine) === FAIL ? FAIL : element.match(machine);
      if (next === FAIL) {
        machine.mark = start;
        return values;
      }
      values.push(next);
    }
  };
  return { match };
}

/** Mirrors the _without_invalid suffix of CPython's grammar. */
function withoutBlame(part: Reference): Reference {
  const match: Matcher = (machine) => {
    const blaming = machine.blaming;
    machine.blaming = false;
    const value = part.match(machine);
    machine.blaming = blaming;
    return value;
  };
  return { match };
}
