/**
 * Why a source is not Python: parses it again, as CPython's own parser does, and answers the error it would raise.
 *
 * Owns: the order of runs (without and with the invalid_ rules) and which error wins. Must not know: how fast
 * parsing works; it is only called for sources that the fast parser has refused.
 */

import { Lexer } from '../lexer';
import type { LexerOptions } from '../lexerState';
import { PySyntaxError } from '../syntaxError';
import { KEYWORDS, FIRST_KEYWORD, Tok } from '../token';
import { errorAction, namedAction } from './errorActions';
import { EXPRESSION_GRAMMAR } from './expressionGrammar';
import { INVALID_GRAMMAR } from './invalidGrammar';
import { FAIL, type Matcher, PegMachine } from './pegMachine';
import { compileGrammar, type Grammar, type Reference } from './pegNotation';
import { STATEMENT_GRAMMAR } from './statementGrammar';

export type StartRule = 'file' | 'interactive' | 'eval' | 'func_type';

export interface ErrorPassOptions {
  rule: StartRule;
  /** By the index of its first token, where each statement ends that is known to be right. */
  completed: ReadonlyMap<number, number>;
  /** Where the fast parser stopped. */
  stopToken: number;
  lexer: LexerOptions;
  barryAsFlufl: boolean;
  allowIncompleteInput: boolean;
}

let grammar: Grammar | null = null;

function theGrammar(): Grammar {
  grammar ??= compileGrammar(STATEMENT_GRAMMAR + EXPRESSION_GRAMMAR + INVALID_GRAMMAR, {
    token: tokenMatcher,
    softKeyword: (text) => (machine) =>
      machine.kindAt(machine.mark) === Tok.Name && machine.nameAt(machine.mark) === text ? machine.take() : FAIL,
    forced: (text) => {
      const matches = tokenMatcher(text);
      return (machine) => {
        const token = matches(machine);
        if (token !== FAIL) return token;
        const here = machine.take();
        return machine.raiseRange(here, here, `expected '${text}'`);
      };
    },
    action: namedAction,
    errorAction,
  });
  return grammar;
}

/** `source` is normalized (see parser.ts). */
export function findSyntaxError(source: string, filename: string, options: ErrorPassOptions): PySyntaxError {
  const lexer = new Lexer(source, filename, options.lexer);
  const machine = new PegMachine(lexer, options.barryAsFlufl, options.completed);
  const { match } = theGrammar().rules.get(options.rule) as Reference;
  let lastToken = -1;
  let found: PySyntaxError;
  try {
    match(machine);
    lastToken = lexer.tokens.count - 1;
    if (options.allowIncompleteInput && lexer.reachedEnd) return incomplete(machine);
    machine.restart();
    match(machine);
    found = genericError(machine, lastToken);
    if (found.type === 'IndentationError') return found;
  } catch (error) {
    // Nested too deeply for this parser, though not for the fast one, which knows where it stopped.
    if (error instanceof RangeError) return genericError(machine, Math.max(options.stopToken, 0));
    if (!(error instanceof PySyntaxError)) throw error;
    if (options.allowIncompleteInput && lexer.reachedEnd && lastToken < 0) return incomplete(machine);
    if (machine.lexerFailed || lexer.reachedEnd) return error;
    found = error;
  }
  return restOfSource(machine) ?? found;
}

/** Mirrors _PyPegen_tokenize_full_source_to_check_for_errors: what the lexer finds further on is worse. */
function restOfSource(machine: PegMachine): PySyntaxError | null {
  const { lexer } = machine;
  const { tokens } = lexer;
  const errorLine = machine.place(machine.fill - 1).line;
  try {
    while (tokens.kind[tokens.count - 1] !== Tok.EndMarker) lexer.next();
  } catch (error) {
    if (!(error instanceof PySyntaxError)) throw error;
    // Inside an f-string CPython keeps the first error.
    if (lexer.mode !== null) return null;
    if (!raisedByTokenizer(error)) {
      const depth = lexer.brackets.length;
      return depth > 0 && errorLine > lexer.bracketLines[depth - 1] ? lexer.neverClosed() : null;
    }
    return error;
  }
  return null;
}

/** The other errors of the lexer are only states of CPython's tokenizer, which the parser turns into errors. */
function raisedByTokenizer(error: PySyntaxError): boolean {
  if (error.type !== 'SyntaxError') return false;
  return !/was never closed$|^unexpected EOF|^unexpected character after line cont/.test(error.msg);
}

