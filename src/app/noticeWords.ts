import type { Formats } from '../text/formats';
import * as say from '../text/messages';
import { wholeDays } from '../text/spending';
import type { AlertFigures, Notice } from './notices';

/** What a notification says, in the user's language. */
export function noticeWords(notice: Notice, formats: Formats): string {
  switch (notice.kind) {
    case 'topUp':
      return formats.plural(say.noticeTopUp, notice.by, formats.credits(notice.spendable));
    case 'low':
      return formats.plural(say.alertLow, notice.spendable, formats.credits(notice.lowCredits));
    case 'critical':
      return formats.plural(say.alertCritical, notice.spendable, formats.credits(notice.criticalCredits));
    case 'empty':
      // Told once for both: credits that are there but frozen are not used up.
      return notice.isFrozen && notice.credits > 0 ? frozenWords(notice, formats) : formats.t(say.alertEmpty);
    case 'frozen':
      return frozenWords(notice, formats);
    case 'daysLeft': {
      const days = wholeDays(notice.daysLeft ?? 0);
      return days === 0 ? formats.t(say.alertLastDay) : formats.plural(say.alertDaysLeft, days);
    }
  }
}

function frozenWords({ spendable, credits }: AlertFigures, formats: Formats): string {
  return formats.t(say.alertFrozen, formats.credits(spendable), formats.credits(credits));
}
