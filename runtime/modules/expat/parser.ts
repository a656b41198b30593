/**
 * An XML parser that tells what expat tells, at the places and in the order in which expat does.
 *
 * Owns: the parser's state, input in pieces, encodings, entities' parsers. Content is content.ts's, the prolog prolog.ts's.
 * Must not know Python.
 */
import { errorCode, NotWellFormed } from './codes';
import { readCdata, readContent, readEpilog } from './content';
import { parseDeclaration } from './declaration';
import { Declared } from './declarations';
import { Dtd, newEntity, type Entity } from './dtd';
import type { Handlers } from './handlers';
import { PrologGrammar } from './prologGrammar';
import { readProlog, resumeIgnored } from './prolog';
import { PrologScanner } from './prologScanner';
import { knownEncoding, Source, utf8Length, type Encoding } from './source';
import { bindXmlPrefix, type Tag } from './tags';
import { storeEntityValue } from './values';

/** Which part of the document comes next. */
type Processor =
  'prolog' | 'ignore' | 'content' | 'cdata' | 'epilog' | 'entityStart' | 'parameterStart' | 'valueStart' | 'value';

/** How external parameter entities and the external subset are treated. */
export type ParamEntityParsing = 'never' | 'unlessStandalone' | 'always';

interface Options {
  /** The encoding, whatever the document says. */
  encoding?: string;
  /** What stands between a namespace and a name; undefined: no namespaces. */
  separator?: string;
  parent?: Parser;
  /** Of an external general entity; its absence makes a parser for a parameter entity, if there is a parent. */
  context?: string;
}

/** Entities may make the input this many times as long once it is longer than the threshold. */
const MOST_AMPLIFICATION = 100;
const AMPLIFICATION_THRESHOLD = 8 * 1024 * 1024;

/** How much text expat converts at once, in bytes. */
const CONVERTED = 1024;

export class Parser {
  handlers: Handlers = {};
  readonly source = new Source();
  readonly scanner: PrologScanner;
  readonly grammar: PrologGrammar;
  readonly dtd: Dtd;
  readonly declared = new Declared();
  readonly namespaces: boolean;
  readonly separator: string;
  /** Names have their prefix as a third part. */
  triplets = false;
  readonly parent: Parser | undefined;
  readonly isParamEntity: boolean;
  private readonly root: Parser;

  processor: Processor;
  afterCdata: Processor = 'content';
  readonly tags: Tag[] = [];
  tagLevel = 0;
  /** How many replacement texts are being read. */
  internalDepth = 0;
  status: 'initialized' | 'parsing' | 'finished' = 'initialized';
  isFinal = false;
  errorCode = 0;
  private failed = false;

  encodingName: string | undefined;
  base: string | undefined;
  usesForeignDtd = false;
  paramEntityParsing: ParamEntityParsing = 'never';
  expandsEntities = true;
  reparseDeferral = true;
  /** What is known of the DOCTYPE declaration. */
  doctype: { name?: string; systemId?: string; publicId?: string; hasSystemId: boolean } = { hasSystemId: false };
  /** Of the last start tag. */
  specified = 0;

  /** Where the current event begins and ends in the text; undefined before the first. */
  eventAt: number | undefined;
  eventEnd = 0;
  /** Where it began in the input, when its text is gone. */
  private eventByte = -1;
  /** How much text there was when nothing of it was a whole token. */
  private partialBefore = 0;
  private directBytes = 0;
  private indirectBytes = 0;
  threshold = AMPLIFICATION_THRESHOLD;
  mostAmplification = MOST_AMPLIFICATION;

  constructor({ encoding, separator, parent, context }: Options = {}) {
    this.encodingName = encoding;
    this.parent = parent;
    this.root = parent?.root ?? this;
    this.namespaces = parent?.namespaces ?? separator !== undefined;
    this.separator = parent?.separator ?? separator ?? '';
    this.scanner = new PrologScanner(this.namespaces);
    this.isParamEntity = parent !== undefined && context === undefined;
    this.grammar = new PrologGrammar(!this.isParamEntity);
    this.processor = 'prolog';
    this.dtd = new Dtd();
    if (parent === undefined) return;
    this.handlers = { ...parent.handlers };
    this.triplets = parent.triplets;
    this.expandsEntities = parent.expandsEntities;
    this.paramEntityParsing = parent.paramEntityParsing;
    this.reparseDeferral = parent.reparseDeferral;
    if (context === undefined) {
      this.dtd = parent.dtd;
      this.dtd.paramEntityRead = true;
      this.grammar.inEntityValue = parent.grammar.inEntityValue;
      this.declared.entity = parent.declared.entity;
      this.processor = this.grammar.inEntityValue ? 'valueStart' : 'parameterStart';
    } else {
      this.dtd = parent.dtd.copy();
      this.takeContext(context);
      this.processor = 'entityStart';
      this.tagLevel = 1;
    }
  }

