/** The content of elements (expat's doContent), and what follows the outermost one. */
import { characterOfReference, predefinedEntity } from './characters';
import { NotWellFormed } from './codes';
import type { Entity } from './dtd';
import type { Parser } from './parser';
import { readStartTag, unbind } from './tags';

/** The text being read. */
interface Reading {
  text: string;
  end: number;
  haveMore: boolean;
  /** The document, not an entity's replacement text. */
  isMain: boolean;
  /** How many elements were open where the text began. */
  startLevel: number;
}

/**
 * Reads from `i` on. Gives the place up to which everything is told. In the document's own text it returns early where
 * the parser's state changes, with `processor` set.
 */
export function readContent(p: Parser, i: number, reading: Reading): number {
  const { text, end, haveMore, isMain, startLevel } = reading;
  const { scanner } = p;
  if (isMain) p.eventAt = i;
  for (;;) {
    const tok = scanner.content(text, i, end);
    const { next } = scanner;
    const { handlers } = p;
    if (isMain) p.eventEnd = next;
    switch (tok) {
      case 'none':
        if (haveMore) return i;
        if (isMain && p.source.endsInCharacter) throw new NotWellFormed('PARTIAL_CHAR');
        if (isMain && p.source.endsInHalf) throw new NotWellFormed('UNCLOSED_TOKEN');
        if (startLevel === 0) throw new NotWellFormed('NO_ELEMENTS');
        if (p.tagLevel !== startLevel) throw new NotWellFormed('ASYNC_ENTITY');
        return i;
      case 'invalid':
        throw new NotWellFormed('INVALID_TOKEN', isMain ? next : undefined);
      case 'partial':
        if (haveMore) return i;
        throw new NotWellFormed(isMain && p.source.endsInCharacter ? 'PARTIAL_CHAR' : 'UNCLOSED_TOKEN');
      case 'trailingCr':
      case 'trailingBracket':
        if (haveMore) return i;
        if (isMain) p.eventEnd = end;
        p.characters(tok === 'trailingCr' ? '\n' : text.slice(i, end), text.slice(i, end));
        if (isMain && (startLevel === 0 || tok === 'trailingBracket')) p.eventAt = end;
        if (startLevel === 0) throw new NotWellFormed('NO_ELEMENTS');
        if (p.tagLevel !== startLevel) throw new NotWellFormed('ASYNC_ENTITY');
        return end;
      case 'entityRef':
        readReference(p, text.slice(i, next));
        break;
      case 'charRef': {
        const c = characterOfReference(text.slice(i, next));
        if (c === undefined) throw new NotWellFormed('BAD_CHAR_REF');
        p.characters(c, text.slice(i, next));
        break;
      }
      case 'startTag':
      case 'emptyElement':
        readTag(p, text, i, next, isMain, tok === 'emptyElement');
        break;
      case 'endTag':
        if (p.tagLevel === startLevel) throw new NotWellFormed('ASYNC_ENTITY');
        readEndTag(p, text, i, next, isMain);
        break;
      case 'xmlDecl':
        throw new NotWellFormed('MISPLACED_XML_PI');
      case 'newline':
        p.characters('\n', text.slice(i, next));
        break;
      case 'cdataOpen': {
        if (handlers.startCdata !== undefined) handlers.startCdata();
        else p.reportDefault(text.slice(i, next));
        const after = readCdata(p, next, reading);
        if (after < 0) {
          p.afterCdata = p.processor;
          p.processor = 'cdata';
          return ~after;
        }
        i = after;
        if (isMain) p.eventAt = i;
        continue;
      }
      case 'chars':
        p.data(text.slice(i, next), isMain);
        break;
      case 'pi':
        p.instruction(text.slice(i, next));
        break;
      case 'comment':
        p.comment(text.slice(i, next));
        break;
    }
    i = next;
    if (isMain) p.eventAt = i;
    if (p.tagLevel === 0) {
      p.processor = 'epilog';
      return i;
    }
  }
}

function readReference(p: Parser, ref: string): void {
  const { dtd, handlers } = p;
  const name = ref.slice(1, -1);
  const c = predefinedEntity(name);
  if (c !== undefined) return p.characters(c, ref);
  const entity = dtd.general.get(name);
  if (!dtd.hasParamEntityRefs || dtd.standalone) {
    if (entity === undefined) throw new NotWellFormed('UNDEFINED_ENTITY');
    if (!entity.isInternal) throw new NotWellFormed('ENTITY_DECLARED_IN_PE');
  } else if (entity === undefined) {
    return skip(p, name, ref);
  }
  if (entity.open) throw new NotWellFormed('RECURSIVE_ENTITY_REF');
  if (entity.notation !== undefined) throw new NotWellFormed('BINARY_ENTITY_REF');
  if (entity.text !== undefined) {
    if (!p.expandsEntities) return skip(p, name, ref);
    expandEntity(p, entity, entity.text);
  } else if (handlers.externalEntityRef !== undefined) p.callExternal(contextOf(p, entity), entity);
  else p.reportDefault(ref);
}

