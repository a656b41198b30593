/** The prolog and document type definitions (expat's doProlog): tells declarations and keeps them. */
import { NotWellFormed } from './codes';
import { declarationRoles } from './declarations';
import type { Entity } from './dtd';
import type { Parser } from './parser';

/** The text being read: the document's own, or a parameter entity's. */
export interface PrologReading {
  text: string;
  haveMore: boolean;
  isMain: boolean;
  /** A parameter entity whose reference stands between declarations. */
  betweenDeclarations: boolean;
}

/** Reads from `i` on; gives the place up to which everything is told. */
export function readProlog(p: Parser, i: number, reading: PrologReading): number {
  const { text, haveMore, isMain } = reading;
  const { scanner, grammar } = p;
  const end = text.length;
  for (;;) {
    const tok = scanner.prolog(text, i, end);
    let { next } = scanner;
    if (isMain) [p.eventAt, p.eventEnd] = [i, next];
    if (tok === 'invalid') throw new NotWellFormed('INVALID_TOKEN', isMain ? next : undefined);
    if (tok === 'none' || tok === 'partial' || scanner.provisional) {
      if (haveMore) return i;
      if (tok === 'partial' || (isMain && (p.source.endsInCharacter || (p.source.endsInHalf && tok === 'none'))))
        throw new NotWellFormed(isMain && p.source.endsInCharacter ? 'PARTIAL_CHAR' : 'UNCLOSED_TOKEN');
      if (tok === 'none') {
        if (!isMain && !reading.betweenDeclarations) return i;
        if (!p.isParamEntity && isMain) throw new NotWellFormed('NO_ELEMENTS');
        if (grammar.role('none', '') === 'error') throw new NotWellFormed('INCOMPLETE_PE');
        return i;
      }
      next = end;
    }
    const start = tok === 'declOpen' ? i + 2 : tok === 'poundName' ? i + 1 : i;
    const role = grammar.role(tok, text.slice(start, next));
    const stop = playRole(p, role, tok, i, next, reading);
    if (stop !== undefined) return stop;
    i = next;
  }
}

/** Does what a token means; a number where reading ends. */
function playRole(
  p: Parser,
  role: string,
  tok: string,
  i: number,
  next: number,
  reading: PrologReading,
): number | undefined {
  const { text, isMain } = reading;
  const declaration = declarationRoles[role];
  if (declaration !== undefined) {
    if (declaration(p, text, i, next, isMain, role) !== true) p.reportDefault(text.slice(i, next));
    return undefined;
  }
  switch (role) {
    case 'xmlDecl':
    case 'textDecl':
      p.declaration(i, next, role === 'textDecl');
      return p.source.text === text ? undefined : restart(p, next, reading);
    case 'error':
      if (tok === 'paramEntityRef') throw new NotWellFormed('PARAM_ENTITY_REF');
      throw new NotWellFormed(tok === 'xmlDecl' ? 'MISPLACED_XML_PI' : 'SYNTAX');
    case 'instanceStart':
      readForeignDtd(p);
      p.processor = 'content';
      return i;
    case 'doctypeClose':
      if (!isMain) throw new NotWellFormed('INVALID_TOKEN');
      closeDoctype(p, text.slice(i, next));
      return undefined;
    case 'ignoreSect':
      p.reportDefault(text.slice(i, next));
      return ignoreSection(p, next, reading);
    case 'paramEntityRef':
    case 'innerParamEntityRef':
      if (!readParameterEntity(p, role, text.slice(i + 1, next - 1))) p.reportDefault(text.slice(i, next));
      return undefined;
    case 'pi':
      p.instruction(text.slice(i, next));
      return undefined;
    case 'comment':
      p.comment(text.slice(i, next));
      return undefined;
  }
  p.reportDefault(text.slice(i, next));
  return undefined;
}

/** The declaration named another encoding: what follows is another text. */
function restart(p: Parser, i: number, reading: PrologReading): number {
  return readProlog(p, i, { ...reading, text: p.source.text });
}

