import type { Plugin } from 'vite';
import { recordPackages } from './notices/package-records.ts';
import { writeNotices } from './notices/write-notices.ts';

/**
 * Records which packages a part of the app contains, and writes the third-party notices of all parts that were built so far.
 *
 * @param projectFolder the folder with `node_modules`.
 * @param part names the record.
 */
export const recordBundledPackages = (projectFolder: string, part: string): Plugin => ({
  name: 'record-bundled-packages',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler: async (_, bundle) => {
      const ids = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      await recordPackages(projectFolder, part, ids);
      await writeNotices(projectFolder);
    },
  },
});
