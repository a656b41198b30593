// Mocha's own spec reporter, which also appends its counts to the file $COROSCOPE_COUNTS, for sums over several runs.
const { appendFileSync } = require('node:fs');
const { Spec } = require('mocha').reporters;

module.exports = class CountingReporter extends Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const file = process.env.COROSCOPE_COUNTS;
      if (!file) return;
      const { passes, failures, pending } = this.stats;
      appendFileSync(file, `${JSON.stringify({ passes, failures, pending })}\n`);
    });
  }
};
