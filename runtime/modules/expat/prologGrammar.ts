/**
 * The grammar of the prolog and of document type definitions as a machine: what part a token plays (expat's xmlrole).
 *
 * Owns: states and transitions. Knows nothing of what a declaration does.
 */
import type { PrologToken } from './prologScanner';

/** What a transition is named by: the token, where it matters with the word that it is. */
type Key = PrologToken | 'bom' | `${'name' | 'declOpen' | 'poundName'}:${string}`;

/** Role and next state; a state `top` is the subset that the declaration stands in. */
type Step = readonly [role: string, next: string];

const each = (keys: string, step: Step): Record<string, Step> =>
  Object.fromEntries(keys.split(' ').map((k) => [k, step]));

const names = 'name prefixedName';

/** Names with their quantifiers. */
const contentElement = {
  ...each(names, ['contentElement', 'element7']),
  nameQuestion: ['contentElementOpt', 'element7'],
  nameAsterisk: ['contentElementRep', 'element7'],
  namePlus: ['contentElementPlus', 'element7'],
} as const;

const declarations = {
  'declOpen:ENTITY': ['entityNone', 'entity0'],
  'declOpen:ATTLIST': ['attlistNone', 'attlist0'],
  'declOpen:ELEMENT': ['elementNone', 'element0'],
  'declOpen:NOTATION': ['notationNone', 'notation0'],
  pi: ['pi', 'top'],
  comment: ['comment', 'top'],
  paramEntityRef: ['paramEntityRef', 'top'],
} as const;

const start = {
  'declOpen:DOCTYPE': ['doctypeNone', 'doctype0'],
  instanceStart: ['instanceStart', 'error'],
} as const;

const attributeTypes = Object.fromEntries(
  'CDATA ID IDREF IDREFS ENTITY ENTITIES NMTOKEN NMTOKENS'
    .split(' ')
    .map((t): [string, Step] => [`name:${t}`, ['attributeType', 'attlist8']]),
);

const states: Record<string, Partial<Record<Key, Step>>> = {
  prolog0: {
    ...start,
    prologSpace: ['none', 'prolog1'],
    xmlDecl: ['xmlDecl', 'prolog1'],
    pi: ['pi', 'prolog1'],
    comment: ['comment', 'prolog1'],
    bom: ['none', 'prolog0'],
  },
  prolog1: {
    ...start,
    prologSpace: ['none', 'prolog1'],
    pi: ['pi', 'prolog1'],
    comment: ['comment', 'prolog1'],
    bom: ['none', 'prolog1'],
  },
  prolog2: {
    prologSpace: ['none', 'prolog2'],
    pi: ['pi', 'prolog2'],
    comment: ['comment', 'prolog2'],
    instanceStart: ['instanceStart', 'error'],
  },
  doctype0: each(names, ['doctypeName', 'doctype1']),
  doctype1: {
    openBracket: ['doctypeInternalSubset', 'internalSubset'],
    declClose: ['doctypeClose', 'prolog2'],
    'name:SYSTEM': ['doctypeNone', 'doctype3'],
    'name:PUBLIC': ['doctypeNone', 'doctype2'],
  },
  doctype2: { literal: ['doctypePublicId', 'doctype3'] },
  doctype3: { literal: ['doctypeSystemId', 'doctype4'] },
  doctype4: {
    openBracket: ['doctypeInternalSubset', 'internalSubset'],
    declClose: ['doctypeClose', 'prolog2'],
  },
  doctype5: { declClose: ['doctypeClose', 'prolog2'] },
  internalSubset: {
    ...declarations,
    prologSpace: ['none', 'internalSubset'],
    closeBracket: ['doctypeNone', 'doctype5'],
    none: ['none', 'internalSubset'],
  },
  externalSubset0: { ...declarations, xmlDecl: ['textDecl', 'externalSubset1'] },
  externalSubset1: { ...declarations, condSectOpen: ['none', 'condSect0'], prologSpace: ['none', 'externalSubset1'] },
  entity0: { percent: ['entityNone', 'entity1'], name: ['generalEntityName', 'entity2'] },
  entity1: { name: ['paramEntityName', 'entity7'] },
  entity2: {
    'name:SYSTEM': ['entityNone', 'entity4'],
    'name:PUBLIC': ['entityNone', 'entity3'],
    literal: ['entityValue', 'entityEnd'],
  },
  entity3: { literal: ['entityPublicId', 'entity4'] },
  entity4: { literal: ['entitySystemId', 'entity5'] },
  entity5: { declClose: ['entityComplete', 'top'], 'name:NDATA': ['entityNone', 'entity6'] },
  entity6: { name: ['entityNotationName', 'entityEnd'] },
  entity7: {
    'name:SYSTEM': ['entityNone', 'entity9'],
    'name:PUBLIC': ['entityNone', 'entity8'],
    literal: ['entityValue', 'entityEnd'],
  },
  entity8: { literal: ['entityPublicId', 'entity9'] },
  entity9: { literal: ['entitySystemId', 'entity10'] },
  entity10: { declClose: ['entityComplete', 'top'] },
  entityEnd: { declClose: ['entityNone', 'top'] },
  notation0: { name: ['notationName', 'notation1'] },
  notation1: { 'name:SYSTEM': ['notationNone', 'notation3'], 'name:PUBLIC': ['notationNone', 'notation2'] },
  notation2: { literal: ['notationPublicId', 'notation4'] },
  notation3: { literal: ['notationSystemId', 'notationEnd'] },
  notation4: { literal: ['notationSystemId', 'notationEnd'], declClose: ['notationNoSystemId', 'top'] },
  notationEnd: { declClose: ['notationNone', 'top'] },
  attlist0: each(names, ['attlistElementName', 'attlist1']),
  attlist1: { ...each(names, ['attributeName', 'attlist2']), declClose: ['attlistNone', 'top'] },
  attlist2: {
    ...attributeTypes,
    'name:NOTATION': ['attlistNone', 'attlist5'],
    openParen: ['attlistNone', 'attlist3'],
  },
  attlist3: each(`${names} nmtoken`, ['attributeEnumValue', 'attlist4']),
  attlist4: { closeParen: ['attlistNone', 'attlist8'], or: ['attlistNone', 'attlist3'] },
  attlist5: { openParen: ['attlistNone', 'attlist6'] },
  attlist6: { name: ['attributeNotationValue', 'attlist7'] },
  attlist7: { closeParen: ['attlistNone', 'attlist8'], or: ['attlistNone', 'attlist6'] },
  attlist8: {
    'poundName:IMPLIED': ['impliedAttribute', 'attlist1'],
    'poundName:REQUIRED': ['requiredAttribute', 'attlist1'],
    'poundName:FIXED': ['attlistNone', 'attlist9'],
    literal: ['defaultAttribute', 'attlist1'],
  },
  attlist9: { literal: ['fixedAttribute', 'attlist1'] },
  element0: each(names, ['elementName', 'element1']),
  element1: {
    'name:EMPTY': ['contentEmpty', 'elementEnd'],
    'name:ANY': ['contentAny', 'elementEnd'],
    openParen: ['groupOpen', 'element2'],
  },
  element2: {
    ...contentElement,
    'poundName:PCDATA': ['contentPcdata', 'element3'],
    openParen: ['groupOpen', 'element6'],
  },
  element3: {
    closeParen: ['groupClose', 'elementEnd'],
    closeParenAsterisk: ['groupCloseRep', 'elementEnd'],
    or: ['elementNone', 'element4'],
  },
  element4: each(names, ['contentElement', 'element5']),
  element5: { closeParenAsterisk: ['groupCloseRep', 'elementEnd'], or: ['elementNone', 'element4'] },
  element6: { ...contentElement, openParen: ['groupOpen', 'element6'] },
  element7: {
    closeParen: ['groupClose', 'element7'],
    closeParenAsterisk: ['groupCloseRep', 'element7'],
    closeParenQuestion: ['groupCloseOpt', 'element7'],
    closeParenPlus: ['groupClosePlus', 'element7'],
    comma: ['groupSequence', 'element6'],
    or: ['groupChoice', 'element6'],
  },
  elementEnd: { declClose: ['elementNone', 'top'] },
  condSect0: { 'name:INCLUDE': ['none', 'condSect1'], 'name:IGNORE': ['none', 'condSect2'] },
  condSect1: { openBracket: ['include', 'externalSubset1'] },
  condSect2: { openBracket: ['ignoreSect', 'externalSubset1'] },
  error: {},
};

