// The sample bodies of the API's documentation, with changed values, and what is to be read from them.

export const period = { start: '2026-01-01', end: '2026-01-31', days: 30 };
export const date = '2026-01-31';

export const dashboard = {
  user: { id: 'user_x1', email: 'dev@example.com' },
  credits: { current: 4120.756, formatted: '$41.21' },
  rate_limit: {
    minute: { limit: 300, used: 12, remaining: 288, utilization: 4 },
    daily: { limit: 500000, used: 510000, remaining: 0, utilization: 102 },
  },
  concurrency: { current: 0, peak: 7, active_reservations: 0 },
  stats: {
    today: { requests: 40, credits: 31.5, chargeable_requests: 33, chargeable_rate: 0, unique_products: 3 },
    this_week: {
      requests: 210,
      credits: 160,
      chargeable_requests: 170,
      chargeable_rate: 81,
      unique_products: 4,
    },
    this_month: {
      requests: 900,
      credits: 700.25,
      chargeable_requests: 730,
      chargeable_rate: 100,
      unique_products: 6,
    },
  },
};
export const dashboardRead = {
  credits: 4120.76,
  rateLimit: {
    minute: { limit: 300, used: 12, remaining: 288, utilization: 4 },
    daily: { limit: 500000, used: 510000, remaining: 0, utilization: 102 },
  },
  concurrency: { current: 0, peak: 7, activeReservations: 0 },
  stats: {
    today: { requests: 40, credits: 31.5, chargeableRequests: 33, chargeableRate: 0, uniqueProducts: 3 },
    thisWeek: { requests: 210, credits: 160, chargeableRequests: 170, chargeableRate: 81, uniqueProducts: 4 },
    thisMonth: {
      requests: 900,
      credits: 700.25,
      chargeableRequests: 730,
      chargeableRate: 100,
      uniqueProducts: 6,
    },
  },
};

export const usage = {
  period,
  summary: {
    total_requests: 900,
    chargeable_requests: 730,
    total_credits: 700.25,
    avg_credits_per_request: 0.778,
    chargeable_rate: 81.1,
    unique_products: 6,
  },
  daily: [
    { date, total_requests: 40, chargeable_requests: 33, total_credits: 31.5, unique_products_used: 3 },
    { date: '2026-01-29', total_requests: 1 },
    { date: '2026-01-30', total_requests: 2 },
    { date: '2026-01-29', total_requests: 3 },
  ],
};
export const usageRead = {
  period,
  summary: {
    requests: 900,
    chargeableRequests: 730,
    credits: 700.25,
    avgCreditsPerRequest: 0.778,
    chargeableRate: 81.1,
    uniqueProducts: 6,
  },
  daily: [
    { date: '2026-01-29', requests: 3 },
    { date: '2026-01-30', requests: 2 },
    { date, requests: 40, chargeableRequests: 33, credits: 31.5, uniqueProducts: 3 },
  ],
};

export const product = {
  total_requests: 400,
  total_credits: 310,
  successful_requests: 310,
  failed_requests: 90,
  success_rate: 77.5,
  avg_credits_per_request: 0.775,
};
export const productRead = {
  requests: 400,
  credits: 310,
  successfulRequests: 310,
  failedRequests: 90,
  successRate: 77.5,
  avgCreditsPerRequest: 0.775,
};
export const products = {
  period,
  products: { email_finder: product, brand_new: { total_requests: 1 } },
  daily: [],
};
export const productsRead = {
  period,
  products: [
    { id: 'email_finder', ...productRead },
    { id: 'brand_new', requests: 1 },
  ],
};

export const summary = {
  total_api_requests: 12000,
  total_credits_consumed: 8400.5,
  unique_products_used: 9,
  successful_requests: 11000,
  failed_requests: 1000,
  success_rate: 91.7,
  avg_response_time_ms: 260,
  first_request: '2025-02-01T08:00:00.000Z',
  last_request: '2026-01-31T10:00:00+01:00',
};
export const summaryRead = {
  requests: 12000,
  credits: 8400.5,
  uniqueProducts: 9,
  successfulRequests: 11000,
  failedRequests: 1000,
  successRate: 91.7,
  avgResponseMs: 260,
  firstRequestAt: Date.UTC(2025, 1, 1, 8),
  lastRequestAt: Date.UTC(2026, 0, 31, 9),
};

export const daily = {
  period,
  data: [
    {
      date,
      total_requests: 40,
      successful_requests: 38,
      failed_requests: 2,
      total_credits: 31.5,
      p50_latency_ms: 190,
      p95_latency_ms: 480,
      p99_latency_ms: 900,
      error_rate: 5,
    },
    { date: '2026-01-30', total_requests: 1 },
  ],
};
export const dailyRead = {
  period,
  daily: [
    { date: '2026-01-30', requests: 1 },
    {
      date,
      requests: 40,
      successfulRequests: 38,
      failedRequests: 2,
      credits: 31.5,
      p50Ms: 190,
      p95Ms: 480,
      p99Ms: 900,
      errorRate: 5,
    },
  ],
};

export const dayProduct = {
  requests: 20,
  credits: 15,
  credits_percentage: 47.6,
  avg_credits_per_request: 0.75,
  max_credits: 1,
};
export const dayProductRead = {
  requests: 20,
  credits: 15,
  creditsShare: 47.6,
  avgCreditsPerRequest: 0.75,
  maxCredits: 1,
};
export const dayBody = {
  date,
  summary: { total_credits: 31.5, total_requests: 40, products_count: 3 },
  products: [{ product_id: 'email_finder', ...dayProduct }],
};
export const dayRead = {
  date,
  summary: { credits: 31.5, requests: 40, products: 3 },
  products: [{ id: 'email_finder', ...dayProductRead }],
};
