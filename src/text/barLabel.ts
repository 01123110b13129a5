import type { BalanceFacts, BarFacts } from './bar';
import { describeError } from './errors';
import type { Formats } from './formats';
import * as say from './messages';

/** What a screen reader says of the item: full sentences in every state. */
export function barLabel(facts: BarFacts, formats: Formats): string {
  const { account } = facts;
  if (facts.kind === 'balance') return balanceLabel(facts, account, formats);
  const sentence = keyLabel(facts, formats);
  return account === undefined ? sentence : formats.t(say.labelAccount, account, sentence);
}

function keyLabel(facts: Exclude<BarFacts, BalanceFacts>, formats: Formats): string {
  const { t } = formats;
  switch (facts.kind) {
    case 'noKey':
      return t(facts.lost ? say.labelKeyLost : say.labelNoKey);
    case 'rejected':
      return t(say.labelRejected);
    case 'unconfirmed':
      return t(say.labelUnconfirmed);
    case 'loading':
      return t(say.labelLoading);
    case 'unread':
      return t(say.labelUnread, describeError(facts.error, t));
  }
}

function balanceLabel(facts: BalanceFacts, account: string | undefined, formats: Formats): string {
  const { t } = formats;
  const sentences = [
    account === undefined
      ? formats.plural(say.labelBalance, facts.spendable)
      : formats.plural(say.labelAccountBalance, facts.spendable, account),
  ];
  if (facts.level === 'low') sentences.push(t(say.labelLow, formats.credits(facts.lowCredits)));
  if (facts.level === 'critical')
    sentences.push(t(say.labelCritical, formats.credits(facts.criticalCredits)));
  if (facts.level === 'empty') sentences.push(t(say.labelEmpty));
  if (facts.isFrozen) sentences.push(t(say.labelFrozen, formats.credits(facts.credits)));
  sentences.push(t(say.labelRead, formats.time(facts.at, facts.now)));
  if (facts.isBehind) sentences.push(t(say.tooltipStale));
  if (facts.isBusy) sentences.push(t(say.labelBusy));
  return sentences.join(' ');
}
