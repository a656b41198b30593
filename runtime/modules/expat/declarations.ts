/** What each part of a declaration does: DOCTYPE, entities, notations, attributes, elements' content. */
import { Ch, predefinedEntity } from './characters';
import { ModelType, NotWellFormed, Quantifier, type ContentModel } from './codes';
import { newEntity, type DeclaredAttribute, type Entity } from './dtd';
import type { Parser } from './parser';
import { attributeValue, storeEntityValue } from './values';

/** A declaration in the making. */
export class Declared {
  entity: Entity | undefined;
  element = '';
  attribute = '';
  attributeType = '';
  isCdata = false;
  notation: string | undefined;
  notationPublicId: string | undefined;
  /** The content model's groups that are open, the outermost first; undefined where nobody wants to be told. */
  groups: ContentModel[] | undefined;
  /** Of each group that is open: "," or "|" once it is known. */
  readonly connectors: string[] = [];
}

/** Gives true where a handler was told or will be: then the default handler is not. */
type Play = (p: Parser, text: string, i: number, next: number, isMain: boolean, role: string) => boolean;

const literal = (text: string, i: number, next: number): string => text.slice(i + 1, next - 1);

function endAt(p: Parser, i: number, isMain: boolean): void {
  if (isMain) p.eventEnd = i;
}

