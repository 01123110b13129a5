/**
 * What one unit is that a price is charged for: a `request` (whatever it returns), a `row` of a submitted batch
 * that was answered, or each `result` a request returns, however many they are.
 */
export type CostUnit = 'request' | 'row' | 'result';

/**
 * What a request costs that finds nothing. `partly`: some kinds of miss are free and others billed (see the notes).
 * `unknown`: LeadMagic does not say.
 */
export type MissCost = 'free' | 'partly' | 'billed' | 'unknown';

/** Things worth a sentence beside a price; views turn them into words. */
export type CostNote =
  /** An `invalid` verdict is billed; `unknown` and unverifiable catch-all are free. */
  | 'invalidBilled'
  /** Free only when the profile does not resolve. */
  | 'freeWhenUnresolved'
  /** Nothing to pay on the Professional and Ultimate plans. */
  | 'freeOnTopPlans'
  /** An unpublished base charge comes on top of each result. */
  | 'baseCharge'
  /** Each row costs what the product's single request costs. */
  | 'singleRate'
  /** LeadMagic's own pages disagree; the newest reading is given. */
  | 'conflict'
  /** That a miss is free is said by a third party, not by LeadMagic. */
  | 'missUnofficial'
  /** Not in the list of 2026-09-06; may be gone. */
  | 'notInReview';

/** Where a price was read: LeadMagic's API quick reference, or earlier documentation of theirs. */
export type CostSource = 'quickReference' | 'earlier';

/** `high`: official, two places. `medium`: one official source. `low`: unofficial, dropped, or inferred. */
export type Confidence = 'high' | 'medium' | 'low';

/** One product of the API and its price. Credits are per unit. */
export interface Endpoint {
  readonly id: string;
  /** LeadMagic's own product name; not translated. */
  readonly name: string;
  /** A final `/*` stands for one or more further segments. */
  readonly paths: readonly string[];
  /** Ids the analytics reports use for it. */
  readonly productIds: readonly string[];
  readonly unit: CostUnit;
  /** The best current reading. Absent where it depends on what is sent; then `range` is there. */
  readonly credits?: number;
  /** Present where plan, product or disagreeing sources leave more than one price. */
  readonly range?: { readonly min: number; readonly max: number };
  readonly miss: MissCost;
  readonly notes: readonly CostNote[];
  readonly confidence: Confidence;
  readonly source: CostSource;
  /** When the price was last seen in its source: `YYYY-MM-DD`, or `YYYY-MM` where the day is not known. */
  readonly asOf: string;
}

const REVIEWED = { source: 'quickReference', asOf: '2026-09-06' } as const;
/** The last list with the products that the review of 2026-09-06 lacks. */
const EARLIER = { source: 'earlier', asOf: '2026-08' } as const;

interface Extras {
  readonly productIds?: readonly string[];
  readonly unit?: CostUnit;
  readonly range?: { readonly min: number; readonly max: number };
  readonly miss?: MissCost;
  readonly notes?: readonly CostNote[];
  readonly confidence?: Confidence;
}

function product(
  id: string,
  name: string,
  paths: readonly string[],
  credits: number | undefined,
  extras: Extras = {},
): Endpoint {
  const notes = extras.notes ?? [];
  return {
    id,
    name,
    paths,
    productIds: extras.productIds ?? [],
    unit: extras.unit ?? 'request',
    ...(credits === undefined ? {} : { credits }),
    ...(extras.range === undefined ? {} : { range: extras.range }),
    miss: extras.miss ?? 'free',
    notes,
    confidence: extras.confidence ?? 'high',
    ...(notes.includes('notInReview') ? EARLIER : REVIEWED),
  };
}

/**
 * Published prices, newest reading first where sources disagree. Prices changed several times within a year, so this
 * is dated data that the user's own figures override, never a promise.
 */
