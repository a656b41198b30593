/** Start tags: attributes with their defaults, namespaces (expat's storeAtts and addBinding). */
import { NotWellFormed } from './codes';
import type { Parser } from './parser';
import { attributeValue } from './values';

const XML_URI = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_URI = 'http://www.w3.org/2000/xmlns/';

/** A prefix that an element has bound, and what it was bound to outside. */
interface Binding {
  prefix: string;
  outer: string | undefined;
}

/** An element that is open. */
export interface Tag {
  /** As it stands in the document. */
  raw: string;
  /** As handlers see it. */
  name: string;
  /** The last first. */
  bindings: Binding[];
}

export interface StartTag extends Tag {
  /** Names and values by turns; those from the DTD last. */
  attributes: string[];
  /** How many entries of `attributes` stand in the tag itself. */
  specified: number;
}

const uriCharacters = /[^A-Za-z0-9%:/?#[\]@!$&'()*+,;=\-._~]/;

/** Splits "prefix:local"; the prefix is '' where there is none. */
function split(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}

/** The prefix that an attribute declares; '' is the default namespace's. */
const declaredPrefix = (name: string): string | undefined =>
  name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : undefined;

/** Reads the start tag that the scanner has just found at `at`. */
export function readStartTag(p: Parser, text: string, at: number, isMain: boolean): StartTag {
  const { scanner, dtd } = p;
  const raw = text.slice(at + 1, scanner.nameEnd);
  const tag: StartTag = { raw, name: raw, bindings: [], attributes: [], specified: 0 };
  const declared = dtd.attributes.get(raw);
  const places = scanner.attributes;
  if (places.length === 0 && declared === undefined) {
    if (p.namespaces) expandNames(p, tag);
    return tag;
  }
  const found = places.slice();
  const given = new Set<string>();
  for (let i = 0; i < found.length; i += 4) {
    const name = text.slice(found[i], found[i + 1]);
    if (given.has(name)) throw new NotWellFormed('DUPLICATE_ATTRIBUTE', isMain ? found[i] : undefined);
    given.add(name);
    const isCdata = declared?.get(name)?.isCdata ?? true;
    const value = attributeValue(p, isCdata, text, found[i + 2], found[i + 3], { isMain, isDefault: false });
    addAttribute(p, tag, name, value);
  }
  tag.specified = tag.attributes.length;
  if (declared !== undefined)
    for (const [name, { value }] of declared)
      if (value !== undefined && !given.has(name)) addAttribute(p, tag, name, value);
  if (p.namespaces) expandNames(p, tag);
  return tag;
}

function addAttribute(p: Parser, tag: StartTag, name: string, value: string): void {
  const prefix = p.namespaces ? declaredPrefix(name) : undefined;
  if (prefix === undefined) tag.attributes.push(name, value);
  else bind(p, tag, prefix, value);
}

function bind(p: Parser, tag: Tag, prefix: string, uri: string): void {
  const { bindings } = p.dtd;
  if (uri === '' && prefix !== '') throw new NotWellFormed('UNDECLARING_PREFIX');
  if (prefix === 'xmlns') throw new NotWellFormed('RESERVED_PREFIX_XMLNS');
  // A separator that is part of a namespace's name would make names ambiguous.
  if (p.separator !== '' && uriCharacters.test(p.separator) && uri.includes(p.separator))
    throw new NotWellFormed('SYNTAX');
  if ((prefix === 'xml') !== (uri === XML_URI))
    throw new NotWellFormed(prefix === 'xml' ? 'RESERVED_PREFIX_XML' : 'RESERVED_NAMESPACE_URI');
  if (uri === XMLNS_URI) throw new NotWellFormed('RESERVED_NAMESPACE_URI');
  tag.bindings.unshift({ prefix, outer: bindings.get(prefix) });
  if (uri === '') bindings.delete(prefix);
  else bindings.set(prefix, uri);
  p.handlers.startNamespace?.(prefix === '' ? undefined : prefix, uri === '' ? undefined : uri);
}

export const bindXmlPrefix = (p: Parser): unknown => p.dtd.bindings.set('xml', XML_URI);

/** An element ends: its prefixes mean what they meant outside. */
export function unbind(p: Parser, tag: Tag): void {
  const { bindings } = p.dtd;
  for (const { prefix, outer } of tag.bindings) {
    p.handlers.endNamespace?.(prefix === '' ? undefined : prefix);
    if (outer === undefined) bindings.delete(prefix);
    else bindings.set(prefix, outer);
  }
}

/** "uri local", with the prefix behind where triplets are wanted. */
function expanded(p: Parser, uri: string, prefix: string, local: string): string {
  const name = uri + p.separator + local;
  return p.triplets && prefix !== '' && p.separator !== '' ? name + p.separator + prefix : name;
}

function expandNames(p: Parser, tag: StartTag): void {
  const { bindings } = p.dtd;
  const { attributes } = tag;
  const seen = new Set<string>();
  for (let i = 0; i < attributes.length; i += 2) {
    const [prefix, local] = split(attributes[i]);
    if (prefix === '') continue;
    const uri = bindings.get(prefix);
    if (uri === undefined) throw new NotWellFormed('UNBOUND_PREFIX');
    const key = `${uri}\0${local}`;
    if (seen.has(key)) throw new NotWellFormed('DUPLICATE_ATTRIBUTE');
    seen.add(key);
    attributes[i] = expanded(p, uri, prefix, local);
  }
  const [prefix, local] = split(tag.raw);
  const uri = bindings.get(prefix);
  if (uri !== undefined) tag.name = expanded(p, uri, prefix, local);
  else if (prefix !== '') throw new NotWellFormed('UNBOUND_PREFIX');
}
