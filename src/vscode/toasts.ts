import { window, type MessageItem } from 'vscode';

import { plainNotice } from '../text/plainNotice';

// The only place that calls VS Code's notifications: what they say may hold names and words of others, which must not
// turn into links that run commands.

/** Resolves with the button that was pressed. */
export function inform<B extends MessageItem>(
  words: string,
  ...buttons: readonly B[]
): Thenable<B | undefined> {
  return window.showInformationMessage<B>(plainNotice(words), ...buttons);
}

export function warn<B extends MessageItem>(
  words: string,
  ...buttons: readonly B[]
): Thenable<B | undefined> {
  return window.showWarningMessage<B>(plainNotice(words), ...buttons);
}

export function alarm<B extends MessageItem>(
  words: string,
  ...buttons: readonly B[]
): Thenable<B | undefined> {
  return window.showErrorMessage<B>(plainNotice(words), ...buttons);
}

/** A question that stands in the way until it is answered; undefined when it was cancelled. */
export function ask<B extends MessageItem>(
  question: string,
  detail: string,
  ...answers: readonly B[]
): Thenable<B | undefined> {
  const options = { modal: true, detail: plainNotice(detail) };
  return window.showWarningMessage<B>(plainNotice(question), options, ...answers);
}
