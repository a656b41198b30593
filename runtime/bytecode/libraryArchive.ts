/**
 * The compiled standard library: one file with an index, and for each module its code and its source, compressed.
 *
 * Owns: the file's format and finding modules in it. Must not know: how modules are imported; where the file comes from
 * (the caller has its bytes and knows how to inflate).
 *
 * Layout: 'CSLB', version and length of the index as 32-bit numbers, the index as JSON, the sections.
 */
import { InternalError } from '../base/internalError';
import type { Code } from './code';
import { deserializeCode } from './codeReader';

export const ARCHIVE_VERSION = 1;
const MAGIC = 0x424c5343; // 'CSLB'
const HEADER = 12;

/** A row of the index. Offsets count from the end of the index; lengths are those of the compressed sections. */
export interface ArchiveEntry {
  /** Relative to the library's folder: 'asyncio/tasks.py'. */
  path: string;
  isPackage: boolean;
  code: number;
  codeLength: number;
  source: number;
  sourceLength: number;
}

export interface LibraryModule {
  name: string;
  isPackage: boolean;
  /** `<prefix>/lib/python3.14/asyncio/tasks.py` */
  sourcePath: string;
  /** The module's code object; the same object each time. */
  code(): Code;
  source(): string;
}

const LIBRARY_FOLDER = 'lib/python3.14';

export class LibraryArchive {
  private readonly entries: Map<string, ArchiveEntry>;
  private readonly sections: number;
  private readonly codes = new Map<string, Code>();
  private readonly moduleByPath = new Map<string, string>();

  /** `inflate` undoes raw deflate; `prefix` is what `sys.prefix` says. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly inflate: (section: Uint8Array) => Uint8Array,
    private readonly prefix: string,
  ) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== ARCHIVE_VERSION) {
      throw new InternalError('this is not a library archive of this version');
    }
    const indexLength = view.getUint32(8, true);
    this.sections = HEADER + indexLength;
    const index = new TextDecoder().decode(bytes.subarray(HEADER, this.sections));
    this.entries = new Map(Object.entries(JSON.parse(index) as Record<string, ArchiveEntry>));
    for (const [name, entry] of this.entries) this.moduleByPath.set(entry.path, name);
  }

  /** The folder that the modules seem to lie in: `<prefix>/lib/python3.14`. */
  get folder(): string {
    return `${this.prefix}/${LIBRARY_FOLDER}`;
  }

  names(): Iterable<string> {
    return this.entries.keys();
  }

  find(name: string): LibraryModule | null {
    const entry = this.entries.get(name);
    if (entry === undefined) return null;
    return {
      name,
      isPackage: entry.isPackage,
      sourcePath: `${this.folder}/${entry.path}`,
      code: () => this.code(name, entry),
      source: () => new TextDecoder().decode(this.section(entry.source, entry.sourceLength)),
    };
  }

  /** The module whose source path this is, for those who show its text. */
  findByPath(sourcePath: string): LibraryModule | null {
    const start = `${this.folder}/`;
    if (!sourcePath.startsWith(start)) return null;
    const name = this.moduleByPath.get(sourcePath.slice(start.length));
    return name === undefined ? null : this.find(name);
  }

  private section(offset: number, length: number): Uint8Array {
    const start = this.sections + offset;
    return this.inflate(this.bytes.subarray(start, start + length));
  }

  private code(name: string, entry: ArchiveEntry): Code {
    let code = this.codes.get(name);
    if (code === undefined) {
      code = deserializeCode(this.section(entry.code, entry.codeLength), `${this.folder}/${entry.path}`);
      this.codes.set(name, code);
    }
    return code;
  }
}

/** Puts an archive together: the index and the compressed sections in the order of their offsets. */
export function archiveBytes(entries: Record<string, ArchiveEntry>, sections: Uint8Array[]): Uint8Array {
  const index = new TextEncoder().encode(JSON.stringify(entries));
  const total = sections.reduce((sum, section) => sum + section.length, 0);
  const bytes = new Uint8Array(HEADER + index.length + total);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, ARCHIVE_VERSION, true);
  view.setUint32(8, index.length, true);
  bytes.set(index, HEADER);
  let at = HEADER + index.length;
  for (const section of sections) {
    bytes.set(section, at);
    at += section.length;
  }
  return bytes;
}
