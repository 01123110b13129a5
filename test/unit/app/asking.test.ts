import assert from 'node:assert/strict';
import { healthReading } from '../../../src/app/healthReading';
import { ok } from '../../../src/leadmagic/result';
import { handOver } from '../../../src/app/handOver';
import { accountKits, creditsIn } from './accountKit';

const SECOND = 1000;
const POST = 'POST /v1/credits/refresh';
const GET = 'GET /v1/credits';
const HEALTH = 'GET /v1/credits/health';

describe('Asking', () => {
  const kit = accountKits();

  it('a refresh makes the server re-read, and what it says is shown', async () => {
    const window = await kit().open();
    const asked = await window.asking.refresh();
    assert.ok(asked.kind === 'answered' && asked.answer.ok);
    assert.equal(asked.answer.value.credits, 5000);
    assert.deepEqual(kit().asked, [POST]);
    assert.equal(creditsIn(window), 5000);
    assert.equal(window.account.session.state.snapshot.observation?.source, 'refresh');
  });

  it('refreshes at once share one request; again within 5 s the value shown is the answer', async () => {
    const { asking } = await kit().open();
    const answers = await Promise.all([asking.refresh(), asking.refresh(), asking.refresh()]);
    assert.deepEqual(
      answers.map(({ kind }) => kind),
      ['answered', 'answered', 'answered'],
    );
    kit().clock.pass(5 * SECOND - 1);
    assert.deepEqual(await asking.refresh(), { kind: 'cached' });
    const other = await kit().open();
    assert.deepEqual(await other.asking.refresh(), { kind: 'cached' });
    assert.deepEqual(kit().asked, [POST]);
    kit().clock.pass(1);
    assert.equal((await asking.refresh()).kind, 'answered');
  });

  it('a check that says what is left, where no header does, is a reading of it', () => {
    const error = { kind: 'payment', status: 402, creditsAvailable: 90 } as const;
    const verdict = { verdict: 'valid', outOfCredits: true, error, tookMs: 5 } as const;
    const answer = { result: ok(verdict), headers: {}, sentAt: 1, receivedAt: 6 };
    assert.deepEqual(healthReading(answer).headers, { creditsRemaining: 90 });
    const headers = { creditsRemaining: 80 };
    assert.deepEqual(healthReading({ ...answer, headers }).headers, headers);
  });

  for (const mode of [404, 405, 'object', 'empty', 204] as const) {
    it(`a server whose refresh answers ${mode} is read by GET`, async () => {
      kit().api.configure({ refresh: mode });
      const window = await kit().open();
      assert.equal((await window.asking.refresh()).kind, 'answered');
      assert.deepEqual(kit().asked, [POST, GET]);
      assert.equal(creditsIn(window), 5000);
    });
  }

  it('a failure is an answer too; it passes our own pause', async () => {
    const { asking, account } = await kit().open();
    for (const round of [1, 2]) {
      kit().api.setFault({ kind: 'error', status: 500 });
      const asked = await asking.refresh();
      assert.ok(asked.kind === 'answered' && !asked.answer.ok);
      assert.equal(asked.answer.error.kind, 'server');
      assert.equal(account.session.state.snapshot.failures, round);
      kit().clock.pass(5 * SECOND);
    }
  });

  it('right after a failure waits the few seconds and asks anew: what is known is no answer', async () => {
    const { asking } = await kit().open();
    kit().api.setFault({ kind: 'error', status: 503 });
    await asking.refresh();
    kit().clock.pass(5 * SECOND - 20);
    const retrying = asking.refresh();
    setTimeout(() => kit().clock.pass(20), 30);
    const asked = await retrying;
    assert.ok(asked.kind === 'answered' && asked.answer.ok);
    assert.deepEqual(kit().asked, [POST, POST]);
  });

  for (const [what, first] of [
    ['refresh', POST],
    ['checkHealth', HEALTH],
  ] as const) {
    it(`${what} makes no second request once any window was told to wait`, async () => {
      kit().api.configure({ refresh: 404, health: 404 });
      const { asking, account } = await kit().open();
      const [, path = ''] = first.split(' ');
      kit().api.setFault({ kind: 'pass', delayMs: 100, path });
      const asked = asking[what]();
      await kit().untilAsked(1);
      const { time } = kit().clock;
      const headers = { retryAfterMs: 60 * SECOND };
      await handOver(account.session, { headers, sentAt: time, receivedAt: time, source: 'handed' });
      await asked;
      assert.deepEqual(kit().asked, [first]);
    });
  }

  it('waits for another window’s request to end', async () => {
    const first = await kit().open();
    const second = await kit().open();
    kit().api.setFault({ kind: 'pass', delayMs: 150 });
    const polling = first.account.tick();
    await kit().untilAsked(1);
    assert.equal((await second.asking.refresh()).kind, 'answered');
    assert.deepEqual(kit().asked.slice(0, 2), [GET, POST]);
    await polling;
  });

  it('shows that it is under way, and that it is over', async () => {
    const { asking, account } = await kit().open();
    kit().api.setFault({ kind: 'reset' });
    const busy: boolean[] = [];
    account.session.onDidChange(({ isBusy }) => busy.push(isBusy));
    assert.equal(account.session.state.isBusy, false);
    await asking.refresh();
    assert.equal(busy[0], true);
    assert.equal(account.session.state.isBusy, false);
  });

  it('gives up when the window is closed', async () => {
    const { asking, account } = await kit().open();
    kit().api.setFault({ kind: 'hang' });
    const asked = asking.refresh();
    await kit().untilAsked(1);
    account.dispose();
    const result = await asked;
    assert.ok(result.kind === 'busy' || (result.kind === 'answered' && !result.answer.ok));
  });

  describe('a health check', () => {
    it('of a good key is valid, with the time it took', async () => {
      const { asking } = await kit().open();
      const asked = await asking.checkHealth();
      assert.ok(asked.kind === 'answered');
      assert.equal(asked.answer.verdict, 'valid');
      assert.deepEqual(kit().asked, [HEALTH]);
    });

    it('of a revoked key is rejected, and stops polling', async () => {
      kit().server.revoke();
      const { asking, account } = await kit().open();
      const asked = await asking.checkHealth();
      assert.ok(asked.kind === 'answered' && asked.answer.verdict === 'rejected');
      assert.equal(account.session.state.snapshot.rejected, true);
    });

    it('of a blocked account says so', async () => {
      kit().api.setFault({ kind: 'error', status: 403 });
      const asked = await (await kit().open()).asking.checkHealth();
      assert.ok(asked.kind === 'answered' && asked.answer.verdict === 'blocked');
    });

    it('without a server is unknown', async () => {
      await kit().api.goOffline();
      const asked = await (await kit().open()).asking.checkHealth();
      assert.ok(asked.kind === 'answered' && asked.answer.verdict === 'unknown');
    });

    it('has a limit of its own: right after a refresh it is sent at once', async () => {
      const { asking } = await kit().open();
      await asking.refresh();
      assert.equal((await asking.checkHealth()).kind, 'answered');
      assert.deepEqual(kit().asked, [POST, HEALTH]);
    });

    it('right after another one waits the few seconds rather than say nothing', async () => {
      const { asking } = await kit().open();
      await asking.checkHealth();
      kit().clock.pass(5 * SECOND - 20);
      const checking = asking.checkHealth();
      setTimeout(() => kit().clock.pass(20), 30);
      assert.equal((await checking).kind, 'answered');
      assert.deepEqual(kit().asked, [HEALTH, HEALTH]);
    });
  });
});
