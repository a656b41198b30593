/** Times as pixels and back, zoom, and the marks of the ruler. Pure arithmetic. */

export interface Scale {
  /** The time at the left edge, in seconds. */
  readonly start: number;
  /** Seconds a pixel. */
  readonly perPixel: number;
}

/** A nanosecond a pixel: nothing happens faster. */
const FINEST = 1e-9;
const COARSEST = 1e5;
/** Marks of the ruler are at least so many pixels apart. */
const TICK_DISTANCE = 90;

export function xOf({ start, perPixel }: Scale, time: number): number {
  return (time - start) / perPixel;
}

export function timeAt({ start, perPixel }: Scale, x: number): number {
  return start + x * perPixel;
}

/** All from one time to another within a width, with a little air on both sides. */
export function fit(from: number, to: number, width: number): Scale {
  const air = Math.min(16, width / 8);
  const perPixel = clamp(Math.max(to - from, FINEST * width) / Math.max(1, width - 2 * air));
  return { start: from - air * perPixel, perPixel };
}

/** Closer by a factor; what is at `x` stays there. */
export function zoom(scale: Scale, factor: number, x: number): Scale {
  const perPixel = clamp(scale.perPixel / factor);
  return { start: timeAt(scale, x) - x * perPixel, perPixel };
}

export function pan({ start, perPixel }: Scale, pixels: number): Scale {
  return { start: start + pixels * perPixel, perPixel };
}

/** Moves as little as it takes to have a stretch of time in sight. */
export function reveal(scale: Scale, from: number, to: number, width: number): Scale {
  const margin = Math.min(40, width / 4);
  const left = xOf(scale, from);
  const right = xOf(scale, to);
  if (left >= margin && right <= width - margin) return scale;
  // What is wider than the window shows its beginning, unless some of it is in sight already.
  if (right - left > width - 2 * margin) return left < width && right > 0 ? scale : pan(scale, left - margin);
  return pan(scale, left < margin ? left - margin : right - (width - margin));
}

export interface Tick {
  x: number;
  text: string;
}

/** Marks at round times since `origin`. */
export function ticks(scale: Scale, width: number, origin: number): Tick[] {
  const step = niceStep(scale.perPixel * TICK_DISTANCE);
  const begin = Math.ceil((scale.start - origin) / step);
  const end = Math.floor((timeAt(scale, width) - origin) / step);
  const found: Tick[] = [];
  for (let i = begin; i <= end; i++) {
    const time = i * step;
    found.push({ x: xOf(scale, origin + time), text: durationText(time, step) });
  }
  return found;
}

/** 1, 2 or 5 times a power of ten, not less than a duration. */
export function niceStep(duration: number): number {
  const power = 10 ** Math.floor(Math.log10(duration));
  const ratio = duration / power;
  // As a quotient where it is small: 1e-7 * 5 is not 5e-7.
  const times = ratio <= 1.000001 ? 1 : ratio <= 2.000001 ? 2 : ratio <= 5.000001 ? 5 : 10;
  return times * power;
}

/** `1.5 s`, `20 ms`, `3 µs`; as exact as the step between neighbours asks for. */
export function durationText(seconds: number, step = 0): string {
  const size = Math.max(Math.abs(seconds), step);
  const [factor, unit] =
    size >= 1 || size === 0 ? [1, 's'] : size >= 1e-3 ? [1e3, 'ms'] : size >= 1e-6 ? [1e6, 'µs'] : [1e9, 'ns'];
  const value = seconds * factor;
  const digits = step > 0 ? Math.max(0, Math.ceil(-Math.log10(step * factor) - 1e-9)) : 3;
  return `${Number(value.toFixed(Math.min(9, digits)))} ${unit}`;
}

function clamp(perPixel: number): number {
  return Math.min(COARSEST, Math.max(FINEST, perPixel));
}