  private takeContext(context: string): void {
    for (const part of context.split('\f')) {
      const equals = part.indexOf('=');
      const entity = this.dtd.general.get(part);
      if (equals >= 0) this.dtd.bindings.set(part.slice(0, equals), part.slice(equals + 1));
      else if (entity !== undefined) entity.open = true;
    }
  }

  // ---- what other parts tell

  reportDefault(text: string): void {
    this.handlers.default?.(text);
  }

  /** Text without line breaks. What expat has to convert to UTF-8 comes in pieces. */
  data(text: string, isMain: boolean): void {
    if (!isMain || this.source.encoding === 'utf-8' || utf8Length(text) <= CONVERTED)
      return this.characters(text, undefined);
    let piece = '';
    let length = 0;
    for (const c of text) {
      const more = utf8Length(c);
      if (length + more > CONVERTED) {
        this.characters(piece, undefined);
        piece = '';
        length = 0;
      }
      piece += c;
      length += more;
    }
    this.characters(piece, undefined);
  }

  /** `shown`: how the default handler would see it. */
  characters(text: string, shown: string | undefined): void {
    if (this.handlers.characterData !== undefined) this.handlers.characterData(text);
    else this.handlers.default?.(shown ?? text);
  }

  instruction(text: string): void {
    if (this.handlers.processingInstruction === undefined) return this.reportDefault(text);
    const inner = text.slice(2, -2);
    const space = inner.search(/[ \t\r\n]/);
    const target = space < 0 ? inner : inner.slice(0, space);
    const data = inner.slice(target.length).replace(/^[ \t\r\n]+/, '');
    this.handlers.processingInstruction(target, data.replace(/\r\n?/g, '\n'));
  }

  comment(text: string): void {
    if (this.handlers.comment === undefined) this.reportDefault(text);
    else this.handlers.comment(text.slice(4, -3).replace(/\r\n?/g, '\n'));
  }

  externalSubset(): Entity {
    return (this.dtd.external ??= newEntity('#', true, true));
  }

  callExternal(context: string | undefined, entity: Entity): void {
    entity.open = true;
    const ok = this.handlers.externalEntityRef?.(context, entity.base, entity.systemId, entity.publicId);
    entity.open = false;
    if (ok === false) throw new NotWellFormed('EXTERNAL_ENTITY_HANDLING');
  }

  /** Counts what entities add; fails where it is far more than the document itself. */
  account(length: number): void {
    const { root } = this;
    root.indirectBytes += length;
    const all = root.directBytes + root.indirectBytes;
    const shortest = 22;
    const factor = root.directBytes > 0 ? all / root.directBytes : (shortest + root.indirectBytes) / shortest;
    if (all >= root.threshold && factor > root.mostAmplification) throw new NotWellFormed('AMPLIFICATION_LIMIT_BREACH');
  }

  // ---- input

  /** Parses the next piece; false where the document is wrong: errorCode says how. */
  parse(data: Uint8Array | string, isFinal: boolean): boolean {
    if (this.status === 'finished') {
      this.errorCode = errorCode('FINISHED');
      return false;
    }
    if (this.status === 'initialized' && this.namespaces && this.parent === undefined) bindXmlPrefix(this);
    this.status = 'parsing';
    this.isFinal = isFinal;
    if (this.failed) return false;
    const { source } = this;
    if (typeof data === 'string') source.feedText(data);
    else source.feed(data);
    if (this.root === this) this.directBytes = source.fed;
    else this.root.indirectBytes += data.length;
    try {
      this.run();
    } catch (e) {
      if (!(e instanceof NotWellFormed)) throw e;
      if (e.at !== undefined) this.eventAt = e.at;
      this.errorCode = e.code;
      this.failed = true;
      return false;
    }
    if (isFinal) this.status = 'finished';
    return true;
  }

  private run(): void {
    const { source } = this;
    if (!this.beginText()) return;
    const have = source.text.length;
    // As expat does: what was incomplete isn't tried again before there is much more of it.
    if (this.reparseDeferral && !this.isFinal && have < 2 * this.partialBefore) return;
    let consumed = 0;
    for (let before: Processor | undefined; before !== this.processor;) {
      before = this.processor;
      consumed = this.process(consumed);
    }
    this.partialBefore = consumed === 0 ? have : 0;
    if (this.eventAt !== undefined) {
      this.eventByte = source.byteIndex(this.eventAt);
      this.eventAt -= consumed;
    }
    this.eventEnd -= consumed;
    if (consumed > 0) source.trim(consumed);
  }

