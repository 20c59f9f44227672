import { z } from 'zod';
import type { Migration } from './read-json-file.ts';

const record = z.record(z.string(), z.unknown());

function renameKey(value: unknown, from: string, to: string): unknown {
  const { data } = record.safeParse(value);
  if (!data || !(from in data)) return value;
  const { [from]: renamed, ...rest } = data;
  return { ...rest, [to]: renamed };
}

/** Version 1 called the upload method `door`, and spelled an account's color in British English. */
export const renameUploadMethodAndColor: Migration = (content) => {
  const accounts = record.safeParse(content['accounts']).data;
  return {
    ...content,
    ...('replication' in content && {
      replication: renameKey(content['replication'], 'door', 'uploadMethod'),
    }),
    ...(accounts && {
      accounts: Object.fromEntries(
        Object.entries(accounts).map(([id, note]) => [id, renameKey(note, 'colour', 'color')]),
      ),
    }),
  };
};
