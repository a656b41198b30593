/** The handlers of an `xmlparser`: the attribute that each is set by, and its arguments (CPython's handler_info). */
import { None } from '../../objects/builtinTypes';
import { decode } from '../../objects/codecs';
import { PyDict } from '../../objects/dict';
import { typeError, valueError } from '../../objects/errors';
import { typeOf, type Value } from '../../objects/object';
import { PyBaseException } from '../../objects/exceptionTypes';
import { intOf, PyBytes, PyList, PyTuple } from '../../objects/values';
import type { ContentModel } from './codes';
import type { Handlers } from './handlers';
import type { PyXmlParser } from './parserObject';
import type { ByteTable } from './source';

const text = (s: string | undefined): Value => s ?? None;

const modelTuple = (m: ContentModel): Value =>
  new PyTuple([m.type, m.quant, m.name ?? None, new PyTuple(m.children.map(modelTuple))]);

function startElementArgs(p: PyXmlParser, name: string, attributes: string[], specified: number): Value[] {
  const used = p.specifiedAttributes ? specified : attributes.length;
  const items = attributes.slice(0, used).map((s, i): Value => (i % 2 === 0 ? p.interned(s) : s));
  if (p.orderedAttributes) return [p.interned(name), new PyList(items)];
  const dict = new PyDict();
  for (let i = 0; i < items.length; i += 2) dict.set(items[i], items[i + 1]);
  return [p.interned(name), dict];
}

/** The result of a handler that says whether to go on. */
function answer(p: PyXmlParser, v: Value | undefined): boolean {
  if (v === undefined) return false;
  const n = typeof v === 'boolean' ? Number(v) : intOf(v);
  if (n !== undefined) return n !== 0;
  p.fail(typeError(`'${typeOf(v).tpName}' object cannot be interpreted as an integer`));
  return false;
}

type Make = (p: PyXmlParser) => Handlers;

/** What the parser is to tell when the attribute has a value. */
export const handlerTable: Record<string, Make> = {
  StartElementHandler: (p) => ({
    startElement: (name, attributes, specified) =>
      void p.tell('StartElementHandler', () => startElementArgs(p, name, attributes, specified)),
  }),
  EndElementHandler: (p) => ({ endElement: (name) => void p.tell('EndElementHandler', () => [p.interned(name)]) }),
  ProcessingInstructionHandler: (p) => ({
    processingInstruction: (target, data) =>
      void p.tell('ProcessingInstructionHandler', () => [p.interned(target), data]),
  }),
  CharacterDataHandler: (p) => ({ characterData: (s) => p.text(s) }),
  UnparsedEntityDeclHandler: (p) => ({
    unparsedEntity: (...names) => void p.tell('UnparsedEntityDeclHandler', () => names.map((s) => p.interned(s))),
  }),
  NotationDeclHandler: (p) => ({
    notation: (...names) => void p.tell('NotationDeclHandler', () => names.map((s) => p.interned(s))),
  }),
  StartNamespaceDeclHandler: (p) => ({
    startNamespace: (...names) => void p.tell('StartNamespaceDeclHandler', () => names.map((s) => p.interned(s))),
  }),
  EndNamespaceDeclHandler: (p) => ({
    endNamespace: (prefix) => void p.tell('EndNamespaceDeclHandler', () => [p.interned(prefix)]),
  }),
  CommentHandler: (p) => ({ comment: (s) => void p.tell('CommentHandler', () => [s]) }),
  StartCdataSectionHandler: (p) => ({ startCdata: () => void p.tell('StartCdataSectionHandler', () => []) }),
  EndCdataSectionHandler: (p) => ({ endCdata: () => void p.tell('EndCdataSectionHandler', () => []) }),
  DefaultHandler: (p) => ({ default: (s) => void p.tell('DefaultHandler', () => [s]) }),
  DefaultHandlerExpand: (p) => ({ default: (s) => void p.tell('DefaultHandlerExpand', () => [s]) }),
  NotStandaloneHandler: (p) => ({
    notStandalone: () =>
      answer(
        p,
        p.tell('NotStandaloneHandler', () => []),
      ),
  }),
  ExternalEntityRefHandler: (p) => ({
    externalEntityRef: (context, base, systemId, publicId) =>
      answer(
        p,
        p.tell('ExternalEntityRefHandler', () => [
          text(context),
          p.interned(base),
          p.interned(systemId),
          p.interned(publicId),
        ]),
      ),
  }),
  StartDoctypeDeclHandler: (p) => ({
    startDoctype: (name, systemId, publicId, hasInternalSubset) =>
      void p.tell('StartDoctypeDeclHandler', () => [
        p.interned(name),
        p.interned(systemId),
        p.interned(publicId),
        Number(hasInternalSubset),
      ]),
  }),
  EndDoctypeDeclHandler: (p) => ({ endDoctype: () => void p.tell('EndDoctypeDeclHandler', () => []) }),
  ElementDeclHandler: (p) => ({
    elementDecl: (name, model) => void p.tell('ElementDeclHandler', () => [p.interned(name), modelTuple(model)]),
  }),
  AttlistDeclHandler: (p) => ({
    attlistDecl: (element, attribute, type, value, required) =>
      void p.tell('AttlistDeclHandler', () => [
        p.interned(element),
        p.interned(attribute),
        type,
        text(value),
        Number(required),
      ]),
  }),
  SkippedEntityHandler: (p) => ({
    skippedEntity: (name, isParameter) =>
      void p.tell('SkippedEntityHandler', () => [p.interned(name), Number(isParameter)]),
  }),
  EntityDeclHandler: (p) => ({
    entityDecl: (name, isParameter, value, base, systemId, publicId, notation) =>
      void p.tell('EntityDeclHandler', () => [
        p.interned(name),
        Number(isParameter),
        text(value),
        ...[base, systemId, publicId, notation].map((s) => p.interned(s)),
      ]),
  }),
  XmlDeclHandler: (p) => ({
    xmlDecl: (version, encoding, standalone) =>
      void p.tell('XmlDeclHandler', () => [text(version), text(encoding), standalone]),
  }),
};

