import { z } from 'zod';

// Replaces the names in files of the first versions by those of the database. Values are not checked here: decoding a
// record does that.

const record = z.record(z.string(), z.unknown());
type Named = z.infer<typeof record>;

const asRecord = (value: unknown): Named => record.safeParse(value).data ?? {};

function renameProperties(value: unknown, names: Readonly<Record<string, string>>): Named {
  return Object.fromEntries(
    Object.entries(asRecord(value)).map(([name, each]) => [names[name] ?? name, each]),
  );
}

function request(value: unknown): Named {
  const { options, ...rest } = asRecord(value);
  return { ...rest, options: renameProperties(options, { door: 'uploadMethod' }) };
}

const bytes = (value: unknown): Named => renameProperties(value, { alreadyThere: 'alreadyAtDestination' });

/** Translates one element of `unfinished` in `transfers.json`. */
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
  const isAlreadyThere = named['kind'] === 'already-there';
  return { ...rest, outcome: isAlreadyThere ? { ...named, kind: 'already-at-destination' } : outcome };
}

/** Translates one line of `history.jsonl` into the two parts that the database stores. */
export function translateEntry(value: unknown): { readonly summary: unknown; readonly contents: unknown } {
  const { images, request: storedRequest, version: _, ...summary } = asRecord(value);
  const list = Array.isArray(images) ? images : [];
  return {
    summary: { ...summary, bytes: bytes(summary['bytes']), imageCount: list.length },
    contents: { images: list.map(image), request: request(storedRequest) },
  };
}
