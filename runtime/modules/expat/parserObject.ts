/**
 * `xmlparser` objects: Python's side of a parser (CPython's pyexpat.c).
 *
 * Owns: buffered character data, interned names, what a parser keeps of its settings. The handlers are in
 * handlerTable.ts, attributes and methods in parserType.ts.
 */
import { setAttr } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import type { PyDict } from '../../objects/dict';
import { newError } from '../../objects/errors';
import { PyObject, type PyType, type Value } from '../../objects/object';
import { PyBaseException } from '../../objects/exceptionTypes';
import { errorMessage } from './codes';
import { type Parser } from './parser';
import { utf8Length } from './source';

export const expatState = {} as { error: PyType; parser: PyType };

export class PyXmlParser extends PyObject {
  /** By the attribute's name. */
  readonly handlers = new Map<string, Value>();
  orderedAttributes = false;
  specifiedAttributes = false;
  bufferSize = 8192;
  /** Character data that waits for more; undefined while it is told at once. */
  buffer: string | undefined;
  /** In bytes. */
  bufferUsed = 0;
  inCallback = false;
  /** What a handler raised: it ends the parsing, later. */
  raised: PyBaseException | undefined;

  constructor(
    readonly parser: Parser,
    readonly intern: PyDict | undefined,
  ) {
    super(expatState.parser);
  }

  /** Calls a handler of the program. Gives undefined when it raised: then no further one is called. */
  callHandler(handler: Value, args: Value[]): Value | undefined {
    this.inCallback = true;
    try {
      return call(handler, args);
    } catch (e) {
      if (!(e instanceof PyBaseException)) throw e;
      this.fail(e);
      return undefined;
    } finally {
      this.inCallback = false;
    }
  }

  fail(e: PyBaseException): void {
    this.raised ??= e;
    this.handlers.clear();
    this.parser.handlers = { externalEntityRef: () => false };
  }

  /** Tells an event, the text before it first. */
  tell(name: string, makeArgs: () => Value[]): Value | undefined {
    const handler = this.handlers.get(name);
    if (handler === undefined || this.raised !== undefined) return undefined;
    this.flush();
    if (this.raised !== undefined) return undefined;
    return this.callHandler(handler, makeArgs());
  }

  text(data: string): void {
    if (this.raised !== undefined) return;
    if (this.buffer === undefined) return this.tellText(data);
    const length = utf8Length(data);
    if (this.bufferUsed + length > this.bufferSize) {
      this.flush();
      if (!this.handlers.has('CharacterDataHandler')) return;
    }
    if (length > this.bufferSize) this.tellText(data);
    else {
      this.buffer += data;
      this.bufferUsed += length;
    }
  }

  flush(): void {
    if (this.buffer === undefined || this.bufferUsed === 0) return;
    const text = this.buffer;
    this.buffer = '';
    this.bufferUsed = 0;
    this.tellText(text);
  }

  private tellText(data: string): void {
    const handler = this.handlers.get('CharacterDataHandler');
    if (handler !== undefined) this.callHandler(handler, [data]);
  }

  /** Names that come again are the same object. */
  interned(name: string | undefined): Value {
    if (name === undefined) return None;
    if (this.intern === undefined) return name;
    const known = this.intern.getStr(name);
    if (known === undefined) this.intern.setStr(name, name);
    return known ?? name;
  }

  /** What parsing came to: raises what a handler raised, or ExpatError. */
  result(ok: boolean): boolean {
    this.raise();
    if (!ok) throw this.error(this.parser.errorCode);
    this.flush();
    this.raise();
    return ok;
  }

  private raise(): void {
    const e = this.raised;
    this.raised = undefined;
    if (e !== undefined) throw e;
  }

  error(code: number): PyBaseException {
    const { line, column } = this.parser.position();
    const e = newError(expatState.error, `${errorMessage(code) ?? 'None'}: line ${line}, column ${column}`);
    setAttr(e, 'code', code);
    setAttr(e, 'offset', column);
    setAttr(e, 'lineno', line);
    return e;
  }
}
