import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

import { askEndpoints } from '../../../src/app/diagnosisEndpoints';
import type { DiagnosisFacts } from '../../../src/app/diagnosisFacts';
import { lockFacts } from '../../../src/app/diagnosisLocks';
import { Outcomes } from '../../../src/app/diagnosisOutcomes';
import { redact } from '../../../src/app/diagnosisRedact';
import { diagnosisReport } from '../../../src/app/diagnosisReport';
import type { Log } from '../../../src/app/log';
import { AccountSession } from '../../../src/app/session';
import { parseSettings } from '../../../src/app/settings';
import type { Moment } from '../../../src/balance/moment';
import { BalanceClient } from '../../../src/leadmagic/balanceClient';
import { AccountStore } from '../../../src/store/accountStore';
import { DiskFolder } from '../../../src/store/diskFolder';
import { Formats } from '../../../src/text/formats';
import { english } from '../../../src/text/translate';
import { momentOf, unknownProcesses } from '../../moment';
import { startFakeLeadMagic, type FakeLeadMagic } from '../../fake-leadmagic/server';

const canary = 'lm_canary-7f3a9c5e1b';
const mail = 'owner.canary@example.com';
const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

describe('the diagnosis, against a real server and a real folder', () => {
  let api: FakeLeadMagic;
  let root: string;
  let session: AccountSession;
  let outcomes: Outcomes;
  /** Waiting costs no time here, but the clock shows it. */
  let skipped: number;
  const now = (): number => Date.now() + skipped;
  const moment = (): Moment => momentOf(now());
  const tools = {
    now,
    wait: (ms: number): Promise<void> => {
      skipped += ms;
      return Promise.resolve();
    },
    isCancelled: () => false,
  };

  beforeEach(async () => {
    skipped = 0;
    api = await startFakeLeadMagic({ accounts: [{ key: canary, credits: 4321.5 }] });
    root = await mkdtemp(join(tmpdir(), 'leadmagic-diagnosis-'));
    outcomes = new Outcomes();
    session = openSession();
  });

  afterEach(async () => {
    session.dispose();
    await api.close();
    await rm(root, { recursive: true, force: true });
  });

  function openSession(): AccountSession {
    const bound = { key: canary, origin: api.origin };
    const client = new BalanceClient({
      ...bound,
      ...{ now, fetch: () => fetch, onRequest: (entry) => outcomes.keep(entry, now()) },
    });
    const shared = { moment, processes: unknownProcesses, random: Math.random, newId: randomUUID };
    const store = new AccountStore(new DiskFolder(root), { ...shared, onSetAside: () => undefined });
    return new AccountSession(client, store, {
      ...shared,
      settings: () => parseSettings(() => undefined).settings,
      log: silent,
      onKept: () => Promise.resolve(),
      onRead: () => undefined,
    });
  }

  async function report(): Promise<string> {
    const endpoints = await askEndpoints(session, tools);
    const facts: DiagnosisFacts = {
      now: moment(),
      host: {
        ...{
          extension: '0.1.0',
          vscode: '1.103.2 (Code)',
          node: '22.0.0',
          system: 'linux x64',
          language: 'en',
        },
        ...{ kind: 'workspace', remote: 'ssh-remote', window: 'desktop', isTrusted: true },
      },
      view: {
        ...{ kind: 'account', id: 'default', origin: api.origin, source: 'stored', state: session.state },
        ...{ thresholds: { lowCredits: 1000, criticalCredits: 100 }, isShared: true, isBehind: false },
      },
      rules: { ttlMs: 60_000, intervalMs: 300_000 },
      settings: [{ name: 'leadmagicCredits.lowCredits', value: '500' }],
      proxy: [],
      lookup: { host: '127.0.0.1', tookMs: 1, ipv4: 1, ipv6: 0 },
      tls: { kind: 'none' },
      endpoints,
      locks: await lockFacts(session.store.folder),
      outcomes: outcomes.recent,
    };
    return redact(diagnosisReport(facts, new Formats('en', english)), { keys: [canary], home: homedir() });
  }

  it('tells status and time of each endpoint, asked once each at the pace of the gate', async () => {
    const text = await report();
    assert.match(text, /^- GET \/v1\/credits: 200 \d+ ms \S+$/m);
    assert.match(text, /^- POST \/v1\/credits\/refresh: 200 \d+ ms \S+$/m);
    assert.match(text, /^- GET \/v1\/credits\/health: 200 \d+ ms \S+$/m);
    assert.deepEqual(
      api.requests.map(({ method, path }) => `${method} ${path}`),
      ['GET /v1/credits', 'POST /v1/credits/refresh', 'GET /v1/credits/health'],
    );
    assert.ok(skipped >= 4500, `only ${skipped} ms lie between the requests`);
    assert.match(text, /^- Last balance: \S+Z, by header, fresh$/m);
    assert.match(text, /^- Requests sent so far: 3$/m);
    assert.match(text, /^- Right to send: free \(number 3\)$/m);
    assert.match(text, /^- \S+Z: GET \/v1\/credits 200 \d+ ms \S+$/m);
    assert.match(text, /^- leadmagicCredits.lowCredits: 500$/m);
  });

  it('tells nothing that the server said, no key, no e-mail address and no balance', async () => {
    api.setFault({
      ...{ kind: 'error', status: 401, times: 'always', code: 'invalid_api_key' },
      ...{ title: `No such key ${canary}`, detail: `Ask ${mail}`, action: `Write to ${mail}` },
    });
    const failed = await report();
    api.clearFaults();
    skipped += 60_000;
    const worked = await report();
    for (const text of [failed, worked]) {
      for (const secret of [
        canary,
        canary.slice(3),
        mail,
        'No such key',
        'Write to',
        '4321',
        '4,321',
        root,
      ]) {
        assert.ok(!text.includes(secret), `${secret} is in the report`);
      }
    }
    assert.match(failed, /^- State: rejected by LeadMagic$/m);
    assert.match(failed, /^- GET \/v1\/credits: 401 unauthorized \d+ ms/m);
    assert.match(failed, /^- Last error: \S+Z unauthorized 401/m);
    assert.match(worked, /^- State: in use$/m);
  });

  it('asks nothing before a deadline of the server', async () => {
    api.setFault({ kind: 'error', status: 429, retryAfter: 600 });
    const text = await report();
    assert.equal(api.requests.length, 1);
    assert.match(text, /^- GET \/v1\/credits: 429 rateLimited/m);
    assert.match(text, /^- POST \/v1\/credits\/refresh: not asked: LeadMagic asked to wait until \S+Z$/m);
    assert.match(text, /^- GET \/v1\/credits\/health: not asked: LeadMagic asked to wait until \S+Z$/m);
    assert.match(text, /^- LeadMagic asked to wait until: \S+Z$/m);
  });

  it('shows both requests where a server lacks a route', async () => {
    api.setFault({ kind: 'error', status: 404, path: '/v1/credits/refresh', times: 'always' });
    assert.match(
      await report(),
      /^- POST \/v1\/credits\/refresh: POST \/v1\/credits\/refresh 404 notOffered .*, GET \/v1\/credits 200/m,
    );
  });

  it('gives up its turn while another window sends', async () => {
    const { folder } = session.store;
    let number = 0;
    // One request after the other, over there.
    const send = (): Promise<boolean> => folder.create(`locks/lease-${++number}`, 'another window');
    await send();
    const wait = async (ms: number): Promise<void> => {
      await tools.wait(ms);
      await send();
    };
    const [first] = await askEndpoints(session, { ...tools, wait });
    assert.equal(first?.notAsked, 'busy');
    assert.deepEqual(api.requests, []);
    const [held] = await lockFacts(folder);
    assert.equal(held?.isFree, false);
  });

  it('stops when it is cancelled', async () => {
    let asked = 0;
    const facts = await askEndpoints(session, { ...tools, isCancelled: () => asked++ > 0 });
    assert.equal(facts.length, 1);
    assert.equal(api.requests.length, 1);
  });

  it('looks at locks without leaving a trace', async () => {
    assert.deepEqual(await lockFacts(session.store.folder), [
      { name: 'lease', number: 0, isFree: true },
      { name: 'write', number: 0, isFree: true },
    ]);
    for (const folder of ['', 'locks']) assert.deepEqual(await session.store.folder.list(folder), []);
  });
});

