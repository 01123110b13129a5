import assert from 'node:assert/strict';
import { ADJACENT_MS, groupsFor, LINGER_MS, type GroupPieces, type Piece } from '../../../src/runs/runGroups';

const T = 1_000_000;

type PieceLike = Partial<Piece> & { readonly endedAt?: number };

function group(...pieces: readonly PieceLike[]): GroupPieces {
  return {
    pieces: pieces.map((piece, i) => ({
      id: `p${i}`,
      kind: 'task',
      name: '',
      account: 'A',
      at: T,
      ...piece,
    })),
  };
}

function joins(piece: PieceLike, ...groups: readonly GroupPieces[]): number[] {
  const whole: Piece = { id: 'new', kind: 'debug', name: '', account: 'A', at: T, ...piece };
  return groupsFor(whole, groups).map((found) => groups.indexOf(found));
}

describe('which pieces are one run', () => {
  it('a child session joins its parent, a parent its child, and both at once', () => {
    const parent = group({ id: 'root', kind: 'debug' });
    const child = group({ id: 'kid', kind: 'debug', parentId: 'late' });
    assert.deepEqual(joins({ parentId: 'root' }, child, parent), [1]);
    assert.deepEqual(joins({ id: 'late' }, child, parent), [0]);
    assert.deepEqual(joins({ parentId: 'nobody' }, child, parent), []);
  });

  it('a session joins its pre-launch task while that runs and a little after', () => {
    const task = (endedAt?: number) =>
      group({ taskLabels: ['build', 'npm: build'], ...(endedAt === undefined ? {} : { endedAt }) });
    const session = { preLaunchTask: 'npm: build' };
    assert.deepEqual(joins(session, task()), [0]);
    assert.deepEqual(joins(session, task(T - LINGER_MS)), [0]);
    assert.deepEqual(joins(session, task(T - LINGER_MS - 1)), []);
    assert.deepEqual(joins({ preLaunchTask: 'other' }, task()), []);
    assert.deepEqual(joins({}, task()), []);
    assert.deepEqual(joins({ ...session, parentId: 'x' }, task()), []);
    assert.deepEqual(joins(session, task(), task()), [1], 'the latest of two');
    assert.deepEqual(
      joins(session, group({ taskLabels: ['npm: build'] }, { kind: 'debug' })),
      [],
      'it has its session',
    );
  });

  it('a session joins the command in its debug terminal, however long that runs', () => {
    const command = { kind: 'terminal', at: T - 10 * ADJACENT_MS } as const;
    assert.deepEqual(joins({}, group({ ...command, debugTerminal: true })), [0]);
    assert.deepEqual(joins({}, group({ ...command, debugTerminal: true, endedAt: T - 1 })), []);
    assert.deepEqual(joins({}, group({ ...command })), []);
  });

  it('a session joins a command that just began in a terminal of its name', () => {
    const command = (at: number) => group({ kind: 'terminal', terminalName: 'Launch', at });
    assert.deepEqual(joins({ terminalName: 'Launch' }, command(T - ADJACENT_MS)), [0]);
    assert.deepEqual(joins({ terminalName: 'Launch' }, command(T - ADJACENT_MS - 1)), []);
    assert.deepEqual(joins({ terminalName: 'Other' }, command(T)), []);
    assert.deepEqual(joins({}, group({ kind: 'terminal' })), [], 'no name is not the same name');
  });

  it('a command joins the session that just began, once', () => {
    const session = (more: PieceLike = {}) => group({ kind: 'debug', terminalName: 'Launch', ...more });
    const command = { kind: 'terminal', terminalName: 'Launch', at: T + ADJACENT_MS } as const;
    assert.deepEqual(joins(command, session()), [0]);
    assert.deepEqual(joins({ ...command, at: T + ADJACENT_MS + 1 }, session()), []);
    assert.deepEqual(joins({ kind: 'terminal', debugTerminal: true, at: T }, session()), [0]);
    assert.deepEqual(joins({ kind: 'terminal', terminalName: 'bash', at: T }, session()), []);
    assert.deepEqual(joins(command, session({ endedAt: T + 1 })), []);
    assert.deepEqual(joins(command, session({ parentId: 'x' })), []);
    assert.deepEqual(
      joins(command, group({ kind: 'debug', terminalName: 'Launch' }, { kind: 'terminal' })),
      [],
    );
  });

  it('a root session makes one run of its task, its command and an early child', () => {
    const task = group({ taskLabels: ['build'], endedAt: T - 1 });
    const command = group({ kind: 'terminal', debugTerminal: true });
    const child = group({ id: 'kid', kind: 'debug', parentId: 'root' });
    const stranger = group({ kind: 'terminal' });
    assert.deepEqual(
      joins({ id: 'root', preLaunchTask: 'build' }, task, stranger, command, child),
      [0, 2, 3],
    );
  });

  it('a session joins the tasks that its pre-launch task runs', () => {
    const task = group({ taskLabels: ['one'], launches: ['all', 'other'] });
    assert.deepEqual(joins({ preLaunchTask: 'all' }, task), [0]);
    assert.deepEqual(joins({ preLaunchTask: 'more' }, task), []);
  });

  it('a task joins another one that the same pre-launch task runs, and is near', () => {
    const task = (name: string, more: PieceLike = {}): PieceLike => ({
      ...{ kind: 'task', taskLabels: [name], launches: ['all', name] },
      ...more,
    });
    const one = task('one');
    assert.deepEqual(joins(task('two'), group(one)), [0]);
    assert.deepEqual(joins(task('two'), group({ ...one, endedAt: T - LINGER_MS })), [0]);
    assert.deepEqual(joins(task('two'), group({ ...one, endedAt: T - LINGER_MS - 1 })), []);
    assert.deepEqual(joins(task('two', { launches: ['two'] }), group(one)), []);
    assert.deepEqual(joins(task('two'), group(one), group(task('three'))), [1], 'the latest of two');
    assert.deepEqual(joins(task('one'), group(one)), [], 'the same once more');
    assert.deepEqual(joins(task('two'), group(one, task('two'))), [], 'the same once more');
    assert.deepEqual(joins(task('two'), group(one, { kind: 'debug' })), [], 'it has its session');
  });

  it('a task joins nothing else, and no group spans two accounts', () => {
    assert.deepEqual(joins({ kind: 'task', taskLabels: ['a'] }, group({ taskLabels: ['a'] })), []);
    assert.deepEqual(joins({ parentId: 'p0', account: 'B' }, group({ kind: 'debug' })), []);
  });
});
