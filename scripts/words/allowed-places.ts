/** Where a banned word is meant: the list itself, and names that files or commands of earlier versions use. */
export const allowedPlaces = {
  files: new Set([
    'scripts/words/banned-words.ts',
    'scripts/words/allowed-places.ts',
    'scripts/words/find-banned-words.test.ts',
  ]),
  words: new Map<string, ReadonlySet<string>>([
    ['CHANGELOG.md', new Set(['door', 'obstacles'])],
    ['electron/cli/options/replication-options.ts', new Set(['door'])],
    ['electron/cli/replicate.test.ts', new Set(['door'])],
    ['electron/engine/storage/import-old-files.test.ts', new Set(['door'])],
    ['electron/engine/storage/old-records.ts', new Set(['door'])],
    ['electron/engine/storage/records.test.ts', new Set(['door'])],
    ['electron/app/storage/settings-migrations.ts', new Set(['door', 'colour'])],
    ['electron/app/storage/settings.test.ts', new Set(['door', 'colour'])],
  ]),
} as const;
