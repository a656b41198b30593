/**
 * A whole DAP conversation as text, without what differs from run to run: sequence numbers, process ids, addresses,
 * absolute paths, how output was cut into pieces.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Message } from '../adapter/dapClient';
import { root } from '../adapter/dapClient';

/** Told now and then, by the clock. */
const LEFT_OUT = new Set(['coroscope/tasksChanged']);

export class Transcript {
  private lines: string[] = [];
  private pending: { category: string; text: string } | null = null;

  add(direction: 'out' | 'in', message: Message): void {
    if (message.event !== undefined && LEFT_OUT.has(message.event)) return;
    if (message.event === 'output' && message.body?.source === undefined) {
      const category = String(message.body?.category);
      const text = String(message.body?.output);
      if (this.pending?.category === category) this.pending.text += text;
      else {
        this.flush();
        this.pending = { category, text };
      }
      return;
    }
    this.flush();
    const { command, event, body, success, message: error } = message;
    if (direction === 'out') this.write(`-> ${command ?? ''}`, (message as { arguments?: unknown }).arguments);
    else if (event !== undefined) this.write(`<- event ${event}`, body);
    else this.write(`<- ${command ?? ''}${success ? '' : ` FAILED: ${error ?? ''}`}`, success ? body : undefined);
  }

  text(): string {
    this.flush();
    return `${this.lines.join('\n')}\n`;
  }

  private flush(): void {
    if (!this.pending) return;
    this.write(`<- output ${this.pending.category}`, this.pending.text);
    this.pending = null;
  }

  private write(title: string, content: unknown): void {
    this.lines.push(title);
    if (content === undefined) return;
    for (const line of layOut(content, '')) this.lines.push(`   ${line}`);
  }
}

/** Objects that fit are one line; longer ones a line a member. */
function layOut(value: unknown, indent: string): string[] {
  if (typeof value === 'string') return value.split('\n').map((line) => `${indent}| ${normalize(line)}`);
  // Normalised before it is measured: the layout must not depend on where the project lies.
  const whole = normalize(JSON.stringify(value));
  if (whole.length + indent.length <= 150 || typeof value !== 'object' || value === null) return [`${indent}${whole}`];
  const members = Array.isArray(value) ? value.map((item): [string, unknown] => ['-', item]) : Object.entries(value).filter(([, member]) => member !== undefined);
  return members.flatMap(([key, item]) => {
    const text = normalize(JSON.stringify(item));
    if (text.length + indent.length + key.length <= 150 || typeof item !== 'object') return [`${indent}${key} ${text}`];
    return [`${indent}${key}`, ...layOut(item, `${indent}  `)];
  });
}

function normalize(line: string): string {
  return line
    .replaceAll(root, '<root>')
    .replace(/0x[0-9a-f]{6,}/g, '0x…')
    .replace(/"systemProcessId":\d+/, '"systemProcessId":0')
    .replace(/systemProcessId \d+/, 'systemProcessId 0');
}

/** Compares with the golden file; a missing one is a failure, UPDATE_GOLDEN=1 writes it. Returns both texts. */
export function golden(name: string, text: string): { expected: string; actual: string } {
  const file = resolve(root, 'test/golden', `${name}.txt`);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  if (!existsSync(file)) throw new Error(`there is no ${file}; UPDATE_GOLDEN=1 writes it`);
  return { expected: readFileSync(file, 'utf8'), actual: text };
}
