/**
 * Turns grammars written in a compact PEG notation into matchers.
 *
 * Owns: the notation. Must not know: Python's grammar, messages.
 *
 *   name [memo]          a rule; each indented line below is an alternative, tried in order
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
  leftRecursive: boolean;
  alternatives: string[];
}

export interface Grammar {
  rules: Map<string, Matcher>;
}

interface Item {
  name: string | null;
  matcher: Matcher;
  lookahead: boolean;
  cut: boolean;
}

const LEXEMES = /\s*('[^']*'|"(?:\\.|[^"\\])*"|=>|&&|[&!~|()?*+.=,]|\$?[A-Za-z_][A-Za-z_0-9]*)/y;

export function compileGrammar(text: string, context: NotationContext): Grammar {
  const rules = readRules(text);
  const matchers = new Map<string, Matcher>();
  const compiled = new Map<string, Matcher>();
  const reference = (name: string): Matcher => {
    if (!rules.has(name)) throw new InternalError(`grammar: no rule ${name}`);
    return (machine) => (compiled.get(name) as Matcher)(machine, null);
  };
  let index = 0;
  for (const rule of rules.values()) {
    const alternatives = rule.alternatives.map((line) => new LineCompiler(line, context, reference).compileLine());
    const raw = choose(alternatives);
    const id = index++;
    compiled.set(
      rule.name,
      rule.leftRecursive
        ? (machine) => machine.growSeed(id, raw)
        : rule.memo
          ? (machine) => machine.memoized(id, false, raw)
          : (machine) => machine.memoized(id, true, raw),
    );
    matchers.set(rule.name, compiled.get(rule.name) as Matcher);
  }
  return { rules: matchers };
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
      current = { name, memo: memo === 'memo', leftRecursive: false, alternatives: [] };
      rules.set(name, current);
    }
  }
  return rules;
}

/** The alternatives in order; each answers FAIL, a value, or stops the choice by a cut or an action's refusal. */
function choose(alternatives: Matcher[]): Matcher {
  return (machine) => {
    const start = machine.mark;
    for (const alternative of alternatives) {
      machine.stop = false;
      const value = alternative(machine, null);
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

class LineCompiler {
  private readonly lexemes: string[] = [];
  private at = 0;

  constructor(
    private readonly line: string,
    private readonly context: NotationContext,
    private readonly reference: (name: string) => Matcher,
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
      return (machine, bindings) => (machine.blaming ? alternative(machine, bindings) : FAIL);
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
    const single = valued.length === 1 ? items.indexOf(valued[0]) : -1;
    return (machine) => {
      const start = machine.mark;
      const bindings: Bindings = new Map();
      let value: PegValue = null;
      let committed = false;
      for (let i = 0; i < items.length; i++) {
        const item = items[i];
        if (item.cut) {
          committed = true;
          continue;
        }
        const result = item.matcher(machine, null);
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
    if (this.accept('~')) return { name: null, matcher: () => null, lookahead: false, cut: true };
    if (this.accept('&&')) {
      const text = unquote(this.lexemes[this.at++]);
      return { name: null, matcher: this.context.forced(text), lookahead: false, cut: false };
    }
    if (this.accept('&')) return { name: null, matcher: lookahead(this.primary(), true), lookahead: true, cut: false };
    if (this.accept('!')) return { name: null, matcher: lookahead(this.primary(), false), lookahead: true, cut: false };
    let name: string | null = null;
    if (this.lexemes[this.at + 1] === '=') {
      name = this.lexemes[this.at];
      this.at += 2;
    }
    let matcher = this.primary();
    if (this.accept('.')) {
      const element = this.primary();
      this.expect('+');
      matcher = separated(matcher, element);
    } else if (this.accept('?')) matcher = optional(matcher);
    else if (this.accept('*')) matcher = repeated(matcher, 0);
    else if (this.accept('+')) matcher = repeated(matcher, 1);
    return { name, matcher, lookahead: false, cut: false };
  }

  private primary(): Matcher {
    const lexeme = this.lexemes[this.at++];
    if (lexeme === '(') return this.group();
    if (lexeme.startsWith("'")) return this.context.token(unquote(lexeme));
    if (lexeme.startsWith('"')) return this.context.softKeyword(unquote(lexeme));
    if (/^[A-Z_]+$/.test(lexeme)) return this.context.token(lexeme);
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

function lookahead(matcher: Matcher, positive: boolean): Matcher {
  return (machine) => {
    const start = machine.mark;
    const matches = matcher(machine, null) !== FAIL;
    machine.mark = start;
    return matches === positive ? null : FAIL;
  };
}

function optional(matcher: Matcher): Matcher {
  return (machine) => {
    const start = machine.mark;
    const value = matcher(machine, null);
    if (value !== FAIL) return value;
    machine.mark = start;
    return null;
  };
}

function repeated(matcher: Matcher, least: number): Matcher {
  return (machine) => {
    const values: PegValue[] = [];
    for (;;) {
      const start = machine.mark;
      const value = matcher(machine, null);
      if (value === FAIL) {
        machine.mark = start;
        break;
      }
      values.push(value);
      if (machine.mark === start) break;
    }
    return values.length >= least ? values : FAIL;
  };
}

function separated(separator: Matcher, element: Matcher): Matcher {
  return (machine) => {
    const values: PegValue[] = [];
    const first = element(machine, null);
    if (first === FAIL) return FAIL;
    values.push(first);
    for (;;) {
      const start = machine.mark;
      const next = separator(machine, null) === FAIL ? FAIL : element(machine, null);
      if (next === FAIL) {
        machine.mark = start;
        return values;
      }
      values.push(next);
    }
  };
}

/** Mirrors the _without_invalid suffix of CPython's grammar. */
function withoutBlame(matcher: Matcher): Matcher {
  return (machine) => {
    const blaming = machine.blaming;
    machine.blaming = false;
    const value = matcher(machine, null);
    machine.blaming = blaming;
    return value;
  };
}
