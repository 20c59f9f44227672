import type { Settings, SettingsChange } from '../../../shared/models/settings.ts';

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The fields of a part that a change sets, changes or removes; none for a part that is a single value. */
const changedFields = (before: unknown, after: unknown): readonly string[] =>
  isRecord(before) && isRecord(after)
    ? [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
        (name) => !isSame(before[name], after[name]),
      )
    : [];

/** The current value of a part with the changed fields as they were before. */
function revertPart(before: unknown, after: unknown, current: unknown): unknown {
  if (!isRecord(before) || !isRecord(after) || !isRecord(current)) return before;
  const changed = changedFields(before, after);
  const kept = Object.entries(current).filter(([name]) => !changed.includes(name));
  const restored = Object.entries(before).filter(([name]) => changed.includes(name));
  return Object.fromEntries([...kept, ...restored]);
}

/** The names of what a change changes, such as `replication verify`; empty when it changes nothing. */
export const describeChange = (before: Settings, change: SettingsChange): string =>
  Object.entries(change)
    .filter(([part, after]) => !isSame(Reflect.get(before, part), after))
    .map(([part, after]) => [part, ...changedFields(Reflect.get(before, part), after)].join(' '))
    .join(', ');

/**
 * The change that takes another one back: the fields that it changed get their values from before, and fields that changed
 * since then keep theirs.
 */
export const revertChange = (before: Settings, change: SettingsChange, current: Settings): SettingsChange =>
  Object.fromEntries(
    Object.entries(change).map(([part, after]) => [
      part,
      revertPart(Reflect.get(before, part), after, Reflect.get(current, part)),
    ]),
  );
