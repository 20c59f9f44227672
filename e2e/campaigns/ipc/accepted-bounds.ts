// The maximum input of a handler, written down a second time and without the schemas, so that a schema that accepts too
// much is found.

/** Characters, by the name of the property with the text; a longer one is out of bounds. */
const longest: Readonly<Record<string, number>> = {
  accountId: 12,
  accounts: 0,
  appearance: 10,
  architecture: 64,
  arn: 2_048,
  backfillId: 128,
  before: 36,
  batchId: 36,
  certificateFile: 4_096,
  channel: 10,
  check: 20,
  choices: 40,
  code: 6,
  color: 20,
  column: 60,
  comparisonId: 36,
  confirmation: 100,
  density: 11,
  destination: 256,
  destinationTags: 128,
  digest: 71,
  dismissed: 64,
  digests: 71,
  uploadMethod: 20,
  existingSignatures: 10,
  file: 40,
  fileKind: 20,
  filter: 500,
  format: 4,
  id: 36,
  introduction: 10,
  kind: 20,
  kmsKey: 2_048,
  label: 60,
  match: 5,
  level: 8,
  method: 10,
  missingManifests: 10,
  name: 60,
  operation: 3,
  operator: 2,
  order: 10,
  os: 64,
  osVersion: 64,
  password: 1_024,
  pattern: 256,
  pinned: 512,
  planId: 36,
  prefix: 128,
  prefixes: 256,
  profile: 512,
  propertyKey: 12,
  proposalId: 36,
  proxyBypass: 10_000,
  proxyMode: 20,
  proxyUrl: 2_048,
  range: 256,
  recent: 512,
  reference: 128,
  references: 128,
  region: 40,
  regions: 40,
  registries: 12,
  registryId: 12,
  reportId: 36,
  replacement: 128,
  repositories: 256,
  repositoryName: 256,
  results: 20,
  role: 10,
  search: 128,
  sections: 11,
  searchId: 36,
  shown: 20,
  source: 256,
  sourceConfirmation: 100,
  sourceTags: 128,
  text: 5_000_000,
  transferId: 36,
  transferIds: 36,
  userName: 256,
  value: 500,
  variant: 64,
  view: 10,
};

/** Items, by the name of the property with the array. */
const maxItems: Readonly<Record<string, number>> = {
  columns: 60,
  destinationTags: 1_000,
  digests: 100,
  executions: 20,
  filter: 20,
  imageFilters: 100,
  images: 100_000,
  pairs: 500,
  pinned: 100,
  platforms: 100,
  prefixes: 100,
  recent: 5,
  references: 100,
  registries: 2,
  renames: 10,
  repositories: 500,
  requests: 500,
  routes: 30,
  results: 10,
  rules: 20,
  sections: 9,
  sourceTags: 1_000,
  tags: 10,
  tokens: 50,
  transferIds: 10_000,
  value: 20,
};

/** Records with arbitrary keys: entries, and characters of a key. */
const records: Readonly<Record<string, readonly [entries: number, key: number]>> = {
  accounts: [20_000, 12],
  choices: [10, 20],
  regions: [5_000, 512],
  registries: [5_000, 512],
  views: [10_000, 300],
  widths: [60, 60],
};

/** Members of any other object. */
const maxMembers = 20;
const deepest = 10;
const greatest = Number.MAX_SAFE_INTEGER;
const minimum = 0;
/** Numbers that are times, in milliseconds since 1970. */
const times: ReadonlySet<string> = new Set(['since', 'until']);
const lastTime = 8.64e15;

/** @returns what of an accepted input is out of bounds; undefined when it is within. */
export function findBeyondBounds(value: unknown, name = '', depth = 0): string | undefined {
  if (depth > deepest) return `${name}: nested too deeply`;
  switch (typeof value) {
    case 'boolean':
    case 'undefined':
      return undefined;
    case 'number':
      return Number.isFinite(value) && value >= minimum && value <= (times.has(name) ? lastTime : greatest)
        ? undefined
        : `${name}: ${value}`;
    case 'string':
      return value.length <= (longest[name] ?? -1) ? undefined : `${name}: ${value.length} characters`;
    case 'object':
      break;
    case 'bigint':
    case 'function':
    case 'symbol':
      return `${name}: a ${typeof value}`;
  }
  if (value === null) return undefined;
  if (Array.isArray(value)) {
    if (value.length > (maxItems[name] ?? -1)) return `${name}: ${value.length} items`;
    return firstOf(
      // An array and a record can have the same name.
      value.map((item): [string, unknown] => [typeof item === 'object' ? `${name}[]` : name, item]),
      depth,
    );
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `${name}: no plain object`;
  const entries = Object.entries(value);
  const [maxEntries, longestKey] = records[name] ?? [maxMembers, 20];
  if (entries.length > maxEntries) return `${name}: ${entries.length} members`;
  if (entries.some(([key]) => key.length > longestKey || key === '__proto__')) return `${name}: a key`;
  const isRecord = Object.hasOwn(records, name);
  return firstOf(
    entries.map(([key, member]) => [isRecord && typeof member === 'string' ? name : key, member]),
    depth,
  );
}

function firstOf(members: readonly (readonly [string, unknown])[], depth: number): string | undefined {
  for (const [name, member] of members) {
    const beyond = findBeyondBounds(member, name, depth + 1);
    if (beyond !== undefined) return beyond;
  }
  return undefined;
}
