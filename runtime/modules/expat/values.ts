/** The values of attributes and entities: normalisation and the references in them. */
import { characterOfReference, predefinedEntity } from './characters';
import { NotWellFormed } from './codes';
import type { Entity } from './dtd';
import type { Parser } from './parser';

/** Where a value stands: the document itself or an entity's replacement text, whose places nobody can see. */
interface Place {
  isMain: boolean;
  /** Of a declaration in the DTD, not of a tag. */
  isDefault: boolean;
}

const needsWork = /[&\t\n\r]/;

/** An attribute's value, which stands in `text` from `i` to `end`. */
export function attributeValue(
  p: Parser,
  isCdata: boolean,
  text: string,
  i: number,
  end: number,
  place: Place,
): string {
  if (isCdata) {
    const raw = text.slice(i, end);
    if (!needsWork.test(raw)) return raw;
  }
  const value = appended(p, '', isCdata, text, i, end, place);
  return !isCdata && value.endsWith(' ') ? value.slice(0, -1) : value;
}

/** Expat's appendAttributeValue. */
function appended(
  p: Parser,
  out: string,
  isCdata: boolean,
  text: string,
  i: number,
  end: number,
  place: Place,
): string {
  const { scanner } = p;
  const fail = (name: string, at: number) => new NotWellFormed(name, place.isMain ? at : undefined);
  const addSpace = () => {
    if (isCdata || (out !== '' && !out.endsWith(' '))) out += ' ';
  };
  for (;;) {
    const tok = scanner.attributeValue(text, i, end);
    const { next } = scanner;
    switch (tok) {
      case 'none':
        return out;
      case 'invalid':
        throw fail('INVALID_TOKEN', next);
      case 'chars':
        out += text.slice(i, next);
        break;
      case 'charRef': {
        const c = characterOfReference(text.slice(i, next));
        if (c === undefined) throw fail('BAD_CHAR_REF', i);
        if (c === ' ') addSpace();
        else out += c;
        break;
      }
      case 'entityRef': {
        const name = text.slice(i + 1, next - 1);
        const c = predefinedEntity(name);
        if (c !== undefined) {
          out += c;
          break;
        }
        const entity = entityInValue(p, name, place);
        if (entity === undefined) break;
        if (entity.open) throw fail('RECURSIVE_ENTITY_REF', i);
        if (entity.notation !== undefined) throw fail('BINARY_ENTITY_REF', i);
        if (entity.text === undefined) throw fail('ATTRIBUTE_EXTERNAL_ENTITY_REF', i);
        entity.open = true;
        p.account(entity.text.length);
        out = appended(p, out, isCdata, entity.text, 0, entity.text.length, { ...place, isMain: false });
        entity.open = false;
        break;
      }
      case 'trailingCr':
        addSpace();
        return out;
      case 'newline':
      case 'space':
        addSpace();
        break;
      default:
        throw fail('INVALID_TOKEN', i);
    }
    i = next;
  }
}

/** The entity; undefined where it may be missing, since not all declarations have been read. */
function entityInValue(p: Parser, name: string, place: Place): Entity | undefined {
  const { dtd } = p;
  const entity = dtd.general.get(name);
  const mustBeDeclared = place.isDefault
    ? p.grammar.documentEntity && (dtd.standalone ? p.internalDepth === 0 : !dtd.hasParamEntityRefs)
    : !dtd.hasParamEntityRefs || dtd.standalone;
  if (mustBeDeclared) {
    if (entity === undefined) throw new NotWellFormed('UNDEFINED_ENTITY');
    if (!entity.isInternal) throw new NotWellFormed('ENTITY_DECLARED_IN_PE');
  }
  return entity;
}

/** Adds to the value of the entity that is being declared (expat's storeEntityValue). */
export function storeEntityValue(p: Parser, text: string, i: number, end: number, isMain: boolean): void {
  const { dtd, scanner, grammar } = p;
  const start = i;
  const fail = (name: string, at: number) => new NotWellFormed(name, isMain ? at : undefined);
  const wasInside = grammar.inEntityValue;
  grammar.inEntityValue = true;
  for (;;) {
    const tok = scanner.entityValue(text, i, end);
    const { next } = scanner;
    if (tok === 'none') break;
    switch (tok) {
      case 'paramEntityRef': {
        if (!p.isParamEntity && isMain) throw fail('PARAM_ENTITY_REF', start);
        const entity = dtd.parameter.get(text.slice(i + 1, next - 1));
        if (entity === undefined) {
          dtd.keepProcessing = dtd.standalone;
          grammar.inEntityValue = wasInside;
          return;
        }
        if (entity.open || entity === p.declared.entity) throw fail('RECURSIVE_ENTITY_REF', start);
        if (entity.systemId === undefined) {
          entity.open = true;
          p.account(entity.text!.length);
          storeEntityValue(p, entity.text!, 0, entity.text!.length, false);
          entity.open = false;
        } else if (p.handlers.externalEntityRef === undefined) dtd.keepProcessing = dtd.standalone;
        else {
          dtd.paramEntityRead = false;
          p.callExternal(undefined, entity);
          if (!dtd.paramEntityRead) dtd.keepProcessing = dtd.standalone;
        }
        break;
      }
      case 'entityRef':
      case 'chars':
        dtd.entityValue += text.slice(i, next);
        break;
      case 'trailingCr':
        dtd.entityValue += '\n';
        grammar.inEntityValue = wasInside;
        return;
      case 'newline':
        dtd.entityValue += '\n';
        break;
      case 'charRef': {
        const c = characterOfReference(text.slice(i, next));
        if (c === undefined) throw fail('BAD_CHAR_REF', start);
        dtd.entityValue += c;
        break;
      }
      case 'invalid':
        throw fail('INVALID_TOKEN', next);
      default:
        throw fail('INVALID_TOKEN', start);
    }
    i = next;
  }
  grammar.inEntityValue = wasInside;
}
