/** Modules that the bundlers themselves add, by the package that they come from. */
const bundlerModules: readonly (readonly [prefix: string, folder: string])[] = [
  ['\0rolldown/', 'node_modules/rolldown'],
  ['\0vite/', 'node_modules/vite'],
];

/** `…/node_modules/@scope/name/lib/index.js` up to the name; the innermost package. */
const packageFolder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

function findPackageFolder(id: string, root: string): string | undefined {
  const added = bundlerModules.find(([prefix]) => id.startsWith(prefix));
  if (added) return added[1];
  const [folder] = packageFolder.exec(id.replaceAll('\\', '/').replace(/^\0?(?:[\w-]{2,}:)?/, '')) ?? [];
  const prefix = `${root.replaceAll('\\', '/')}/`;
  return folder?.startsWith(prefix) === true ? folder.slice(prefix.length) : undefined;
}

/**
 * The packages that modules of a bundle come from.
 *
 * @param ids absolute paths, and names of the bundler for what it adds.
 * @param root the folder with `node_modules`.
 * @returns folders relative to the root, with `/`, sorted.
 */
export const listPackageFolders = (ids: readonly string[], root: string): readonly string[] =>
  [...new Set(ids.flatMap((id) => findPackageFolder(id, root) ?? []))].toSorted();
