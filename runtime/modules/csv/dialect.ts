/** What reader and writer share: the options of a dialect, the error class, the limit of a field's size. */
import type { PyType } from '../../objects/object';

export const Quote = { minimal: 0, all: 1, nonNumeric: 2, none: 3, strings: 4, notNull: 5 } as const;

export interface Dialect {
  delimiter: string;
  escapechar: string | undefined;
  quotechar: string | undefined;
  lineterminator: string;
  quoting: number;
  skipinitialspace: boolean;
  doublequote: boolean;
  strict: boolean;
}

export const csvState = { fieldLimit: 131072 } as { error: PyType; fieldLimit: number };
