/** The reader's state machine (CPython's parse_process_char). */
import { None } from '../../objects/builtinTypes';
import { newError } from '../../objects/errors';
import { floatFrom } from '../../objects/floatType';
import { iterNext } from '../../objects/iteration';
import { typeOf, type Value } from '../../objects/object';
import { PyFloat, PyList, strOf } from '../../objects/values';
import { csvState, Quote, type Dialect } from './dialect';

type State =
  | 'startRecord'
  | 'startField'
  | 'escapedChar'
  | 'inField'
  | 'inQuotedField'
  | 'escapeInQuoted'
  | 'quoteInQuoted'
  | 'eatCrnl'
  | 'afterEscapedCrnl';

export class CsvReader {
  lineNum = 0;
  private state: State = 'startRecord';
  private field = '';
  private fields: Value[] = [];
  /** The field was not quoted. */
  private unquoted = false;

  constructor(
    private readonly source: Value,
    private readonly d: Dialect,
  ) {}

  private error(message: string) {
    return newError(csvState.error, message);
  }

  private save(): void {
    const { quoting } = this.d;
    let v: Value = this.field;
    if (this.unquoted && this.field === '' && (quoting === Quote.notNull || quoting === Quote.strings)) v = None;
    else if (this.unquoted && this.field !== '' && (quoting === Quote.nonNumeric || quoting === Quote.strings))
      v = new PyFloat(floatFrom(this.field));
    this.fields.push(v);
    this.field = '';
  }

  private add(c: string): void {
    if (this.field.length >= csvState.fieldLimit)
      throw this.error(`field larger than field limit (${csvState.fieldLimit})`);
    this.field += c;
  }

  /** One character; '' is the end of the line. */
  private process(c: string): void {
    const { d } = this;
    switch (this.state) {
      case 'startRecord':
        if (c === '') return;
        if (c === '\n' || c === '\r') {
          this.state = 'eatCrnl';
          return;
        }
        this.state = 'startField';
        this.startField(c);
        return;
      case 'startField':
        this.startField(c);
        return;
      case 'escapedChar':
        if (c === '\n' || c === '\r') {
          this.add(c);
          this.state = 'afterEscapedCrnl';
          return;
        }
        this.add(c === '' ? '\n' : c);
        this.state = 'inField';
        return;
      case 'afterEscapedCrnl':
        if (c === '') return;
        this.inField(c);
        return;
      case 'inField':
        this.inField(c);
        return;
      case 'inQuotedField':
        if (c === '') return;
        if (c === d.escapechar) this.state = 'escapeInQuoted';
        else if (c === d.quotechar && d.quoting !== Quote.none)
          this.state = d.doublequote ? 'quoteInQuoted' : 'inField';
        else this.add(c);
        return;
      case 'escapeInQuoted':
        this.add(c === '' ? '\n' : c);
        this.state = 'inQuotedField';
        return;
      case 'quoteInQuoted':
        if (d.quoting !== Quote.none && c === d.quotechar) {
          this.add(c);
          this.state = 'inQuotedField';
        } else if (c === d.delimiter) {
          this.save();
          this.state = 'startField';
        } else if (c === '\n' || c === '\r' || c === '') {
          this.save();
          this.state = c === '' ? 'startRecord' : 'eatCrnl';
        } else if (!d.strict) {
          this.add(c);
          this.state = 'inField';
        } else throw this.error(`'${d.delimiter}' expected after '${d.quotechar ?? ''}'`);
        return;
      case 'eatCrnl':
        if (c === '\n' || c === '\r') return;
        if (c === '') this.state = 'startRecord';
        else
          throw this.error("new-line character seen in unquoted field - do you need to open the file with newline=''?");
    }
  }

  private startField(c: string): void {
    const { d } = this;
    this.unquoted = true;
    if (c === '\n' || c === '\r' || c === '') {
      this.save();
      this.state = c === '' ? 'startRecord' : 'eatCrnl';
    } else if (c === d.quotechar && d.quoting !== Quote.none) {
      this.unquoted = false;
      this.state = 'inQuotedField';
    } else if (c === d.escapechar) this.state = 'escapedChar';
    else if (c === ' ' && d.skipinitialspace) return;
    else if (c === d.delimiter) this.save();
    else {
      this.add(c);
      this.state = 'inField';
    }
  }

  private inField(c: string): void {
    const { d } = this;
    if (c === '\n' || c === '\r' || c === '') {
      this.save();
      this.state = c === '' ? 'startRecord' : 'eatCrnl';
    } else if (c === d.escapechar) this.state = 'escapedChar';
    else if (c === d.delimiter) {
      this.save();
      this.state = 'startField';
    } else {
      this.add(c);
      this.state = 'inField';
    }
  }

  /** The next row, or undefined at the end. */
  next(): Value | undefined {
    this.fields = [];
    this.field = '';
    this.state = 'startRecord';
    this.unquoted = false;
    do {
      const line = iterNext(this.source);
      if (line === undefined) {
        if (this.field !== '' || (this.state as State) === 'inQuotedField') {
          if (this.d.strict) throw this.error('unexpected end of data');
          this.save();
          break;
        }
        return undefined;
      }
      const text = strOf(line);
      if (text === undefined)
        throw this.error(
          `iterator should return strings, not ${typeOf(line).tpName} (the file should be opened in text mode)`,
        );
      this.lineNum++;
      for (const c of text) this.process(c);
      this.process('');
    } while (this.state !== 'startRecord');
    return new PyList(this.fields);
  }
}
