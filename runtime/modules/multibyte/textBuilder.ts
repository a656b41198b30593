/** A growing text, made of code points. */

const CHUNK = 4096;

export class TextBuilder {
  private done = '';
  private readonly units = new Uint16Array(CHUNK + 1);
  private n = 0;

  push(code: number): void {
    if (this.n >= CHUNK) this.flush();
    if (code < 0x10000) this.units[this.n++] = code;
    else {
      this.units[this.n++] = 0xd7c0 + (code >> 10);
      this.units[this.n++] = 0xdc00 + (code & 0x3ff);
    }
  }

  append(text: string): void {
    this.flush();
    this.done += text;
  }

  get isEmpty(): boolean {
    return this.n === 0 && this.done === '';
  }

  finish(): string {
    this.flush();
    return this.done;
  }

  private flush(): void {
    if (this.n === 0) return;
    this.done += String.fromCharCode(...this.units.subarray(0, this.n));
    this.n = 0;
  }
}
