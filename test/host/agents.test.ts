import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AgentsHost } from './agentsHost';
import { key } from './storage';

const balance = 'leadmagic_check_credit_balance';
const estimate = 'leadmagic_estimate_cost';

describe('the tools for language models', () => {
  let host: AgentsHost;

  before(async () => {
    host = await AgentsHost.open();
    await host.refreshUntil(({ credits }) => credits !== undefined);
  });

  it('are there, with a description, a schema and tags', () => {
    for (const name of [balance, estimate]) {
      const tool = vscode.lm.tools.find((known) => known.name === name);
      assert.ok(tool, name);
      assert.match(tool.description, /Call it before .*It does not know/s);
      assert.equal(Reflect.get(tool.inputSchema ?? {}, 'type'), 'object');
      assert.ok(tool.tags.includes('leadmagic'));
    }
  });

  it('tell the balance', async () => {
    const told = await call(balance, {});
    assert.deepEqual(
      [told['credits'], told['spendable'], told['isFrozen'], told['level'], told['isStale']],
      [host.extension.state.credits, host.extension.state.spendable, false, 'ok', false],
    );
    assert.ok(Number(told['ageSeconds']) <= 60);
  });

  it('estimate a run', async () => {
    const told = await call(estimate, { endpoint: '/v1/people/mobile-finder', rows: 10_000 });
    assert.deepEqual(Reflect.get(Object(told['cost']), 'most'), 50_000);
    assert.equal(
      told['verdict'],
      Number(Reflect.get(Object(told['cost']), 'expected')) > 15_000 ? 'short' : 'tight',
    );
    assert.match(JSON.stringify(told['price']), /"asOf":"\d{4}-\d\d-\d\d"/);
  });

  it('refuse in words for a model', async () => {
    await assert.rejects(
      invoke(estimate, { endpoint: '/v1/other', rows: 1 }),
      /product ids, or its path: .*email-finder/,
    );
  });

  it('can be cancelled before and while the balance is read', async () => {
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    await assert.rejects(invoke(balance, {}, source.token));
    for (const [name, input] of [
      [balance, {}],
      [estimate, { endpoint: 'email-finder', rows: 5 }],
    ] as const) {
      const slow = await host.slowBalance();
      const later = new vscode.CancellationTokenSource();
      const answer = assert.rejects(invoke(name, input, later.token));
      await slow.arrived();
      later.cancel();
      await answer;
      await slow.end();
    }
  });

  it('tell what is frozen, and keep the server’s words, key and e-mail to themselves', async () => {
    await host.control({ action: 'freeze', amount: 15_000, message: 'secret server words' });
    await host.refreshUntil(({ isFrozen }) => isFrozen === true);
    const texts = [
      await invoke(balance, {}),
      await invoke(estimate, { endpoint: 'email-finder', rows: 1000 }),
    ].map(String);
    await host.control({ action: 'unfreeze' });
    await host.refreshUntil(({ isFrozen }) => isFrozen === false);
    assert.match(texts[0] ?? '', /"isFrozen":true,"frozen":15000/);
    for (const text of texts)
      assert.ok(!/secret server words|@|127\.0\.0\.1/.test(text) && !text.includes(key), text);
  });
});

async function invoke(
  name: string,
  input: object,
  token: vscode.CancellationToken = new vscode.CancellationTokenSource().token,
): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
  const [part, ...others] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  assert.equal(others.length, 0);
  return part.value;
}

async function call(name: string, input: object): Promise<Readonly<Record<string, unknown>>> {
  const told: unknown = JSON.parse(await invoke(name, input));
  assert.ok(typeof told === 'object' && told !== null);
  return { ...told };
}
