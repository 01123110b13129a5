import assert from 'node:assert/strict';

import { checkBalance, estimateCost, estimateMessage, type AgentTools } from '../../../src/app/agentTools';
import { endpointName, parseEstimateInput } from '../../../src/app/toolInput';
import { Prices } from '../../../src/app/prices';
import { parseSettings } from '../../../src/app/settings';
import { Formats } from '../../../src/text/formats';
import { english } from '../../../src/text/translate';
import { AccountWorld, testKey, type WorldOptions } from './accountKit';

const never = new AbortController().signal;

function nextChange({ session }: AccountWorld): Promise<void> {
  return new Promise((resolve) => {
    const subscription = session.onDidChange(() => {
      subscription.dispose();
      resolve();
    });
  });
}

describe('the tools for language models', () => {
  let world: AccountWorld;
  let tools: AgentTools;
  const open = async (options: WorldOptions = {}): Promise<void> => {
    world = await (await AccountWorld.open(options)).start();
    const { monitor, settings, now } = world;
    const log = { debug: note, info: note, warn: note, error: note };
    tools = { monitor, settings, now, log, prices: new Prices(settings) };
  };
  const note = (): void => undefined;
  const balance = async (): Promise<object> => {
    const answer = await checkBalance(tools, never);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value;
  };
  const estimate = async (input: unknown): Promise<Record<string, unknown>> => {
    const answer = await estimateCost(tools, input, never);
    assert.ok(answer.ok, JSON.stringify(answer));
    return { ...answer.value };
  };
  const problem = async (answer: Promise<{ ok: boolean }>): Promise<string> => {
    const said = await answer;
    assert.ok(!said.ok && 'error' in said && typeof said.error === 'string');
    return said.error;
  };

  afterEach(() => world.end());

  it('tell the balance', async () => {
    await open({ credits: 950.25 });
    assert.deepEqual(await balance(), {
      credits: 950.25,
      spendable: 950.25,
      isFrozen: false,
      frozen: 0,
      level: 'low',
      lowCredits: 1000,
      criticalCredits: 100,
      ageSeconds: 0,
      isStale: false,
      spentToday: 0,
    });
  });

  it('tell what is frozen, and none of the server’s words', async () => {
    await open({ credits: 4120 });
    world.account.freeze(4070, 'server words', 'plan words');
    const told = await balance();
    assert.deepEqual(
      { ...told },
      { ...told, credits: 4120, spendable: 50, frozen: 4070, isFrozen: true, level: 'critical' },
    );
    assert.doesNotMatch(JSON.stringify(told), /words/);
  });

  it('answer from the cache, with the age', async () => {
    await open();
    await balance();
    world.account.spend(500);
    world.ahead += 40_000;
    const told = await balance();
    assert.deepEqual({ ...told }, { ...told, credits: 1000, ageSeconds: 40, isStale: false });
    assert.equal(world.asked.length, 1);
  });

  it('give the last known value when it cannot be read, and say so', async () => {
    await open();
    await balance();
    await world.server.goOffline();
    world.ahead += 300_000;
    const told = await balance();
    assert.deepEqual({ ...told }, { ...told, credits: 1000, ageSeconds: 300, isStale: true });
    assert.match(JSON.stringify(told), /could not be reached/);
  });

  it('tell the model what to do when nothing can be known', async () => {
    await open({ withKey: false });
    assert.match(await problem(checkBalance(tools, never)), /Ask the user to run .*Set API Key/);
    await world.end();
    await open();
    world.account.revoke();
    const told = await problem(checkBalance(tools, never));
    assert.match(told, /rejected the API key.*Do not assume/);
    assert.ok(!told.includes(testKey));
  });

  it('estimate by path, with or without the host, and by id', async () => {
    await open({ credits: 950 });
    // The account's own figures are for another test.
    world.server.setFault({ kind: 'error', status: 404, path: '/v1/analytics/*' });
    for (const endpoint of [
      '/v1/people/email-finder',
      'https://api.leadmagic.io/v1/people/email-finder?x=1',
      'POST /v1/people/email-finder/',
      'email-finder',
    ]) {
      const told = await estimate({ endpoint, rows: 1200 });
      assert.deepEqual(
        [told['verdict'], told['cost'], told['balanceAfter'], told['affordableRequests']],
        ['tight', { least: 0, most: 1200 }, { worst: -250, best: 950 }, 950],
        endpoint,
      );
    }
  });

  it('expect what the account’s own figures say, and ask for them at most once an hour', async () => {
    await open({ credits: 100_000 });
    const first = await estimate({ endpoint: 'email-finder', rows: 1000 });
    await estimate({ endpoint: 'mobile-finder', rows: 1000 });
    assert.deepEqual(world.asked, ['GET /v1/credits', 'GET /v1/analytics/products']);
    const expected = (first['cost'] as { expected?: number }).expected ?? 0;
    assert.ok(expected > 500 && expected < 1000, String(expected));
  });

  it('say that there is no upper limit, until one is given', async () => {
    await open({ credits: 1000 });
    const open_ = await estimate({ endpoint: '/v3/people/search', rows: 10 });
    assert.match(String(open_['verdictMeaning']), /no upper limit/);
    const limited = await estimate({ endpoint: '/v3/people/search', rows: 10, maxResultsPerRequest: 25 });
    assert.deepEqual([limited['verdict'], limited['cost']], ['affordable', { least: 0, most: 250 }]);
  });

  it('do not say that the balance covers the least where that is a guess', async () => {
    await open({ credits: 10 });
    world.server.setFault({ kind: 'error', status: 404, path: '/v1/analytics/*' });
    const meaning = async (endpoint: string) => {
      const told = await estimate({ endpoint, rows: 1000 });
      assert.equal(told['verdict'], 'tight', endpoint);
      return String(told['verdictMeaning']);
    };
    for (const id of ['profile-search', 'email-validation', 'bulk']) {
      assert.match(await meaning(id), /^The balance does not cover the most it can cost/, id);
    }
    assert.match(await meaning('email-finder'), /without one, the least/);
  });

  it('go by the user’s own prices', async () => {
    await open({ settings: { costOverrides: { '/v1/people/email-finder': 0.5 } } });
    const told = await estimate({ endpoint: 'email-finder', rows: 100 });
    const price = told['price'] as { most: number; source: string; asOf?: string };
    assert.deepEqual([price.most, price.asOf], [0.5, undefined]);
    assert.match(price.source, /own setting/);
  });

  it('estimate without a key too, and say that the balance is unknown', async () => {
    await open({ withKey: false });
    const told = await estimate({ endpoint: 'email-finder', rows: 5 });
    assert.deepEqual([told['verdict'], told['balance']], ['unknown', undefined]);
  });

  it('end at once when nobody waits any more, while the request goes on for the others', async () => {
    await open();
    world.server.setFault({ kind: 'pass', delayMs: 1000, path: '/v1/credits' });
    const credits = () => world.session.state.snapshot.observation?.balance.credits;
    const aborter = new AbortController();
    const answers = [
      checkBalance(tools, aborter.signal),
      estimateCost(tools, { endpoint: 'email-finder', rows: 5 }, aborter.signal),
    ];
    await world.arrived(1);
    aborter.abort();
    await Promise.all(answers);
    assert.deepEqual(world.asked, ['GET /v1/credits']);
    assert.equal(credits(), undefined);
    await nextChange(world);
    assert.equal(credits(), 1000);
  });

  it('refuse what makes no sense, in words for a model', async () => {
    await open();
    const bad = await problem(estimateCost(tools, { endpoint: '/v1/people/other', rows: 5 }, never));
    assert.match(bad, /email-finder/);
    for (const input of [undefined, {}, { endpoint: 1, rows: 1 }, { endpoint: 'bulk', rows: 1.5 }]) {
      assert.match(await problem(estimateCost(tools, input, never)), /The input must be/);
    }
    assert.deepEqual(world.asked, []);
  });
});

