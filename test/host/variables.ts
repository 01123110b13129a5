/** What the runner outside tells the suite inside the extension host, besides where its results go. */

/** A file that the suite writes when it begins: from then on what fails is a test, not the start of VS Code. */
export const startedVariable = 'LEADMAGIC_HOST_TEST_STARTED';
/** A regular expression for the titles of tests to run; all if it is not set. */
export const grepVariable = 'LEADMAGIC_HOST_TEST_GREP';
/** The VS Code version that the host must be, `1.103` or a full one; any if it is not set. */
export const versionVariable = 'LEADMAGIC_HOST_TEST_VSCODE';
