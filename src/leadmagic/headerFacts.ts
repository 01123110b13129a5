/** What the headers of one response said; each field is absent when missing or not sensible. */
export interface HeaderFacts {
  /** `X-Credits-Remaining`: credits left after the request; finite, rounded to 0.01. */
  readonly creditsRemaining?: number;
  /** `X-Credits-Cost`: credits the request cost; finite and >= 0. */
  readonly creditsCost?: number;
  /** `RateLimit-Remaining` or `X-RateLimit-Remaining`: requests left in this minute. */
  readonly rateLimitRemaining?: number;
  /** `RateLimit-Reset`: ms until the minute window resets. */
  readonly rateLimitResetMs?: number;
  /** `Retry-After` (seconds or HTTP date), in ms from now; >= 0, at most 24 h. */
  readonly retryAfterMs?: number;
  /** `X-Request-Id`; only `[A-Za-z0-9._-]`, at most 100 characters. */
  readonly requestId?: string;
}
