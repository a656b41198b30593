/** What a parser tells: its events (expat's handlers). Those that nobody wants are undefined. */
import type { ContentModel } from './codes';
import type { ByteTable } from './source';

type Text = string | undefined;

export interface Handlers {
  startElement?: (name: string, attributes: string[], specified: number) => void;
  endElement?: (name: string) => void;
  characterData?: (text: string) => void;
  processingInstruction?: (target: string, data: string) => void;
  comment?: (text: string) => void;
  startCdata?: () => void;
  endCdata?: () => void;
  /** The text of what no other handler takes. */
  default?: (text: string) => void;
  startDoctype?: (name: string, systemId: Text, publicId: Text, hasInternalSubset: boolean) => void;
  endDoctype?: () => void;
  unparsedEntity?: (name: string, base: Text, systemId: Text, publicId: Text, notation: string) => void;
  notation?: (name: string, base: Text, systemId: Text, publicId: Text) => void;
  startNamespace?: (prefix: Text, uri: Text) => void;
  endNamespace?: (prefix: Text) => void;
  /** False ends the parsing. */
  notStandalone?: () => boolean;
  /** False ends the parsing. */
  externalEntityRef?: (context: Text, base: Text, systemId: Text, publicId: Text) => boolean;
  elementDecl?: (name: string, model: ContentModel) => void;
  attlistDecl?: (element: string, attribute: string, type: string, value: Text, required: boolean) => void;
  entityDecl?: (
    name: string,
    isParameter: boolean,
    value: Text,
    base: Text,
    systemId: Text,
    publicId: Text,
    notation: Text,
  ) => void;
  xmlDecl?: (version: Text, encoding: Text, standalone: number) => void;
  skippedEntity?: (name: string, isParameter: boolean) => void;
  /** What the bytes mean in an encoding that the parser doesn't know. */
  unknownEncoding?: (name: string) => ByteTable | undefined;
}