export const COST_TABLE: readonly Endpoint[] = [
  product('credits', 'Credit balance', ['/v1/credits', '/v1/credits/refresh', '/v1/credits/health'], 0),
  product('analytics', 'Analytics', ['/v1/analytics/*'], 0),
  product('preview-cost', 'Cost preview', ['/v1/batch/preview-cost'], 0),
  product('email-validation', 'Email validation', ['/v1/people/email-validation'], 0.25, {
    productIds: ['email_validation'],
    miss: 'partly',
    notes: ['invalidBilled'],
  }),
  product('email-finder', 'Email finder', ['/v1/people/email-finder'], 1, { productIds: ['email_finder'] }),
  product('personal-email-finder', 'Personal email finder', ['/v1/people/personal-email-finder'], 2, {
    productIds: ['personal_email_finder'],
  }),
  product('b2b-profile-email', 'B2B profile to work email', ['/v1/people/b2b-profile-email'], 5, {
    productIds: ['b2b_profile_to_email'],
  }),
  product(
    'b2b-profile',
    'Email to B2B profile',
    ['/v1/people/b2b-profile', '/v1/people/email-to-b2b-profile'],
    10,
    {
      productIds: ['email_to_b2b_profile'],
    },
  ),
  product('mobile-finder', 'Mobile finder', ['/v1/people/mobile-finder'], 5, {
    productIds: ['mobile_finder'],
  }),
  product('profile-search', 'Profile search', ['/v1/people/profile-search'], 1, {
    productIds: ['profile_search'],
    miss: 'unknown',
  }),
  product('role-finder', 'Role finder', ['/v1/people/role-finder'], 2, { productIds: ['role_finder'] }),
  product('employee-finder', 'Employee finder', ['/v1/people/employee-finder'], 0.05, {
    unit: 'result',
    range: { min: 0.05, max: 1 },
    notes: ['conflict'],
    confidence: 'medium',
  }),
  product('job-change-detector', 'Job change detector', ['/v1/people/job-change-detector'], 3, {
    productIds: ['job_change_detector'],
    miss: 'partly',
    notes: ['freeWhenUnresolved'],
  }),
  product('person-posts', 'Person posts', ['/v1/people/posts-search'], 1, {
    miss: 'unknown',
    notes: ['notInReview'],
    confidence: 'low',
  }),
  product('person-comments', 'Person comments', ['/v1/people/comments-search'], 1, {
    miss: 'unknown',
    notes: ['notInReview'],
    confidence: 'low',
  }),
  product('company-search', 'Company search', ['/v1/companies/company-search'], 1, {
    productIds: ['company_finder', 'company_search'],
  }),
  product('company-funding', 'Company funding', ['/v1/companies/company-funding'], 4, {
    productIds: ['company_funding'],
  }),
  product('technographics', 'Technographics', ['/v1/companies/technographics'], 1, {
    notes: ['missUnofficial'],
  }),
  product('competitors-search', 'Competitors', ['/v1/companies/competitors-search'], 5, {
    notes: ['missUnofficial'],
  }),
  product('company-posts', 'Company posts', ['/v1/companies/posts-search'], 1, {
    miss: 'unknown',
    notes: ['notInReview'],
    confidence: 'low',
  }),
  product('jobs-finder', 'Jobs finder', ['/v1/jobs/jobs-finder'], 1, {
    unit: 'result',
    confidence: 'medium',
  }),
  product(
    'job-lookups',
    'Job lookups',
    [
      '/v1/jobs/countries',
      '/v1/jobs/regions',
      '/v1/jobs/job-types',
      '/v1/jobs/company-types',
      '/v1/jobs/industries',
    ],
    0,
  ),
  product('hiring-signals', 'Hiring signals', ['/v1/jobs/companies/*', '/v1/jobs/company-intent/*'], 2, {
    range: { min: 1, max: 2 },
    miss: 'unknown',
    notes: ['notInReview'],
    confidence: 'low',
  }),
  product('google-ads-search', 'Google ads search', ['/v1/ads/google-ads-search'], 1, {
    unit: 'result',
    notes: ['conflict'],
    confidence: 'medium',
  }),
  product('meta-ads-search', 'Meta ads search', ['/v1/ads/meta-ads-search'], 1, {
    unit: 'result',
    notes: ['conflict'],
    confidence: 'medium',
  }),
  product('b2b-ads-search', 'B2B ads search', ['/v1/ads/b2b-ads-search'], 1, {
    unit: 'result',
    range: { min: 0.2, max: 1 },
    miss: 'unknown',
    notes: ['baseCharge', 'conflict'],
    confidence: 'low',
  }),
  product('b2b-ads-details', 'B2B ad details', ['/v1/ads/b2b-ads-details'], 2),
  product('people-search-v3', 'People search v3', ['/v3/people/search'], 1, {
    unit: 'result',
    range: { min: 0, max: 1 },
    notes: ['freeOnTopPlans'],
    confidence: 'medium',
  }),
  product('company-search-v3', 'Company search v3', ['/v3/companies/search'], 1, {
    unit: 'result',
    range: { min: 0, max: 1 },
    notes: ['freeOnTopPlans'],
    confidence: 'medium',
  }),
  product('company-lookalike-v3', 'Company lookalike v3', ['/v3/companies/lookalike'], 5, {
    miss: 'unknown',
    confidence: 'medium',
  }),
  product('job-search-v3', 'Job search v3', ['/v3/jobs/search'], 1, {
    unit: 'result',
    range: { min: 0, max: 1 },
    notes: ['freeOnTopPlans'],
    confidence: 'medium',
  }),
  product('job-export-v3', 'Job export v3', ['/v3/jobs/search/export'], 1, {
    unit: 'result',
    confidence: 'medium',
  }),
  product('search-helpers-v3', 'v3 helpers', ['/v3/search/stats', '/v3/jobs/search/*'], 0, {
    confidence: 'medium',
  }),
  product('bulk', 'Bulk', ['/bulk/submit'], undefined, {
    unit: 'row',
    range: { min: 0.25, max: 10 },
    notes: ['singleRate'],
  }),
];

/**
 * The product a path belongs to; no query, no trailing slash. An exact path wins over one with a `/*`.
 * `undefined` for a path this table does not know.
 */
export function endpointOfPath(path: string): Endpoint | undefined {
  return (
    COST_TABLE.find((endpoint) => endpoint.paths.includes(path)) ??
    COST_TABLE.find((endpoint) =>
      endpoint.paths.some(
        (known) => known.endsWith('/*') && path.startsWith(known.slice(0, -1)) && path.length >= known.length,
      ),
    )
  );
}
