// mocha's own report, and besides the results in the file that LEADMAGIC_TEST_RESULTS names.
'use strict';
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

module.exports = class GateReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.LEADMAGIC_TEST_RESULTS;
    if (!file) return;
    const failures = [];
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test, error) => {
      failures.push({ title: test.fullTitle(), message: messageOf(error) });
    });
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, pending } = this.stats;
      writeFileSync(
        file,
        JSON.stringify({ passed: passes, failed: failures.length, skipped: pending, failures }),
      );
    });
  }
};

function messageOf(error) {
  if (typeof error !== 'object' || error === null) return String(error);
  return String(error.stack ?? error.message ?? error);
}
