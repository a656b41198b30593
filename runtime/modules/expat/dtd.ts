/**
 * What a document type definition declares: entities, attributes' types and defaults. Owns the tables; a parser and those
 * of its external parameter entities share one.
 */

export interface Entity {
  readonly name: string;
  readonly isParameter: boolean;
  /** Declared in the document itself. */
  readonly isInternal: boolean;
  /** The replacement text; undefined for an external entity. */
  text: string | undefined;
  systemId: string | undefined;
  publicId: string | undefined;
  base: string | undefined;
  notation: string | undefined;
  /** It is being expanded. */
  open: boolean;
}

export interface DeclaredAttribute {
  readonly isCdata: boolean;
  /** The default; undefined where there is none. */
  readonly value: string | undefined;
}

export class Dtd {
  general = new Map<string, Entity>();
  parameter = new Map<string, Entity>();
  /** By element, then by attribute. */
  attributes = new Map<string, Map<string, DeclaredAttribute>>();
  /** URIs of the namespaces in scope, by prefix; that of the default namespace by ''. */
  bindings = new Map<string, string>();
  /** The external subset as an entity. */
  external: Entity | undefined;
  /** Declarations count: no parameter entity has been left out before. */
  keepProcessing = true;
  hasParamEntityRefs = false;
  standalone = false;
  /** An external parameter entity has been read by a parser of its own. */
  paramEntityRead = false;
  /** The value of the entity that is being declared, as far as it is known. */
  entityValue = '';

  /** For the parser of an external general entity. */
  copy(): Dtd {
    const out = new Dtd();
    const closed = (entities: Map<string, Entity>) =>
      new Map([...entities].map(([name, e]) => [name, { ...e, open: false }]));
    out.general = closed(this.general);
    out.parameter = closed(this.parameter);
    out.attributes = this.attributes;
    out.keepProcessing = this.keepProcessing;
    out.hasParamEntityRefs = this.hasParamEntityRefs;
    out.standalone = this.standalone;
    return out;
  }
}

export const newEntity = (name: string, isParameter: boolean, isInternal: boolean): Entity => ({
  name,
  isParameter,
  isInternal,
  text: undefined,
  systemId: undefined,
  publicId: undefined,
  base: undefined,
  notation: undefined,
  open: false,
});
