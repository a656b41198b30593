/**
 * The texts of source files, as the debugger needs them: by the name code objects carry, and by what the client calls them.
 *
 * Owns: canonical names, texts, columns (bytes in code objects, UTF-16 units for editors), source references.
 * Must not know: breakpoints, frames.
 */
import type { Host } from '../host/host';
import type { Places } from '../introspect/places';
import type { Guest } from './guest';
import type { SourceSummary } from './agentProtocol';
import { AgentError } from './agentProtocol';

/** Reads sources that are no files, such as the library in its archive; undefined if it has none of that name. */
export type SourceProvider = (filename: string) => string | undefined;

export class SourceTexts {
  private readonly canonical = new Map<string, string>();
  private readonly lines = new Map<string, string[] | null>();
  /** Whether a file can be read: asked once, until something about it is to be forgotten. */
  private readonly onDisk = new Map<string, boolean>();
  private readonly references = new Map<string, number>();
  private readonly byReference: string[] = [];

  constructor(
    private readonly host: Host,
    private readonly provider: SourceProvider,
  ) {}

  /** For introspection. */
  places(guest: Pick<Guest, 'isLibrary'>): Places {
    return {
      source: (filename) => this.summary(filename),
      column: (filename, line, byteColumn) => this.column(filename, line, byteColumn),
      isLibrary: (filename) => guest.isLibrary(filename),
    };
  }

  /** One name for a file, however a path leads to it. Names such as `<string>` stay. */
  canonicalName(filename: string): string {
    let name = this.canonical.get(filename);
    if (name === undefined) {
      name = filename;
      if (!filename.startsWith('<')) {
        try {
          name = this.host.files.realpath(filename);
        } catch {
          // Not a file: the library's archive, or gone since.
        }
      }
      this.canonical.set(filename, name);
    }
    return name;
  }

  /** The text of a source, or undefined where there is none to be had. */
  text(filename: string): string | undefined {
    return this.linesOf(filename)?.join('\n');
  }

  line(filename: string, line: number): string | undefined {
    return this.linesOf(filename)?.[line - 1];
  }

  /** A column in UTF-8 bytes from 0 as one in UTF-16 units from 1. */
  column(filename: string, line: number, byteColumn: number): number {
    if (byteColumn <= 0) return 1;
    const text = this.line(filename, line);
    if (text === undefined || /^[\x00-\x7f]*$/.test(text)) return byteColumn + 1;
    let bytes = 0;
    let units = 0;
    for (const char of text) {
      if (bytes >= byteColumn) break;
      const point = char.codePointAt(0)!;
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      units += char.length;
    }
    return units + 1;
  }

  /** How a client can get the source: a path that it can open itself, or a reference to ask for. */
  summary(filename: string): SourceSummary {
    const path = this.canonicalName(filename);
    let onDisk = this.onDisk.get(path);
    if (onDisk === undefined) {
      // The program can read the library's archive as files; the client can't.
      onDisk = !path.startsWith('<') && this.provider(path) === undefined && this.host.files.access(path, 4);
      this.onDisk.set(path, onDisk);
    }
    if (onDisk) return { path, sourceReference: 0 };
    return { path, sourceReference: this.reference(path) };
  }

  textByReference(reference: number): string {
    const filename = this.byReference[reference - 1];
    const text = filename === undefined ? undefined : this.text(filename);
    if (text === undefined) throw new AgentError(`there is no source for ${filename ?? `reference ${reference}`}`);
    return text;
  }

  /** Forgets a text, since the file may have changed. */
  forget(filename: string): void {
    this.lines.delete(this.canonicalName(filename));
    this.onDisk.clear();
  }

  private reference(path: string): number {
    let reference = this.references.get(path);
    if (reference === undefined) {
      this.byReference.push(path);
      this.references.set(path, (reference = this.byReference.length));
    }
    return reference;
  }

  private linesOf(filename: string): string[] | null {
    const name = this.canonicalName(filename);
    let lines = this.lines.get(name);
    if (lines === undefined) {
      const text = this.read(name);
      lines = text === undefined ? null : text.split(/\r\n|\r|\n/);
      this.lines.set(name, lines);
    }
    return lines;
  }

  private read(name: string): string | undefined {
    const provided = this.provider(name);
    if (provided !== undefined) return provided;
    if (name.startsWith('<')) return undefined;
    try {
      return new TextDecoder().decode(this.host.files.readFile(name));
    } catch {
      return undefined;
    }
  }
}