  /** False: too little is there to tell the encoding. */
  private beginText(): boolean {
    const { source } = this;
    if (source.encoding !== undefined) return true;
    const given = this.encodingName === undefined ? undefined : this.encodingFor(this.encodingName);
    if (source.begin(given, this.processor === 'entityStart')) return true;
    if (!this.isFinal) return false;
    this.eventAt = 0;
    if (source.fed > 0) throw new NotWellFormed('UNCLOSED_TOKEN');
    source.feedText('');
    return true;
  }

  private encodingFor(name: string): Encoding | 'utf-16' {
    const encoding = knownEncoding(name) ?? this.handlers.unknownEncoding?.(name);
    if (encoding === undefined) throw new NotWellFormed('UNKNOWN_ENCODING');
    return encoding;
  }

  private process(i: number): number {
    const { source } = this;
    const { text } = source;
    const haveMore = !this.isFinal;
    const reading = { text, haveMore, isMain: true };
    const inContent = { ...reading, end: text.length, startLevel: this.parent === undefined ? 0 : 1 };
    switch (this.processor) {
      case 'prolog': {
        const at = readProlog(this, i, { ...reading, betweenDeclarations: false });
        if (at > 0) source.settle();
        return at;
      }
      case 'content':
        return readContent(this, i, inContent);
      case 'cdata': {
        const at = readCdata(this, i, inContent);
        if (at < 0) return ~at;
        this.processor = this.afterCdata;
        return at;
      }
      case 'epilog':
        return readEpilog(this, i);
      case 'ignore':
        return resumeIgnored(this, i);
      case 'entityStart':
        return this.startEntity(i);
      case 'parameterStart':
        this.processor = 'prolog';
        return i;
      case 'valueStart':
      case 'value':
        return this.readValue(i);
    }
  }

  /** An external general entity may begin with a text declaration. */
  private startEntity(i: number): number {
    const { source, scanner } = this;
    this.eventAt = i;
    const tok = scanner.content(source.text, i, source.text.length);
    if (tok === 'partial' && !this.isFinal) return i;
    this.eventEnd = scanner.next;
    if (tok === 'xmlDecl') {
      const { next } = scanner;
      this.declaration(i, next, true);
      i = next;
    }
    source.settle();
    this.processor = 'content';
    return i;
  }

  /** An external parameter entity in an entity's value: read when it is complete. */
  private readValue(i: number): number {
    const { source, scanner } = this;
    if (this.processor === 'valueStart') {
      this.eventAt = i;
      const tok = scanner.prolog(source.text, i, source.text.length);
      if (!this.isFinal && (tok === 'partial' || tok === 'none')) return i;
      if (tok === 'xmlDecl') {
        const { next } = scanner;
        this.declaration(i, next, true);
        i = next;
      }
      source.settle();
      this.processor = 'value';
    }
    if (!this.isFinal) return i;
    this.eventAt = i;
    storeEntityValue(this, source.text, i, source.text.length, true);
    return source.text.length;
  }

  /** An XML or text declaration, from `i` to `next`: told, and the encoding changed. */
  declaration(i: number, next: number, isTextDeclaration: boolean): void {
    const { source, dtd, handlers } = this;
    const shown = source.text.slice(i, next);
    const found = parseDeclaration(shown, isTextDeclaration);
    if (typeof found === 'number') throw new NotWellFormed(isTextDeclaration ? 'TEXT_DECL' : 'XML_DECL', i + found);
    if (!isTextDeclaration && found.standalone === 1) {
      dtd.standalone = true;
      if (this.paramEntityParsing === 'unlessStandalone') this.paramEntityParsing = 'never';
    }
    if (handlers.xmlDecl !== undefined) handlers.xmlDecl(found.version, found.encoding, found.standalone);
    else this.reportDefault(shown);
    if (this.encodingName !== undefined || found.encoding === undefined) return;
    let encoding: Encoding | 'utf-16';
    try {
      encoding = this.encodingFor(found.encoding);
    } catch (e) {
      throw e instanceof NotWellFormed ? new NotWellFormed('UNKNOWN_ENCODING', i + found.encodingAt) : e;
    }
    if (!source.change(encoding, next)) throw new NotWellFormed('INCORRECT_ENCODING', i + found.encodingAt);
  }

  // ---- where the parser is

  get byteIndex(): number {
    if (this.eventAt === undefined) return -1;
    return this.eventAt < 0 ? this.eventByte : this.source.byteIndex(this.eventAt);
  }

  /** Line and column of the current event. */
  position(): { line: number; column: number } {
    const { source } = this;
    if (this.eventAt !== undefined) source.countTo(this.eventAt);
    return { line: source.line, column: source.column };
  }
}