function ignoreSection(p: Parser, i: number, reading: PrologReading): number {
  const { text, isMain, haveMore } = reading;
  const { scanner } = p;
  if (isMain) p.eventAt = i;
  const tok = scanner.ignoredSection(text, i, text.length);
  if (tok === 'invalid') throw new NotWellFormed('INVALID_TOKEN', isMain ? scanner.next : undefined);
  if (tok === 'partial') {
    if (!haveMore || !isMain) throw new NotWellFormed('SYNTAX');
    p.processor = 'ignore';
    return i;
  }
  p.reportDefault(text.slice(i, scanner.next));
  p.processor = isMain ? 'prolog' : p.processor;
  return readProlog(p, scanner.next, reading);
}

/** Goes on inside an ignored section. */
export function resumeIgnored(p: Parser, i: number): number {
  return ignoreSection(p, i, {
    text: p.source.text,
    haveMore: !p.isFinal,
    isMain: true,
    betweenDeclarations: false,
  });
}

function refuseStandalone(p: Parser): void {
  if (!p.dtd.standalone && p.handlers.notStandalone?.() === false) throw new NotWellFormed('NOT_STANDALONE');
}

/** Reads the external subset; `keeps`: it counts as one even if nobody has read it. */
function readExternalSubset(p: Parser, keeps: boolean): void {
  const { dtd } = p;
  const had = dtd.hasParamEntityRefs;
  dtd.hasParamEntityRefs = true;
  if (p.paramEntityParsing === 'never' || p.handlers.externalEntityRef === undefined) return;
  const entity = p.externalSubset();
  if (p.usesForeignDtd) entity.base = p.base;
  dtd.paramEntityRead = false;
  p.callExternal(undefined, entity);
  if (dtd.paramEntityRead) refuseStandalone(p);
  else if (!keeps) dtd.hasParamEntityRefs = had;
}

/** Without a DOCTYPE this is the last chance to read the DTD that the program wants read. */
function readForeignDtd(p: Parser): void {
  if (p.usesForeignDtd) readExternalSubset(p, false);
}

function closeDoctype(p: Parser, shown: string): void {
  const { handlers, doctype } = p;
  let told = false;
  if (doctype.name !== undefined && handlers.startDoctype !== undefined) {
    handlers.startDoctype(doctype.name, doctype.systemId, doctype.publicId, false);
    told = true;
  }
  if (doctype.hasSystemId || p.usesForeignDtd) {
    readExternalSubset(p, doctype.hasSystemId);
    p.usesForeignDtd = false;
  }
  if (p.handlers.endDoctype !== undefined) p.handlers.endDoctype();
  else if (!told) p.reportDefault(shown);
}

/** True: there is nothing to tell the default handler. */
function readParameterEntity(p: Parser, role: string, name: string): boolean {
  const { dtd, handlers, grammar } = p;
  dtd.hasParamEntityRefs = true;
  let told = false;
  if (p.paramEntityParsing === 'never') dtd.keepProcessing = dtd.standalone;
  else {
    const entity = dtd.parameter.get(name);
    if (grammar.documentEntity && (dtd.standalone ? p.internalDepth === 0 : !dtd.hasParamEntityRefs)) {
      if (entity === undefined) throw new NotWellFormed('UNDEFINED_ENTITY');
      if (!entity.isInternal) throw new NotWellFormed('ENTITY_DECLARED_IN_PE');
    } else if (entity === undefined) {
      dtd.keepProcessing = dtd.standalone;
      if (role !== 'paramEntityRef' || handlers.skippedEntity === undefined) return false;
      handlers.skippedEntity(name, true);
      return true;
    }
    if (entity.open) throw new NotWellFormed('RECURSIVE_ENTITY_REF');
    if (entity.text !== undefined) {
      expandParameter(p, entity, entity.text, role === 'paramEntityRef');
      return true;
    }
    if (handlers.externalEntityRef === undefined) {
      dtd.keepProcessing = dtd.standalone;
      return false;
    }
    dtd.paramEntityRead = false;
    p.callExternal(undefined, entity);
    told = true;
    if (!dtd.paramEntityRead) {
      dtd.keepProcessing = dtd.standalone;
      return true;
    }
  }
  refuseStandalone(p);
  return told;
}

function expandParameter(p: Parser, entity: Entity, text: string, betweenDeclarations: boolean): void {
  entity.open = true;
  p.account(text.length);
  p.internalDepth++;
  readProlog(p, 0, { text, haveMore: false, isMain: false, betweenDeclarations });
  p.internalDepth--;
  entity.open = false;
}
