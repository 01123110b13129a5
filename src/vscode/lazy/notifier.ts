import type { MessageItem } from 'vscode';

import { thrownFields, type Log } from '../../app/log';
import type { Notice } from '../../app/notices';
import { noticeWords } from '../../app/noticeWords';
import type { BarFormats } from '../../text/barFormats';
import { Formats } from '../../text/formats';
import * as say from '../../text/messages';
import { runCommand } from '../commands';
import type { CommandName } from '../ids';
import { alarm, inform, warn } from '../toasts';

interface Button extends MessageItem {
  readonly title: string;
  readonly command: CommandName;
}

/** Shows notices as toasts, with what can be done about them. Never awaited by those who raise them. */
export class Notifier {
  readonly #formats: Formats;

  constructor(
    { locale, t }: BarFormats,
    private readonly log: Log,
  ) {
    this.#formats = new Formats(locale, t);
  }

  /** `account`: its label, when there are several. */
  readonly show = (notice: Notice, account: string | undefined): void => {
    const words = noticeWords(notice, this.#formats);
    this.#present(notice, account === undefined ? words : `${account} · ${words}`).then(
      (button) => button && runCommand(button.command),
      (error: unknown) => this.log.error('notice', thrownFields(error)),
    );
  };

  #present({ kind }: Notice, words: string): Thenable<Button | undefined> {
    const { t } = this.#formats;
    const topUp: Button = { title: t(say.actionTopUp), command: 'openBilling' };
    const usage: Button = { title: t(say.actionDashboard), command: 'openDashboard' };
    const snooze: Button = { title: t(say.actionSnooze), command: 'snoozeAlerts' };
    switch (kind) {
      case 'low':
      case 'daysLeft':
      case 'frozen':
        return warn(words, topUp, usage, snooze);
      case 'critical':
      case 'empty':
        return alarm(words, topUp, usage, snooze);
      case 'topUp':
        return inform(words);
    }
  }
}
