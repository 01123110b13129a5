/** What one suite tells the gate, as JSON in a file: counts, and each failure with its reason. */
export interface TestResults {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly TestFailure[];
}

export interface TestFailure {
  /** The suite's names and the test's, as `mocha` joins them. */
  readonly title: string;
  readonly message: string;
}

/** Names the file. */
export const resultsVariable = 'LEADMAGIC_TEST_RESULTS';

export const noResults: TestResults = { passed: 0, failed: 0, skipped: 0, failures: [] };

export function failedWith(title: string, message: string): TestResults {
  return { ...noResults, failed: 1, failures: [{ title, message }] };
}

export function addResults(a: TestResults, b: TestResults): TestResults {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

/** @throws Error if the text is not what a suite writes */
export function parseResults(text: string): TestResults {
  const value: unknown = JSON.parse(text);
  if (!isResults(value)) throw new Error(`Not the results of a suite: ${text.slice(0, 200)}`);
  return value;
}

function isResults(value: unknown): value is TestResults {
  if (typeof value !== 'object' || value === null) return false;
  const { passed, failed, skipped, failures } = value as Record<keyof TestResults, unknown>;
  return [passed, failed, skipped].every(Number.isInteger) && Array.isArray(failures);
}
