/** What the headers of one response said; each field is absent when missing or not sensible. */
export interface HeaderFacts {
  /** `X-Credits-Remaining`: credits left after the request; finite, rounded to 0.01. */
  readonly creditsRemaining?: number;
  /** `X-Credits-Cost`: credits the request cost; finite and >= 0. */
  readonly creditsCost?: number;
  /** `RateLimit-Limit` or `X-RateLimit-Limit`: requests a minute. */
  readonly rateLimit?: number;
  /** `RateLimit-Remaining` or its twin. */
  readonly rateLimitRemaining?: number;
  /** `RateLimit-Reset`: ms until the minute window resets. */
  readonly rateLimitResetMs?: number;
  /** `Retry-After` (seconds or HTTP date), in ms from now; >= 0, at most 24 h. */
  readonly retryAfterMs?: number;
  /** `X-RateLimit-Remaining-Daily`. */
  readonly dailyRemaining?: number;
  /** `X-RateLimit-Daily-Usage-Percent`, 0 to 100. */
  readonly dailyUsagePercent?: number;
  /** `X-Request-Id`; only `[A-Za-z0-9._-]`, at most 100 characters. */
  readonly requestId?: string;
}
