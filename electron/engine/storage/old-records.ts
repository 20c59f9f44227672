import { z } from 'zod';

// The names that the files of the first versions used, in the names of the database. Nothing else is changed: what is
// wrong with a record shows when it is decoded.

const record = z.record(z.string(), z.unknown());
type Named = z.infer<typeof record>;

const asRecord = (value: unknown): Named => record.safeParse(value).data ?? {};

function renamed(value: unknown, names: Readonly<Record<string, string>>): Named {
  return Object.fromEntries(
    Object.entries(asRecord(value)).map(([name, each]) => [names[name] ?? name, each]),
  );
}

function request(value: unknown): Named {
  const { options, ...rest } = asRecord(value);
  return { ...rest, options: renamed(options, { door: 'uploadMethod' }) };
}

const bytes = (value: unknown): Named => renamed(value, { alreadyThere: 'alreadyAtDestination' });

/** One of the `unfinished` of `transfers.json`. */
export function translateTransfer(value: unknown): unknown {
  const { begun = true, ...transfer } = asRecord(value);
  return {
    ...transfer,
    hasStarted: begun,
    request: request(transfer['request']),
    bytes: bytes(transfer['bytes']),
  };
}

function image(value: unknown): Named {
  const { outcome, ...rest } = asRecord(value);
  const named = asRecord(outcome);
  const isThere = named['kind'] === 'already-there';
  return { ...rest, outcome: isThere ? { ...named, kind: 'already-at-destination' } : outcome };
}

/** One line of `history.jsonl`, as the two parts that the database keeps. */
export function translateEntry(value: unknown): { readonly summary: unknown; readonly contents: unknown } {
  const { images, request: asked, version: _, ...summary } = asRecord(value);
  const list = Array.isArray(images) ? images : [];
  return {
    summary: { ...summary, bytes: bytes(summary['bytes']), imageCount: list.length },
    contents: { images: list.map(image), request: request(asked) },
  };
}
