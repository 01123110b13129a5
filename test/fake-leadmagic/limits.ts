/** Requests an account may make in a day, as the headers and the dashboard tell it. */
export const dailyLimit = 500_000;
/** Requests a minute, where no account says otherwise. */
export const minuteLimit = 300;