function skip(p: Parser, name: string, ref: string): void {
  if (p.handlers.skippedEntity !== undefined) p.handlers.skippedEntity(name, false);
  else p.reportDefault(ref);
}

function expandEntity(p: Parser, entity: Entity, text: string): void {
  entity.open = true;
  p.account(text.length);
  p.internalDepth++;
  readContent(p, 0, { text, end: text.length, haveMore: false, isMain: false, startLevel: p.tagLevel });
  p.internalDepth--;
  entity.open = false;
}

/** What an external entity's parser must know: the namespaces in scope and the entities that are open. */
function contextOf(p: Parser, entity: Entity): string {
  const { dtd } = p;
  const parts = [...dtd.bindings].map(([prefix, uri]) => `${prefix}=${uri}`);
  entity.open = true;
  for (const e of dtd.general.values()) if (e.open) parts.push(e.name);
  entity.open = false;
  return parts.join('\f');
}

function readTag(p: Parser, text: string, i: number, next: number, isMain: boolean, isEmpty: boolean): void {
  const tag = readStartTag(p, text, i, isMain);
  const { handlers } = p;
  p.specified = tag.specified;
  const { startElement } = handlers;
  if (startElement !== undefined) startElement(tag.name, tag.attributes, tag.specified);
  else if (!isEmpty) p.reportDefault(text.slice(i, next));
  if (!isEmpty) {
    p.tags.push(tag);
    p.tagLevel++;
    return;
  }
  // The handler may have changed what it is told.
  if (p.handlers.endElement !== undefined) {
    if (startElement !== undefined && isMain) p.eventAt = next;
    p.handlers.endElement(tag.name);
  } else if (startElement === undefined) p.reportDefault(text.slice(i, next));
  unbind(p, tag);
}

function readEndTag(p: Parser, text: string, i: number, next: number, isMain: boolean): void {
  const tag = p.tags[p.tags.length - 1];
  if (text.slice(i + 2, p.scanner.nameEnd) !== tag.raw)
    throw new NotWellFormed('TAG_MISMATCH', isMain ? i + 2 : undefined);
  p.tags.pop();
  p.tagLevel--;
  if (p.handlers.endElement !== undefined) p.handlers.endElement(tag.name);
  else p.reportDefault(text.slice(i, next));
  unbind(p, tag);
}

/** Reads a CDATA section. Where the text ends before it does: the place up to which everything is told, as `~place`. */
export function readCdata(p: Parser, i: number, { text, end, haveMore, isMain }: Reading): number {
  const { scanner } = p;
  for (;;) {
    if (isMain) p.eventAt = i;
    const tok = scanner.cdataSection(text, i, end);
    const { next } = scanner;
    if (isMain) p.eventEnd = next;
    switch (tok) {
      case 'cdataClose':
        if (p.handlers.endCdata !== undefined) p.handlers.endCdata();
        else p.reportDefault(text.slice(i, next));
        return next;
      case 'newline':
        p.characters('\n', text.slice(i, next));
        break;
      case 'chars':
        p.data(text.slice(i, next), isMain);
        break;
      case 'invalid':
        throw new NotWellFormed('INVALID_TOKEN', isMain ? next : undefined);
      default:
        if (haveMore) return ~i;
        throw new NotWellFormed(isMain && p.source.endsInCharacter ? 'PARTIAL_CHAR' : 'UNCLOSED_CDATA_SECTION');
    }
    i = next;
  }
}

/** Behind the outermost element. */
export function readEpilog(p: Parser, i: number): number {
  const { scanner, source } = p;
  const { text } = source;
  for (;;) {
    p.eventAt = i;
    const tok = scanner.prolog(text, i, text.length);
    const { next } = scanner;
    p.eventEnd = next;
    if (tok === 'prologSpace') p.reportDefault(text.slice(i, next));
    else if (tok === 'pi') p.instruction(text.slice(i, next));
    else if (tok === 'comment') p.comment(text.slice(i, next));
    else if (tok === 'invalid') throw new NotWellFormed('INVALID_TOKEN', next);
    else if (tok === 'none' || tok === 'partial') {
      if (!p.isFinal) return i;
      if (source.endsInCharacter) throw new NotWellFormed('PARTIAL_CHAR');
      if (tok === 'none' && !source.endsInHalf) return i;
      throw new NotWellFormed('UNCLOSED_TOKEN');
    } else throw new NotWellFormed('JUNK_AFTER_DOC_ELEMENT');
    if (scanner.provisional && tok === 'prologSpace') return next;
    i = next;
  }
}
