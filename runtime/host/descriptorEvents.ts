/**
 * Whether a descriptor is ready: what the event loop asks of whoever keeps the program's descriptors.
 *
 * Owns: the seam; the module _socket fills it in. Without it nothing ever waits, as with plain files.
 */
export const descriptors = {
  /** Something can be read, or the end or an error is there. */
  readable: (_fd: number): boolean => true,
  /** Something can be written without waiting, or an error is there. */
  writable: (_fd: number): boolean => true,
};