describe('a report without an account', () => {
  const report = (view: DiagnosisFacts['view']): string => {
    const facts: DiagnosisFacts = {
      view,
      now: momentOf(Date.UTC(2026, 0, 2, 3, 4, 5)),
      host: {
        ...{
          extension: '0.1.0',
          vscode: '1.103.2 (Code)',
          node: '22.0.0',
          system: 'linux x64',
          language: 'en',
        },
        ...{ kind: 'ui', window: 'web', isTrusted: false },
      },
      rules: { ttlMs: 60_000, intervalMs: 0 },
      ...{ settings: [], proxy: [], locks: [], outcomes: [] },
      lookup: { host: 'api.example', tookMs: 20, ipv4: 0, ipv6: 0, code: 'ENOTFOUND' },
      tls: {
        ...{ kind: 'seen', tookMs: 30, protocol: 'TLSv1.3', issuer: 'Acme, Inspection' },
        ...{ validFrom: 0, validTo: Date.UTC(2027, 0), distrust: 'SELF_SIGNED_CERT_IN_CHAIN' },
      },
    };
    return diagnosisReport(facts, new Formats('en', english));
  };

  it('says so, and asks nothing', () => {
    const text = report({ kind: 'noKey', lost: true });
    assert.match(text, /^# LeadMagic Credits: diagnosis$/m);
    assert.match(text, /^Made at 2026-01-02T03:04:05Z\./m);
    assert.match(text, /^- State: VS Code lost the stored key$/m);
    assert.match(text, /^- Extension host: beside the window \(ui\)$/m);
    assert.match(text, /^- Workspace: restricted$/m);
    assert.match(text, /^- Name lookup of api.example: failed: ENOTFOUND; 20 ms$/m);
    assert.match(text, /^- Certificate issued by: Acme, Inspection$/m);
    assert.match(text, /^- Certificate valid: from 1970-01-01T00:00:00Z to 2027-01-01T00:00:00Z$/m);
    assert.match(text, /^- Certificate trusted: no: SELF_SIGNED_CERT_IN_CHAIN$/m);
    assert.match(text, /^- Not asked: no key is in use\.$/m);
    assert.match(text, /^- Nothing is read: no key is in use\.$/m);
    assert.match(text, /^- There was no request yet\.$/m);
    assert.match(text, /^- Remote: no, on this machine$/m);
    assert.ok(!text.includes('undefined'));
  });

  it('says what is wrong with the environment, where a key is there but of no use', () => {
    const about = (problem: 'environmentKey' | 'environmentUrl'): string | undefined =>
      /^- Problem: (.*)$/m.exec(report({ kind: 'noKey', lost: false, problem }))?.[1];
    assert.equal(about('environmentKey'), 'LEADMAGIC_API_KEY in the environment is not a usable key.');
    assert.match(about('environmentUrl') ?? '', /^LEADMAGIC_BASE_URL must be https,/);
    assert.doesNotMatch(report({ kind: 'noKey', lost: false }), /Problem/);
  });
});
