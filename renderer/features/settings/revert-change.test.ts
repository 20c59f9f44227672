import { expect, test } from 'vitest';
import type { Settings, SettingsChange } from '../../../shared/models/settings.ts';
import { settingsSchema } from '../../../shared/models/settings.ts';
import { describeChange, revertChange } from './revert-change.ts';

const before: Settings = {
  ...settingsSchema.parse({}),
  accounts: { '111111111111': { color: 'blue', isProtected: true } },
};
const after = (change: SettingsChange): Settings => ({ ...before, ...change });

test('restores a single value and a field, and keeps what changed since then', () => {
  expect(revertChange(before, { appearance: 'dark' }, after({ appearance: 'dark' }))).toEqual({
    appearance: 'system',
  });
  const change = { replication: { ...before.replication, verify: false } };
  const current = after({ replication: { ...change.replication, uploadMethod: 'api' } });
  expect(revertChange(before, change, current)).toEqual({
    replication: { ...before.replication, uploadMethod: 'api' },
  });
});

test('removes a field that was added, and adds one that was removed', () => {
  const limited = { transfers: { ...before.transfers, bandwidth: 1_000_000 } };
  expect(revertChange(before, limited, after(limited))).toEqual({ transfers: before.transfers });
  const other = { '222222222222': { color: 'red', isProtected: false } } as const;
  expect(revertChange(before, { accounts: {} }, after({ accounts: other }))).toEqual({
    accounts: { ...before.accounts, ...other },
  });
});

test('names the changed fields', () => {
  const { replication } = before;
  expect(describeChange(before, { appearance: 'dark' })).toBe('appearance');
  expect(describeChange(before, { replication: { ...replication, verify: false } })).toBe(
    'replication verify',
  );
  expect(describeChange(before, { replication, appearance: 'system' })).toBe('');
});