function incomplete(machine: PegMachine): PySyntaxError {
  return caught(() => {
    if (machine.lexerFailed) return machine.raiseAtLexer('_IncompleteInputError', 'incomplete input');
    return machine.raiseAtToken('_IncompleteInputError', 'incomplete input');
  });
}

function caught(raise: () => never): PySyntaxError {
  try {
    return raise();
  } catch (error) {
    if (error instanceof PySyntaxError) return error;
    throw error;
  }
}

/** Mirrors _Pypegen_set_syntax_error where no rule has raised. */
function genericError(machine: PegMachine, lastToken: number): PySyntaxError {
  const kind = machine.kindAt(lastToken);
  if (kind === Tok.Indent)
    return caught(() => machine.raiseAtToken('IndentationError', 'unexpected indent', lastToken));
  if (kind === Tok.Dedent)
    return caught(() => machine.raiseAtToken('IndentationError', 'unexpected unindent', lastToken));
  const { line, col, endLine, endCol } = machine.place(lastToken);
  return machine.known('SyntaxError', line, col, endLine, endCol, 'invalid syntax');
}

const KINDS: Record<string, Tok> = {
  NAME: Tok.Name,
  NUMBER: Tok.Number,
  STRING: Tok.String,
  NEWLINE: Tok.Newline,
  INDENT: Tok.Indent,
  DEDENT: Tok.Dedent,
  ENDMARKER: Tok.EndMarker,
  FSTRING_START: Tok.FStringStart,
  FSTRING_MIDDLE: Tok.FStringMiddle,
  FSTRING_END: Tok.FStringEnd,
  TSTRING_START: Tok.TStringStart,
  TSTRING_MIDDLE: Tok.TStringMiddle,
  TSTRING_END: Tok.TStringEnd,
  TYPE_COMMENT: Tok.TypeComment,
  '(': Tok.LPar,
  ')': Tok.RPar,
  '[': Tok.LSqb,
  ']': Tok.RSqb,
  '{': Tok.LBrace,
  '}': Tok.RBrace,
  ':': Tok.Colon,
  ',': Tok.Comma,
  ';': Tok.Semi,
  '.': Tok.Dot,
  '...': Tok.Ellipsis,
  '->': Tok.Arrow,
  ':=': Tok.ColonEqual,
  '!': Tok.Exclamation,
  '=': Tok.Equal,
  '|': Tok.VBar,
  '^': Tok.Circumflex,
  '&': Tok.Amper,
  '<<': Tok.LeftShift,
  '>>': Tok.RightShift,
  '+': Tok.Plus,
  '-': Tok.Minus,
  '*': Tok.Star,
  '/': Tok.Slash,
  '//': Tok.DoubleSlash,
  '%': Tok.Percent,
  '@': Tok.At,
  '**': Tok.DoubleStar,
  '~': Tok.Tilde,
  '==': Tok.EqEqual,
  '<': Tok.Less,
  '<=': Tok.LessEqual,
  '>': Tok.Greater,
  '>=': Tok.GreaterEqual,
};
KEYWORDS.forEach((keyword, index) => {
  KINDS[keyword] = FIRST_KEYWORD + index;
});

const SOFT_KEYWORDS = new Set(['_', 'case', 'match', 'type']);

function tokenMatcher(text: string): Matcher {
  switch (text) {
    case 'AUGASSIGN':
      return (machine) => {
        const kind = machine.kindAt(machine.mark);
        return kind >= Tok.VBarEqual && kind <= Tok.DoubleStarEqual ? machine.take() : FAIL;
      };
    case 'NOTEQUAL':
      return (machine) => {
        if (machine.kindAt(machine.mark) !== Tok.NotEqual) return FAIL;
        const flufl = machine.textAt(machine.mark) === '<>';
        if (machine.barryAsFlufl && !flufl) {
          machine.raiseAtToken('SyntaxError', "with Barry as BDFL, use '<>' instead of '!='");
        }
        return flufl === machine.barryAsFlufl ? machine.take() : FAIL;
      };
    case 'SOFT_KEYWORD':
      return (machine) =>
        machine.kindAt(machine.mark) === Tok.Name && SOFT_KEYWORDS.has(machine.nameAt(machine.mark))
          ? machine.take()
          : FAIL;
    default: {
      const kind = KINDS[text];
      if (kind === undefined) throw new Error(`no token ${text}`);
      return (machine) => (machine.kindAt(machine.mark) === kind ? machine.take() : FAIL);
    }
  }
}