/** White space of a public identifier is one space between words. */
function normalizedPublicId(p: Parser, text: string, i: number, next: number, isMain: boolean): string {
  for (let at = i + 1; at < next - 1; at++) {
    const c = text.charCodeAt(at);
    if (c === Ch.tab || !/[ \r\na-zA-Z0-9\-'()+,./:=?;!*#@$_%]/.test(text[at]))
      throw new NotWellFormed('PUBLICID', isMain ? at : undefined);
  }
  return text
    .slice(i + 1, next - 1)
    .replace(/[ \r\n]+/g, ' ')
    .trim();
}

// ---- DOCTYPE and entities

const doctypeName: Play = (p, text, i, next) => {
  const told = p.handlers.startDoctype !== undefined;
  p.doctype = {
    name: told ? text.slice(i, next) : undefined,
    systemId: undefined,
    publicId: undefined,
    hasSystemId: false,
  };
  return told;
};

const doctypeInternalSubset: Play = (p) => {
  const { doctype, handlers } = p;
  if (doctype.name === undefined || handlers.startDoctype === undefined) return false;
  handlers.startDoctype(doctype.name, doctype.systemId, doctype.publicId, true);
  doctype.name = undefined;
  return true;
};

const publicId: Play = (p, text, i, next, isMain, role) => {
  const { dtd, handlers, declared } = p;
  const isDoctype = role === 'doctypePublicId';
  const id = normalizedPublicId(p, text, i, next, isMain);
  let told = false;
  if (isDoctype) {
    p.usesForeignDtd = false;
    declared.entity = p.externalSubset();
    if (handlers.startDoctype !== undefined) {
      p.doctype.publicId = id;
      told = true;
    }
  }
  if (dtd.keepProcessing && declared.entity !== undefined) {
    declared.entity.publicId = id;
    told ||= !isDoctype && handlers.entityDecl !== undefined;
  }
  return told;
};

const systemId: Play = (p, text, i, next, _isMain, role) => {
  const { dtd, handlers, declared, doctype } = p;
  const isDoctype = role === 'doctypeSystemId';
  const id = literal(text, i, next);
  let told = false;
  if (isDoctype) {
    p.usesForeignDtd = false;
    dtd.hasParamEntityRefs = true;
    doctype.hasSystemId = true;
    if (handlers.startDoctype !== undefined) {
      doctype.systemId = id;
      told = true;
    }
    if (!dtd.standalone && p.paramEntityParsing === 'never' && handlers.notStandalone?.() === false)
      throw new NotWellFormed('NOT_STANDALONE');
    declared.entity ??= p.externalSubset();
  }
  if (dtd.keepProcessing && declared.entity !== undefined) {
    declared.entity.systemId = id;
    declared.entity.base = p.base;
    told ||= !isDoctype && handlers.entityDecl !== undefined;
  }
  return told;
};

const entityName: Play = (p, text, i, next, _isMain, role) => {
  const { dtd, declared } = p;
  const name = text.slice(i, next);
  const isParameter = role === 'paramEntityName';
  const entities = isParameter ? dtd.parameter : dtd.general;
  declared.entity = undefined;
  // The first declaration counts.
  if (!dtd.keepProcessing || entities.has(name) || (!isParameter && predefinedEntity(name) !== undefined)) return false;
  declared.entity = newEntity(name, isParameter, p.parent === undefined && p.internalDepth === 0);
  entities.set(name, declared.entity);
  return p.handlers.entityDecl !== undefined;
};

const entityValue: Play = (p, text, i, next, isMain) => {
  const { dtd, declared, handlers } = p;
  if (!dtd.keepProcessing) return false;
  dtd.entityValue = '';
  storeEntityValue(p, text, i + 1, next - 1, isMain);
  const { entity } = declared;
  if (entity === undefined) return false;
  entity.text = dtd.entityValue;
  if (handlers.entityDecl === undefined) return false;
  endAt(p, i, isMain);
  handlers.entityDecl(entity.name, entity.isParameter, entity.text, p.base, undefined, undefined, undefined);
  return true;
};

const entityComplete: Play = (p, _text, i, _next, isMain) => {
  const { entity } = p.declared;
  const { entityDecl } = p.handlers;
  if (!p.dtd.keepProcessing || entity === undefined || entityDecl === undefined) return false;
  endAt(p, i, isMain);
  entityDecl(entity.name, entity.isParameter, undefined, entity.base, entity.systemId, entity.publicId, undefined);
  return true;
};

const entityNotation: Play = (p, text, i, next, isMain) => {
  const { entity } = p.declared;
  const { unparsedEntity, entityDecl } = p.handlers;
  if (!p.dtd.keepProcessing || entity === undefined) return false;
  entity.notation = text.slice(i, next);
  endAt(p, i, isMain);
  const { name, base, systemId: system, publicId: pub, notation } = entity;
  if (unparsedEntity !== undefined) unparsedEntity(name, base, system, pub, notation);
  else if (entityDecl !== undefined) entityDecl(name, false, undefined, base, system, pub, notation);
  else return false;
  return true;
};

// ---- notations

const notationName: Play = (p, text, i, next) => {
  const told = p.handlers.notation !== undefined;
  p.declared.notationPublicId = undefined;
  p.declared.notation = told ? text.slice(i, next) : undefined;
  return told;
};

const notationPublicId: Play = (p, text, i, next, isMain) => {
  const id = normalizedPublicId(p, text, i, next, isMain);
  if (p.declared.notation === undefined) return false;
  p.declared.notationPublicId = id;
  return true;
};

const notationSystemId: Play = (p, text, i, next, isMain, role) => {
  const { declared, handlers } = p;
  const { notation, notationPublicId: pub } = declared;
  if (notation === undefined || handlers.notation === undefined) return false;
  endAt(p, i, isMain);
  handlers.notation(notation, p.base, role === 'notationSystemId' ? literal(text, i, next) : undefined, pub);
  return true;
};

// ---- attributes

const tellsAttributes = (p: Parser): boolean => p.dtd.keepProcessing && p.handlers.attlistDecl !== undefined;

const attributeEnumeration: Play = (p, text, i, next, _isMain, role) => {
  if (!tellsAttributes(p)) return false;
  const first = role === 'attributeNotationValue' ? 'NOTATION(' : '(';
  p.declared.attributeType += (p.declared.attributeType === '' ? first : '|') + text.slice(i, next);
  return true;
};

const attributeDefault: Play = (p, text, i, next, isMain, role) => {
  const { dtd, declared, handlers } = p;
  if (!dtd.keepProcessing) return false;
  const hasValue = role === 'defaultAttribute' || role === 'fixedAttribute';
  const value = hasValue
    ? attributeValue(p, declared.isCdata, text, i + 1, next - 1, { isMain, isDefault: true })
    : undefined;
  const { element, attribute, isCdata } = declared;
  let attributes = dtd.attributes.get(element);
  if (attributes === undefined) dtd.attributes.set(element, (attributes = new Map<string, DeclaredAttribute>()));
  // A CDATA attribute without a default is as good as undeclared.
  if (!attributes.has(attribute) && (value !== undefined || !isCdata)) attributes.set(attribute, { isCdata, value });
  if (handlers.attlistDecl === undefined) return false;
  const type = declared.attributeType + (declared.attributeType.includes('(') ? ')' : '');
  endAt(p, i, isMain);
  handlers.attlistDecl(element, attribute, type, value, role === 'requiredAttribute' || role === 'fixedAttribute');
  return true;
};

// ---- content models

const model = (type: number, quant: number = Quantifier.NONE, name: string | null = null): ContentModel => ({
  type,
  quant,
  name,
  children: [],
});

const innermost = (groups: ContentModel[]): ContentModel => groups[groups.length - 1];

const elementName: Play = (p, text, i, next) => {
  const told = p.handlers.elementDecl !== undefined;
  p.declared.element = text.slice(i, next);
  p.declared.groups = told ? [] : undefined;
  p.declared.connectors.length = 0;
  return told;
};

const simpleContent: Play = (p, _text, i, _next, isMain, role) => {
  const { groups, element } = p.declared;
  p.declared.groups = undefined;
  if (groups === undefined || p.handlers.elementDecl === undefined) return false;
  endAt(p, i, isMain);
  p.handlers.elementDecl(element, model(role === 'contentAny' ? ModelType.ANY : ModelType.EMPTY));
  return true;
};

const groupOpen: Play = (p) => {
  const { groups, connectors } = p.declared;
  connectors.push('');
  if (groups === undefined) return false;
  const group = model(ModelType.SEQ);
  if (groups.length > 0) innermost(groups).children.push(group);
  groups.push(group);
  return true;
};

const groupConnector: Play = (p, _text, _i, _next, _isMain, role) => {
  const { groups, connectors } = p.declared;
  const connector = role === 'groupChoice' ? '|' : ',';
  const last = connectors.length - 1;
  if (connectors[last] !== '' && connectors[last] !== connector) throw new NotWellFormed('SYNTAX');
  connectors[last] = connector;
  if (groups === undefined) return false;
  const group = innermost(groups);
  if (connector === '|' && group.type !== ModelType.MIXED) group.type = ModelType.CHOICE;
  return true;
};

const quantifiers: [suffix: string, quant: number][] = [
  ['Opt', Quantifier.OPT],
  ['Rep', Quantifier.REP],
  ['Plus', Quantifier.PLUS],
];

const quantifier = (role: string): number => quantifiers.find(([s]) => role.endsWith(s))?.[1] ?? Quantifier.NONE;

const contentElement: Play = (p, text, i, next, _isMain, role) => {
  const { groups } = p.declared;
  if (groups === undefined) return false;
  const quant = quantifier(role);
  const name = text.slice(i, quant === Quantifier.NONE ? next : next - 1);
  innermost(groups).children.push(model(ModelType.NAME, quant, name));
  return true;
};

const groupClose: Play = (p, _text, i, _next, isMain, role) => {
  const { groups, connectors, element } = p.declared;
  connectors.pop();
  if (groups === undefined) return false;
  const group = groups.pop()!;
  group.quant = quantifier(role);
  if (groups.length > 0) return true;
  p.declared.groups = undefined;
  endAt(p, i, isMain);
  p.handlers.elementDecl?.(element, group);
  return true;
};

/** By the role's name; the remaining roles are prolog.ts's. */
export const declarationRoles: Record<string, Play | undefined> = {
  doctypeNone: (p) => p.handlers.startDoctype !== undefined,
  doctypeName,
  doctypeInternalSubset,
  doctypePublicId: publicId,
  doctypeSystemId: systemId,
  entityNone: (p) => p.handlers.entityDecl !== undefined,
  generalEntityName: entityName,
  paramEntityName: entityName,
  entityPublicId: publicId,
  entitySystemId: systemId,
  entityValue,
  entityComplete,
  entityNotationName: entityNotation,
  notationNone: (p) => p.handlers.notation !== undefined,
  notationName,
  notationPublicId,
  notationSystemId,
  notationNoSystemId: notationSystemId,
  attlistNone: tellsAttributes,
  attlistElementName: (p, text, i, next) => {
    p.declared.element = text.slice(i, next);
    return tellsAttributes(p);
  },
  attributeName: (p, text, i, next) => {
    p.declared.attribute = text.slice(i, next);
    p.declared.attributeType = '';
    p.declared.isCdata = false;
    return tellsAttributes(p);
  },
  attributeType: (p, text, i, next) => {
    p.declared.attributeType = text.slice(i, next);
    p.declared.isCdata = p.declared.attributeType === 'CDATA';
    return tellsAttributes(p);
  },
  attributeEnumValue: attributeEnumeration,
  attributeNotationValue: attributeEnumeration,
  impliedAttribute: attributeDefault,
  requiredAttribute: attributeDefault,
  defaultAttribute: attributeDefault,
  fixedAttribute: attributeDefault,
  elementNone: (p) => p.handlers.elementDecl !== undefined,
  elementName,
  contentAny: simpleContent,
  contentEmpty: simpleContent,
  groupOpen,
  groupSequence: groupConnector,
  groupChoice: groupConnector,
  contentPcdata: (p) => {
    const { groups } = p.declared;
    if (groups === undefined) return false;
    innermost(groups).type = ModelType.MIXED;
    return true;
  },
  contentElement,
  contentElementOpt: contentElement,
  contentElementRep: contentElement,
  contentElementPlus: contentElement,
  groupClose,
  groupCloseRep: groupClose,
  groupCloseOpt: groupClose,
  groupClosePlus: groupClose,
};
