import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';

export interface Import {
  readonly from: string;
  readonly to: string;
}

const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*)'(\.{1,2}\/[^'?]+)/g;

/** Every relative import of these files, as paths from `root`; types included. */
export function readImports(root: string, files: readonly string[]): readonly Import[] {
  return files.flatMap((from) =>
    [...readFileSync(join(root, from), 'utf8').matchAll(specifier)].map(([, path]) => ({
      from,
      to: normalize(join(dirname(from), path ?? '')),
    })),
  );
}

export type FolderGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** Folder by folder, the folders that its files import from; without itself. */
function folderGraph(imports: readonly Import[]): FolderGraph {
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [folder, imported] = [dirname(from), dirname(to)];
    const edges = graph.get(folder) ?? new Set();
    graph.set(folder, edges);
    if (imported !== folder) edges.add(imported);
  }
  return graph;
}

/** Where the ways of two files part: a folder beside another one in the same parent; none when a file is in the parent itself. */
function siblings({ from, to }: Import): readonly [folder: string, imported: string] | undefined {
  const [folders, importedFolders] = [dirname(from).split('/'), dirname(to).split('/')];
  const shared = folders.findIndex((name, depth) => name !== importedFolders[depth]);
  if (shared < 0 || shared >= importedFolders.length) return undefined;
  return [folders.slice(0, shared + 1).join('/'), importedFolders.slice(0, shared + 1).join('/')];
}

/**
 * The imports between folders, each with all folders below it, beside each other in one parent. `a/b/` ⇄ `a/c/` is a circle
 * also when the files are in `a/b/d/` and `a/c/e/`.
 */
function siblingGraph(imports: readonly Import[]): FolderGraph {
  const graph = new Map<string, Set<string>>();
  for (const [folder, imported] of imports.flatMap((each) => {
    const pair = siblings(each);
    return pair ? [pair] : [];
  })) {
    const edges = graph.get(folder) ?? new Set();
    graph.set(folder, edges.add(imported));
  }
  return graph;
}

/** The folders that import each other in a circle, alone or with the folders below them. */
export function findFolderCycles(imports: readonly Import[]): readonly (readonly string[])[] {
  const cycles = [folderGraph(imports), siblingGraph(imports)].flatMap(findCycles);
  return [...new Map(cycles.map((folders) => [folders.join('\n'), folders])).values()];
}

/**
 * The groups of folders that import each other in a circle: strongly connected components of more than one folder
 * (Tarjan's algorithm).
 */
function findCycles(graph: FolderGraph): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];

  function visit(folder: string): number {
    const index = order.size;
    order.set(folder, index);
    lowest.set(folder, index);
    stack.push(folder);
    for (const next of graph.get(folder) ?? []) {
      const reached = order.has(next) ? (stack.includes(next) ? order.get(next) : undefined) : visit(next);
      if (reached !== undefined) lowest.set(folder, Math.min(lowest.get(folder) ?? index, reached));
    }
    const least = lowest.get(folder) ?? index;
    if (least === index) {
      const component = stack.splice(stack.lastIndexOf(folder));
      if (component.length > 1) cycles.push(component.toSorted());
    }
    return least;
  }

  for (const folder of graph.keys()) if (!order.has(folder)) visit(folder);
  return cycles;
}