/** The role of white space inside a declaration. */
const spaceRoles: [prefix: string, role: string][] = [
  ['doctype', 'doctypeNone'],
  ['entity', 'entityNone'],
  ['notation', 'notationNone'],
  ['attlist', 'attlistNone'],
  ['element', 'elementNone'],
  ['condSect', 'none'],
];

export class PrologGrammar {
  state: string;
  /** Not an external subset or external parameter entity. */
  readonly documentEntity: boolean;
  /** A value is being read of which an external parameter entity is a part. */
  inEntityValue = false;
  /** Depth of the groups of a content model. */
  level = 0;
  private includeLevel = 0;

  constructor(documentEntity: boolean) {
    this.documentEntity = documentEntity;
    this.state = documentEntity ? 'prolog0' : 'externalSubset0';
  }

  /** Goes on by a token; `word` is the name in it, where there may be one. The role is 'error' for what fits nowhere. */
  role(tok: PrologToken | 'bom', word: string): string {
    const { state } = this;
    const step = states[state][`${tok as 'name'}:${word}`] ?? states[state][tok] ?? this.otherStep(tok);
    if (step === undefined) {
      if (!this.documentEntity && tok === 'paramEntityRef') return 'innerParamEntityRef';
      this.state = 'error';
      return 'error';
    }
    const [role, next] = step;
    this.state = next === 'top' ? (this.documentEntity ? 'internalSubset' : 'externalSubset1') : next;
    if (role === 'groupOpen') this.level = state === 'element1' ? 1 : this.level + 1;
    else if (state === 'element7' && role.startsWith('groupClose')) {
      if (--this.level === 0) this.state = 'elementEnd';
    } else if (state === 'condSect1' && role === 'include') {
      this.includeLevel++;
      return 'none';
    }
    return role;
  }

  private otherStep(tok: string): Step | undefined {
    const { state } = this;
    if (state.startsWith('externalSubset')) {
      if (tok === 'condSectClose' && this.includeLevel > 0) {
        this.includeLevel--;
        return ['none', 'externalSubset1'];
      }
      if (tok === 'none' && this.includeLevel === 0) return ['none', 'externalSubset1'];
      if (state === 'externalSubset0') return states.externalSubset1[tok as Key];
    }
    if (tok !== 'prologSpace') return undefined;
    const role = spaceRoles.find(([prefix]) => state.startsWith(prefix))?.[1];
    return role === undefined ? undefined : [role, state];
  }
}
