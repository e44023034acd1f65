/** Lets jest load packages that are ES modules: those that are named in `transformIgnorePatterns` of its configuration. */
const { transformSync } = require('esbuild');

module.exports = {
  process: (source) => transformSync(source, { format: 'cjs', target: 'node20' }),
};