/** Of ASCII what expat has a meaning for: an encoding where these are other bytes, or several, is unknown to it. */
const MARKUP = /[\t\n\r !"#%&'()*+,\-./0-9:;<=>?A-Z[\]_a-z|]/;

/** Asks Python's codecs what the bytes of an encoding mean; one that takes more than a byte for a character is refused. */
export function byteTable(p: PyXmlParser, name: string): ByteTable | undefined {
  if (p.raised !== undefined) return undefined;
  try {
    const all = new PyBytes(Uint8Array.from({ length: 256 }, (_, i) => i));
    const characters = [...decode(all, name, 'replace')];
    if (characters.length !== 256) throw valueError('multi-byte encodings are not supported');
    const isOther = (c: string, i: number) =>
      c.charCodeAt(0) !== i && (MARKUP.test(c) || MARKUP.test(String.fromCharCode(i)));
    if (characters.some(isOther)) return undefined;
    return characters.map((c) => (c === '\ufffd' ? '' : c));
  } catch (e) {
    if (!(e instanceof PyBaseException)) throw e;
    p.raised = e;
    return undefined;
  }
}

/** Tells the parser which events the program wants. `DefaultHandlerExpand` has entities expanded besides. */
export function setHandler(p: PyXmlParser, name: string, handler: Value | undefined): void {
  if (name === 'CharacterDataHandler') p.flush();
  if (handler === undefined) p.handlers.delete(name);
  else p.handlers.set(name, handler);
  installHandler(p, name);
}

export function installHandler(p: PyXmlParser, name: string): void {
  const { parser } = p;
  if (name === 'DefaultHandler' || name === 'DefaultHandlerExpand')
    parser.expandsEntities = name === 'DefaultHandlerExpand';
  const made = handlerTable[name](p);
  // While the text's own handler runs, the text stays away from the default handler.
  if (!p.handlers.has(name) && !(name === 'CharacterDataHandler' && p.inCallback))
    for (const key of Object.keys(made)) made[key as keyof Handlers] = undefined;
  Object.assign(parser.handlers, made);
}
