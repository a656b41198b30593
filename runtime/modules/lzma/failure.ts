/** Data that is not what the format says. */
export class LzmaFailure extends Error {}

export const corrupt = (): LzmaFailure => new LzmaFailure('Corrupt input data');
export const badOptions = (): LzmaFailure => new LzmaFailure('Invalid or unsupported options');
