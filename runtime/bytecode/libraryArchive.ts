/**
 * The compiled standard library: one file with an index, and for each module its code, and its source, compressed.
 *
 * Owns: the file's format and finding modules in it. Must not know: how modules are imported; where the file comes from
 * (the caller reads ranges of it and knows how to inflate).
 *
 * Layout: 'CSLB', version, length of the index, the compiler's mark and a checksum of all that follows as 32-bit
 * numbers, the index as JSON, the sections. The checksum is looked at when something went wrong (`isArchiveIntact`).
 */
import { BrokenInstallation } from '../base/brokenInstallation';
import type { Code } from './code';
import { deserializeCode } from './codeReader';

export const ARCHIVE_VERSION = 3;
const MAGIC = 0x424c5343; // 'CSLB'
const HEADER = 20;

/** Where a module lies. Offsets count from the end of the index; lengths are those of the sections. */
interface ArchiveEntry {
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

/** Named as in CPython, where tracebacks leave them out. */
const FROZEN = new Set(['importlib._bootstrap', 'importlib._bootstrap_external']);
/** CPython adds the platform to this name; here it is one module for all. */
const CONFIGURATION = '_sysconfigdata_';

const LIBRARY_FOLDER = 'lib/python3.14';

const broken = (how: string) => new BrokenInstallation(`the standard library's file, library.bin, ${how}`);

/** The archive's file. */
export interface LibraryBytes {
  /** Bytes from an offset on; fewer than asked for only where the file ends. */
  read(offset: number, length: number): Uint8Array;
  /** Undoes raw deflate. */
  inflate(section: Uint8Array): Uint8Array;
}

export class LibraryArchive {
  private readonly entries: Map<string, ArchiveEntry>;
  private readonly sections: number;
  private readonly codes = new Map<string, Code>();
  private moduleByPath: Map<string, string> | undefined;
  /** Another one for every compiler that makes other code of the library: 16 bits, for the magic number of .pyc files. */
  readonly compilerMark: number;

  /** `prefix` is what `sys.prefix` says. */
  constructor(
    private readonly file: LibraryBytes,
    private readonly prefix: string,
  ) {
    const bytes = file.read(0, HEADER);
    if (bytes.length < HEADER) throw broken('is cut off');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== ARCHIVE_VERSION)
      throw broken('is of another version');
    const indexLength = view.getUint32(8, true);
    this.compilerMark = view.getUint32(12, true);
    this.sections = HEADER + indexLength;
    const index = new TextDecoder().decode(file.read(HEADER, indexLength));
    let rows: IndexRow[];
    try {
      rows = JSON.parse(index) as IndexRow[];
    } catch {
      throw broken(index.length < indexLength ? 'is cut off' : 'is damaged');
    }
    this.entries = readIndex(rows);
    const end = rows.reduce((sum, [, , code, source]) => sum + code + source, 0);
    if (end > 0 && this.section(end - 1, 1).length === 0) throw broken('is cut off');
  }

  /** The folder that the modules seem to lie in: `<prefix>/lib/python3.14`. */
  get folder(): string {
    return `${this.prefix}/${LIBRARY_FOLDER}`;
  }

  names(): Iterable<string> {
    return this.entries.keys();
  }

  find(name: string): LibraryModule | null {
    const entry =
      this.entries.get(name) ?? (name.startsWith(CONFIGURATION) ? this.entries.get('_sysconfigdata') : undefined);
    if (entry === undefined) return null;
    return {
      name,
      isPackage: entry.isPackage,
      sourcePath: `${this.folder}/${entry.path}`,
      code: () => this.code(name, entry),
      source: () => new TextDecoder().decode(this.file.inflate(this.section(entry.source, entry.sourceLength))),
    };
  }

  /** The module whose source path this is, for those who show its text. */
  findByPath(sourcePath: string): LibraryModule | null {
    const start = `${this.folder}/`;
    if (!sourcePath.startsWith(start)) return null;
    this.moduleByPath ??= new Map([...this.entries].map(([name, entry]) => [entry.path, name]));
    const name = this.moduleByPath.get(sourcePath.slice(start.length));
    return name === undefined ? null : this.find(name);
  }

  private section(offset: number, length: number): Uint8Array {
    return this.file.read(this.sections + offset, length);
  }

  private code(name: string, entry: ArchiveEntry): Code {
    let code = this.codes.get(name);
    if (code === undefined) {
      const filename = FROZEN.has(name) ? `<frozen ${name}>` : `${this.folder}/${entry.path}`;
      try {
        code = deserializeCode(this.section(entry.code, entry.codeLength), filename);
      } catch {
        throw broken(`is damaged at the module ${name}`);
      }
      this.codes.set(name, code);
    }
    return code;
  }
}

/** Module name, whether it is a package, length of its code, length of its source; sections lie in this order. */
type IndexRow = [name: string, isPackage: 0 | 1, codeLength: number, sourceLength: number];

function readIndex(rows: IndexRow[]): Map<string, ArchiveEntry> {
  const entries = new Map<string, ArchiveEntry>();
  let at = 0;
  for (const [name, isPackage, codeLength, sourceLength] of rows) {
    const path = `${name.replaceAll('.', '/')}${isPackage === 1 ? '/__init__' : ''}.py`;
    const source = at + codeLength;
    entries.set(name, { path, isPackage: isPackage === 1, code: at, codeLength, source, sourceLength });
    at = source + sourceLength;
  }
  return entries;
}

/** A module to be put into an archive; the source is compressed already. */
export interface ArchivedModule {
  name: string;
  isPackage: boolean;
  code: Uint8Array;
  source: Uint8Array;
}

export function archiveBytes(modules: ArchivedModule[]): Uint8Array {
  const rows = modules.map((m): IndexRow => [m.name, m.isPackage ? 1 : 0, m.code.length, m.source.length]);
  const index = new TextEncoder().encode(JSON.stringify(rows));
  const total = modules.reduce((sum, m) => sum + m.code.length + m.source.length, 0);
  const bytes = new Uint8Array(HEADER + index.length + total);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, ARCHIVE_VERSION, true);
  view.setUint32(8, index.length, true);
  view.setUint32(12, markOf(modules), true);
  bytes.set(index, HEADER);
  let at = HEADER + index.length;
  for (const m of modules) {
    bytes.set(m.code, at);
    bytes.set(m.source, at + m.code.length);
    at += m.code.length + m.source.length;
  }
  view.setUint32(16, checksum(bytes), true);
  return bytes;
}

/** Are these the bytes that archiveBytes() made? */
export function isArchiveIntact(bytes: Uint8Array): boolean {
  if (bytes.length < HEADER) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(0, true) === MAGIC && view.getUint32(16, true) === checksum(bytes);
}

/** FNV-1a of what follows the header. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = HEADER; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}

/** FNV-1a of the code, folded to 16 bits. */
function markOf(modules: ArchivedModule[]): number {
  let hash = 0x811c9dc5;
  for (const { code } of modules) for (const byte of code) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash ^ (hash >>> 16)) & 0xffff;
}
