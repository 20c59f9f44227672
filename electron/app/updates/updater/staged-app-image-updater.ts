import { createHash } from 'node:crypto';
import { createReadStream, renameSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppImageUpdater } from 'electron-updater/out/AppImageUpdater.js';
import { createDiskError, rejectUpdate } from '../feed/describe-update-error.ts';

const hasVersion = (name: string): boolean => /\d+\.\d+\.\d+/.test(name);

/** Where the new AppImage goes: a file whose name has a version gets the name of the new one, as electron-updater does it. */
const findDestination = (appImage: string, installer: string): string =>
  hasVersion(basename(appImage)) ? join(dirname(appImage), basename(installer)) : appImage;

/** Copies a file and makes it executable. @returns its SHA-512 in base64. */
async function copyExecutable(from: string, to: string): Promise<string> {
  const hash = createHash('sha512');
  const file = await open(to, 'w', 0o755);
  try {
    for await (const chunk of createReadStream(from, {
      highWaterMark: 1024 * 1024,
    }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.chmod(0o755);
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('base64');
}

/**
 * Replaces the AppImage in one step. electron-updater deletes it before it moves the new one into its place, so that a full
 * disk leaves no app at all.
 */
export class StagedAppImageUpdater extends AppImageUpdater {
  private staged: string | undefined;

  /**
   * Copies the downloaded update beside the AppImage and verifies the copy.
   *
   * @throws EngineError `storage` when it cannot be written, `update-rejected` when the download was changed since.
   */
  async stage(appImage: string): Promise<void> {
    const source = this.installerPath ?? '';
    const staged = join(dirname(appImage), `.${basename(appImage)}.update`);
    try {
      const hash = await copyExecutable(source, staged);
      if (hash !== this.downloadedUpdateHelper?.downloadedFileInfo?.sha512)
        throw rejectUpdate('wrong-hash', basename(source), 'this computer');
    } catch (error) {
      await rm(staged, { force: true });
      throw error instanceof Error && 'data' in error ? error : createDiskError(staged, error);
    }
    this.staged = staged;
  }

  /** Deletes the copy when the app is not quit after all. */
  async discardStaged(): Promise<void> {
    const { staged } = this;
    this.staged = undefined;
    if (staged !== undefined) await rm(staged, { force: true });
  }

  /** Called by `install`, which reports an error as an event. */
  protected override doInstall(): boolean {
    const appImage = process.env['APPIMAGE'];
    if (this.staged === undefined || appImage === undefined) throw new Error('The update is not staged.');
    const destination = findDestination(appImage, this.installerPath ?? '');
    renameSync(this.staged, destination);
    if (destination !== appImage) rmSync(appImage, { force: true });
    const start = this.spawnLog(destination, [], { ...process.env, APPIMAGE_SILENT_INSTALL: 'true' });
    start.catch((error: unknown) =>
      this.logger?.error(`The new version cannot be started: ${String(error)}`),
    );
    return true;
  }
}
