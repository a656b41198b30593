// Injected into every bundle by build.mjs: stands in for `import.meta.url`, which CommonJS lacks.
import { pathToFileURL } from 'node:url';
export const __bundleUrl = pathToFileURL(__filename).href;
