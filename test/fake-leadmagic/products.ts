/** One product route of the API: what it is called in reports, where it lives and what a hit costs. */
export interface Product {
  readonly id: string;
  readonly path: string;
  /** Credits for a hit, or for each row where `perRow` is set. A miss is free. */
  readonly cost: number;
  readonly perRow?: true;
  /** Share of an ordinary account's requests, and of those that find something (0 to 1). */
  readonly share: number;
  readonly foundRate: number;
  /** Median answer time in ms. */
  readonly latencyMs: number;
}

/** Costs as of September 2026. Twelve products, so that a full dashboard has twelve rows. */
export const products: readonly Product[] = [
  product('email_finder', '/v1/people/email-finder', 1, 0.3, 0.78, 420),
  product('email_validation', '/v1/people/email-validation', 0.25, 0.26, 0.93, 180),
  product('profile_search', '/v1/people/profile-search', 1, 0.11, 0.9, 350),
  product('company_search', '/v1/companies/company-search', 1, 0.09, 0.88, 300),
  product('mobile_finder', '/v1/people/mobile-finder', 5, 0.06, 0.34, 900),
  product('personal_email_finder', '/v1/people/personal-email-finder', 2, 0.05, 0.52, 640),
  product('role_finder', '/v1/people/role-finder', 2, 0.04, 0.66, 760),
  product('b2b_profile_to_email', '/v1/people/b2b-profile-email', 5, 0.03, 0.7, 520),
  { ...product('employee_finder', '/v1/people/employee-finder', 0.05, 0.02, 0.95, 1100), perRow: true },
  product('company_funding', '/v1/companies/company-funding', 4, 0.02, 0.41, 480),
  product('technographics', '/v1/companies/technographics', 1, 0.01, 0.82, 700),
  product('email_to_b2b_profile', '/v1/people/b2b-profile', 10, 0.01, 0.58, 560),
];

/** Routes that are priced but rare enough to stay out of a generated history. */
const rareProducts: readonly Product[] = [
  product('job_change_detector', '/v1/people/job-change-detector', 3, 0, 0.6, 800),
  product('competitors_search', '/v1/companies/competitors-search', 5, 0, 0.8, 900),
  { ...product('google_ads_search', '/v1/ads/google-ads-search', 1, 0, 0.7, 1200), perRow: true },
];

const allProducts = [...products, ...rareProducts];
export const productRoutes: ReadonlyMap<string, Product> = new Map(allProducts.map((one) => [one.path, one]));
export const productById: ReadonlyMap<string, Product> = new Map(allProducts.map((one) => [one.id, one]));

function product(
  id: string,
  path: string,
  cost: number,
  share: number,
  foundRate: number,
  latencyMs: number,
): Product {
  return { id, path, cost, share, foundRate, latencyMs };
}
