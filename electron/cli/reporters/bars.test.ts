import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../shared/models/plan.ts';
import { replicationRequestSchema } from '../../../shared/models/plan.ts';
import type { LayerState, Transfer } from '../../../shared/models/transfer.ts';
import { progressFrame } from './progress-frame.ts';
import { createRedrawnLines } from './redraw-lines.ts';
import { chooseReporter } from './choose-reporter.ts';
import type { Outcome } from '../replication/result.ts';

const side = {
  profile: 'p',
  region: 'eu-west-1',
  registryId: '1',
  accountId: '1',
  arn: 'a',
  repositoryName: 'r',
  repositoryUri: 'u',
};
const size = 10_000_000;

function transferOf(states: readonly LayerState[]): Transfer {
  const layers = states.map((state, index) => {
    const digest = `sha256:${String(index).padStart(64, '0')}`;
    return [digest, { digest, kind: 'layer', size, state }] as const;
  });
  return {
    id: 'one',
    revision: 1,
    state: { kind: 'running' },
    bytes: { total: states.length * size, alreadyAtDestination: 0, transferred: size / 2 },
    bytesPerSecond: 1_000_000,
    secondsLeft: 12,
    startedAt: 0,
    source: side,
    destination: side,
    images: [],
    layers: Object.fromEntries(layers),
  };
}
const plan: Plan = {
  id: 'one',
  request: replicationRequestSchema.parse({
    source: { profile: 'p', region: 'eu-west-1', repositoryName: 'from' },
    destination: { profile: 'p', region: 'eu-west-1', repositoryName: 'to', createRepository: false },
    images: [{ digest: `sha256:${'a'.repeat(64)}`, sourceTags: [], destinationTags: [] }],
  }),
  source: side,
  destination: { ...side, repository: { kind: 'existing', name: 'to', uri: 'u', tagMutability: 'MUTABLE' } },
  images: [],
  blobs: [],
  bytes: { total: 0, alreadyAtDestination: 0, toTransfer: 0, uploadBytes: 0 },
  uploadStrategy: { kind: 'registry', mayMount: false },
  warnings: [],
  blockers: [],
};

const copying = (transferred: number): LayerState => ({
  kind: 'copying',
  transferred,
  bytesPerSecond: 500_000,
});

describe('a frame', () => {
  test('shows the layers in progress and the total', () => {
    const frame = progressFrame(transferOf([copying(size / 2), { kind: 'done' }, { kind: 'waiting' }]), {
      columns: 80,
      rows: 24,
    });
    expect(frame).toEqual([
      '  sha256:000000000000  [=============>            ]  5.0 of 10.0 MB  500.0 kB/s',
      '1 of 3 layers  5.0 of 30.0 MB  1.0 MB/s  12 s left',
    ]);
  });

  test.each([10, 30, 45, 60, 200])('is never wider than %d columns', (columns) => {
    const frame = progressFrame(transferOf([copying(size), copying(0)]), { columns, rows: 24 });
    expect(frame).toHaveLength(3);
    for (const line of frame) expect(line.length).toBeLessThan(columns);
  });

  test.each([3, 5, 10])('is never higher than %d rows', (rows) => {
    const frame = progressFrame(transferOf(Array.from({ length: 30 }, () => copying(1))), {
      columns: 80,
      rows,
    });
    expect(frame.length).toBeLessThan(rows);
    if (rows > 3) expect(frame.at(-2)).toBe(`  and ${30 - frame.length + 2} more`);
  });

  test('says nothing of the time left once everything has moved', () => {
    const transfer = transferOf([{ kind: 'done' }]);
    const bytes = { total: size, alreadyAtDestination: 0, transferred: size };
    expect(progressFrame({ ...transfer, bytes, secondsLeft: undefined }, { columns: 80, rows: 24 })).toEqual([
      '1 of 1 layer  10.0 of 10.0 MB  finishing',
    ]);
  });

  test('a bar is full only when everything has moved', () => {
    const [almost, all] = [size - 1, size].map(
      (bytes) => progressFrame(transferOf([copying(bytes)]), { columns: 80, rows: 24 })[0] ?? '',
    );
    expect(almost).toContain('>]');
    expect(all).toContain('==]');
  });
});

const escape = '\u001B[';
const controls = new RegExp(`(${escape.replace('[', '\\[')}\\d+[A-Z]|\n)`);

/** A terminal that understands what is needed here: text, cursor up, and erase to the end. */
function screenOf(written: readonly string[]): readonly string[] {
  let lines: string[] = [''];
  for (const token of written.join('').split(controls)) {
    const number = token.startsWith(escape) ? Number.parseInt(token.slice(escape.length), 10) : undefined;
    if (number !== undefined && token.endsWith('A'))
      lines = [...lines.slice(0, lines.length - 1 - number), ''];
    else if (token === '\n') lines.push('');
    else if (number === undefined) lines.push(`${lines.pop() ?? ''}${token}`);
  }
  return lines.filter((line) => line !== '');
}

describe('redrawn lines', () => {
  test('take the place of the last ones, under what is kept', () => {
    const written: string[] = [];
    const lines = createRedrawnLines({ write: (text) => written.push(text) > 0 });
    lines.draw(['one', 'two']);
    lines.draw(['three']);
    lines.draw(['three'], ['kept']);
    expect(screenOf(written)).toEqual(['kept', 'three']);
    lines.draw(['four', 'five']);
    expect(screenOf(written)).toEqual(['kept', 'four', 'five']);
    lines.clear();
    expect(screenOf(written)).toEqual(['kept']);
  });
});

describe('what is drawn depends on the terminal', () => {
  const outcome: Outcome = { images: [], bytes: { total: 0, transferred: 0, skipped: 0 }, differences: [] };

  const drawnOn = (isTTY: boolean, environment: Record<string, string>, colors: boolean): string => {
    const written: string[] = [];
    const output = {
      write: (text: string) => written.push(text) > 0,
      isTTY,
      columns: 80,
      rows: 24,
      hasColors: () => colors,
    };
    const reporter = chooseReporter(false, {
      environment,
      stdout: output,
      stderr: output,
      resourceFolders: [],
      signal: new AbortController().signal,
    });
    const transfer = transferOf([{ kind: 'done' }, copying(1)]);
    const layers = Object.values(transfer.layers).map(({ digest, state }) => ({ digest, state }));
    for (let times = 0; times < 2; times += 1) {
      reporter.changed(plan, transfer, { status: transfer, images: [], layers });
    }
    reporter.end(outcome, 1);
    return written.join('');
  };

  test('a terminal gets bars, in color when it has them', () => {
    const drawn = drawnOn(true, { TERM: 'xterm' }, true);
    expect(drawn).toContain('\u001B[2A');
    expect(drawn).toContain('\u001B[2m');
    expect(drawnOn(true, { TERM: 'xterm' }, false)).not.toContain('\u001B[2m');
  });

  test.each([
    ['a dumb terminal', true, { TERM: 'dumb' }],
    ['no terminal', false, { TERM: 'xterm' }],
  ])('%s gets plain lines, each layer once', (_, isTTY, environment) => {
    const drawn = drawnOn(isTTY, environment, true);
    for (const control of ['\r', '\u001B']) expect(drawn).not.toContain(control);
    expect(drawn.match(/copied/g)).toHaveLength(1);
  });
});
