import assert from 'node:assert/strict';
import { install, type Clock } from '@sinonjs/fake-timers';
import type { FakeLeadMagic } from '../../fake-leadmagic/server';
import { key } from './serverKit';

export const now = Date.parse('2026-01-30T15:00:00Z'); // a Friday
export const today = '2026-01-30';

export function clockAtNow(): Clock {
  return install({ now, toFake: ['Date'] });
}

interface Reports {
  readonly report: (route: string, withKey?: string) => Promise<Response>;
  /** The body of a report that must come. */
  readonly body: <T>(route: string, withKey?: string) => Promise<T>;
}

/** Reports of the server of the test that runs. */
export function reportsOf(server: () => FakeLeadMagic): Reports {
  async function report(route: string, withKey = key): Promise<Response> {
    return fetch(`${server().origin}/v1/analytics/${route}`, { headers: { 'X-API-Key': withKey } });
  }
  async function body<T>(route: string, withKey = key): Promise<T> {
    const response = await report(route, withKey);
    assert.equal(response.status, 200, route);
    return (await response.json()) as T;
  }
  return { report, body };
}

interface Figures {
  readonly date: string;
  readonly total_requests: number;
  readonly total_credits: number;
}

export interface Series {
  readonly period: { readonly start: string; readonly end: string; readonly days: number };
  readonly summary: { readonly total_requests: number; readonly total_credits: number };
  readonly daily: readonly Figures[];
}

export interface Daily {
  readonly data: readonly (Figures & {
    readonly successful_requests: number;
    readonly failed_requests: number;
    readonly p50_latency_ms: number;
    readonly p95_latency_ms: number;
    readonly p99_latency_ms: number;
    readonly error_rate: number;
  })[];
}

export interface ProductFigures {
  readonly total_requests: number;
  readonly total_credits: number;
  readonly successful_requests: number;
  readonly success_rate: number;
}

export interface Day {
  readonly date: string;
  readonly summary: { total_credits: number; total_requests: number; products_count: number };
  readonly products: readonly { product_id: string; credits: number; requests: number }[];
}

interface Stats {
  readonly requests: number;
  readonly credits: number;
}

export interface Dashboard {
  readonly user: { readonly email: string };
  readonly credits: { readonly current: number; readonly formatted: string };
  readonly rate_limit: Record<'minute' | 'daily', { limit: number; used: number; remaining: number }>;
  readonly stats: Readonly<Record<string, Stats>>;
}

export interface Summary {
  readonly total_api_requests: number;
  readonly total_credits_consumed: number;
  readonly first_request: string | null;
  readonly last_request: string | null;
}
