import type { Rolldown } from 'vite';

type NameChunk = Extract<
  NonNullable<
    NonNullable<Exclude<Rolldown.OutputOptions['codeSplitting'], boolean | undefined>>['groups']
  >[number]['name'],
  Function
>;

/**
 * Names one chunk for everything that the page imports before it loads a page lazily. Otherwise each set of modules that it
 * shares with a lazy page is a file of its own, and it waits for dozens of them.
 *
 * @param entry the module of the page.
 */
export function createFirstScreenChunk(entry: string): NameChunk {
  let imported: ReadonlySet<string> | undefined;
  return (id, context) => {
    imported ??= new Set(listImported(entry, (each) => context.getModuleInfo(each)?.importedIds ?? []));
    return imported.has(id) ? 'first-screen' : null;
  };
}

/** The modules that a module imports without `import()`, directly and indirectly, and itself. */
function listImported(entry: string, getImports: (id: string) => readonly string[]): readonly string[] {
  const found = new Set([entry]);
  for (const id of found) for (const each of getImports(id)) found.add(each);
  return [...found];
}