describe('what is shown while a cost is estimated', () => {
  const formats = new Formats('en', english);
  const { settings } = parseSettings(() => undefined);
  const message = (input: unknown) => estimateMessage(new Prices(() => settings), input, formats);

  it('names the product and how many requests', () => {
    assert.equal(
      message({ endpoint: '/v1/people/email-finder', rows: 1200 }),
      'Estimating 1,200 requests to Email finder',
    );
    assert.equal(message({ endpoint: 'mobile-finder', rows: 1 }), 'Estimating 1 request to Mobile finder');
  });

  it('is nothing where there is nothing to estimate', () => {
    assert.deepEqual([{ endpoint: '/v1/other', rows: 1 }, {}, undefined].map(message), [
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('parseEstimateInput', () => {
  it('takes whole numbers in range only', () => {
    const rows = (value: unknown): boolean => parseEstimateInput({ endpoint: 'bulk', rows: value }).ok;
    assert.deepEqual([0, 1e9, 1e9 + 1, -1, 0.5, NaN, '5', null].map(rows), [
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    assert.equal(parseEstimateInput({ endpoint: 'bulk', rows: 1, maxResultsPerRequest: -1 }).ok, false);
  });
});

describe('endpointName', () => {
  it('leaves an id and a bare slash alone', () => {
    assert.deepEqual(['email-finder', '/', ''].map(endpointName), ['email-finder', '/', '']);
  });
});
